-- file: marts/incremental_overwrite_extend.sql
-- acme.marts.incremental_overwrite_extend: incremental on DuckDB as marts.incremental_overwrite_extend
-- source: definitions/incremental_overwrite_extend.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."incremental_overwrite_extend";
CREATE OR REPLACE TABLE "marts"."incremental_overwrite_extend" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

-- ---- The table exists.
CREATE OR REPLACE TEMP TABLE "biform_source" AS
SELECT
  id,
  day,
  amount,
  'new' AS note
FROM "raw"."orders";

-- onSchemaChange EXTEND: the run compares these columns with the table's before it goes on
DESCRIBE temp."biform_source";

CREATE OR REPLACE TEMP TABLE "biform_partitions" AS
SELECT DISTINCT day AS partition_value
FROM temp."biform_source"
WHERE (day) IS NOT NULL;

DELETE FROM "marts"."incremental_overwrite_extend" AS DATAFORM_DEST
WHERE (day) IN (SELECT partition_value FROM temp."biform_partitions");

INSERT INTO "marts"."incremental_overwrite_extend" ("id", "day", "amount")
SELECT "id", "day", "amount"
FROM temp."biform_source";

DROP TABLE temp."biform_partitions";

DROP TABLE temp."biform_source";

