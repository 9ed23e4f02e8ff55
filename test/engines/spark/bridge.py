"""A local Spark session behind lines of JSON: {"sql": ...} in, {"rows": ..., "types": ...} or {"error": ..., "condition": ...} out.

Values are written in the notation of the cases. A value of a type that BigQuery does not have (INT, FLOAT, DECIMAL of
another scale) carries its type's name, so that it never equals a value of the right type.
"""

import datetime
import json
import math
import os
import re
import sys

os.environ.update({"TZ": "UTC", "SPARK_LOCAL_IP": "127.0.0.1"})

from pyspark.sql import SparkSession  # noqa: E402
from pyspark.sql import types as t  # noqa: E402

SETTINGS = {
    "spark.driver.memory": "2g",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-Duser.timezone=UTC -XX:+UseSerialGC",
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "2",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.warehouse.dir": os.path.join(os.getcwd(), "spark-warehouse"),
}

EPOCH = datetime.datetime(1970, 1, 1)
MICROSECOND = datetime.timedelta(microseconds=1)


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
        return value.isoformat()
    if isinstance(kind, t.TimestampType):
        return f"ts:{(value - EPOCH) // MICROSECOND}"
    if isinstance(kind, t.TimestampNTZType):
        return f"{value.year:04d}-{value.month:02d}-{value.day:02d} {clock(value)}"
    if isinstance(kind, t.ArrayType):
        return [canonical(item, kind.elementType) for item in value]
    if isinstance(kind, t.StructType):
        return [canonical(item, field.dataType) for item, field in zip(value, kind.fields)]
    if kind.simpleString().startswith("time("):
        return clock(value)
    return f"{kind.simpleString()}:{value}"


def answer(spark, sql):
    try:
        frame = spark.sql(sql)
        fields = frame.schema.fields
        rows = [[canonical(cell, field.dataType) for cell, field in zip(row, fields)] for row in frame.collect()]
        return {"types": [field.dataType.simpleString() for field in fields], "rows": rows}
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
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")

    def reply(message):
        replies.write(json.dumps(message, ensure_ascii=True) + "\n")
        replies.flush()

    reply({"ready": spark.version})
    for line in sys.stdin:
        reply(answer(spark, json.loads(line)["sql"]))
    spark.stop()


main()
