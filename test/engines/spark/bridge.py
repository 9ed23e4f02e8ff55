"""A local Spark session behind lines of JSON: {"sql": ...} in, {"rows": ..., "columns": ..., "types": ...} or {"error": ..., "condition": ...} out.

With {"keep": name} beside "sql" the rows become a view of that name whose rows are held in memory.

Values are written in the notation of the cases. A value of a type that BigQuery does not have (INT, FLOAT, DECIMAL of
another scale) carries its type's name, so that it never equals a value of the right type.
"""

import datetime
import glob
import json
import math
import os
import re
import sys

os.environ.update({"TZ": "UTC", "SPARK_LOCAL_IP": "127.0.0.1"})

from pyspark.sql import SparkSession  # noqa: E402
from pyspark.sql import functions as f  # noqa: E402
from pyspark.sql import types as t  # noqa: E402

SETTINGS = {
    "spark.driver.memory": "2g",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-Duser.timezone=UTC -XX:+UseSerialGC",
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.datetime.java8API.enabled": "true",
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "2",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.warehouse.dir": os.path.join(os.getcwd(), "spark-warehouse"),
}

# Delta as the format of tables. The tables are small and each statement runs once: one task reads a table's log, and
# neither statistics nor the best machine code are worth their time.
DELTA = {
    "spark.driver.extraJavaOptions": SETTINGS["spark.driver.extraJavaOptions"] + " -XX:TieredStopAtLevel=1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.databricks.delta.stats.collect": "false",
    "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
    "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
    "spark.sql.sources.default": "delta",
    "spark.databricks.delta.snapshotPartitions": "1",
}

EPOCH = datetime.datetime(1970, 1, 1)


def fraction(micros):
    return f".{micros:06d}".rstrip("0") if micros else ""


def clock(value):
    return value.strftime("%H:%M:%S") + fraction(value.microsecond)


def decimal_text(value):
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def floating(value):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def moment(since):
    try:
        value = EPOCH + since
    except OverflowError:
        return f"beyond:{since} 00:00:00"
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d} {clock(value)}"


def counted(column, kind):
    """Dates as days and times as microseconds since 1970: Python's own know no year 0 and none after 9999."""
    if isinstance(kind, t.DateType):
        return f.unix_date(column)
    if isinstance(kind, t.TimestampType):
        return f.unix_micros(column)
    if isinstance(kind, t.TimestampNTZType):
        return f.unix_micros(column.cast("timestamp"))
    if isinstance(kind, t.ArrayType) and holds_dates(kind.elementType):
        return f.transform(column, lambda item: counted(item, kind.elementType))
    if isinstance(kind, t.StructType) and holds_dates(kind):
        parts = [counted(column.getField(field.name), field.dataType).alias(f"f{i}") for i, field in enumerate(kind.fields)]
        return f.when(column.isNotNull(), f.struct(*parts))
    return column


def holds_dates(kind):
    if isinstance(kind, t.ArrayType):
        return holds_dates(kind.elementType)
    if isinstance(kind, t.StructType):
        return any(holds_dates(field.dataType) for field in kind.fields)
    return isinstance(kind, (t.DateType, t.TimestampType, t.TimestampNTZType))


def with_counts(frame):
    fields = frame.schema.fields
    if not any(holds_dates(field.dataType) for field in fields):
        return frame
    named = frame.toDF(*[f"c{i}" for i in range(len(fields))])
    return named.select(*[counted(f.col(f"c{i}"), field.dataType) for i, field in enumerate(fields)])


def canonical(value, kind):
    """A value as the cases write it."""
    if value is None:
        return None
    if isinstance(kind, t.LongType):
        return str(value)
    if isinstance(kind, t.DoubleType):
        return floating(value)
    if isinstance(kind, t.DecimalType):
        text = decimal_text(value)
        return text if (kind.precision, kind.scale) == (38, 9) else f"{kind.simpleString()}:{text}"
    if isinstance(kind, (t.StringType, t.BooleanType)):
        return value
    if isinstance(kind, t.BinaryType):
        return f"hex:{bytes(value).hex()}"
    if isinstance(kind, t.DateType):
        return moment(datetime.timedelta(days=value))[:-9]
    if isinstance(kind, t.TimestampType):
        return f"ts:{value}"
    if isinstance(kind, t.TimestampNTZType):
        return moment(datetime.timedelta(microseconds=value))
    if isinstance(kind, t.ArrayType):
        return [canonical(item, kind.elementType) for item in value]
    if isinstance(kind, t.StructType):
        return [canonical(item, field.dataType) for item, field in zip(value, kind.fields)]
    if kind.simpleString() == "variant":
        return value.toJson("UTC")
    if kind.simpleString().startswith("time("):
        return clock(value)
    return f"{kind.simpleString()}:{value}"


def keep(spark, frame, name):
    """A query over the view is worked out while it is planned, without a job."""
    rows = frame._jdf.collectAsList()
    local = spark._jsparkSession.createDataFrame(rows, frame._jdf.schema())
    local.createOrReplaceTempView(name)


def answer(spark, sql, name=None):
    try:
        frame = spark.sql(sql)
        if name is not None:
            keep(spark, frame, name)
        fields = frame.schema.fields
        rows = [[canonical(cell, field.dataType) for cell, field in zip(row, fields)] for row in with_counts(frame).collect()]
        return {
            "columns": [field.name for field in fields],
            "types": [field.dataType.simpleString() for field in fields],
            "rows": rows,
        }
    except Exception as error:  # noqa: BLE001
        condition = getattr(error, "getCondition", getattr(error, "getErrorClass", lambda: None))()
        text = str(error)
        raised = re.search(r"\[([A-Z][A-Z0-9_.]+)\] ", text)
        condition = condition or (raised and raised.group(1)) or type(error).__name__
        return {"error": text.split("\n\n")[0][:2000], "condition": condition}


def main():
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    builder = SparkSession.builder.master("local[2]").appName("biform")
    jars = glob.glob(os.path.join(sys.argv[1], "*.jar")) if len(sys.argv) > 1 else []
    delta = {**DELTA, "spark.jars": ",".join(jars)} if jars else {}
    for name, value in {**SETTINGS, **delta}.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")

    def reply(message):
        replies.write(json.dumps(message, ensure_ascii=True) + "\n")
        replies.flush()

    reply({"ready": spark.version})
    for line in sys.stdin:
        message = json.loads(line)
        reply(answer(spark, message["sql"], message.get("keep")))
    spark.stop()


main()
