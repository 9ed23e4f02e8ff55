-- file: marts/incremental_append_extend.sql
-- acme.marts.incremental_append_extend: incremental on DuckDB as marts.incremental_append_extend
-- source: definitions/incremental_append_extend.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."incremental_append_extend";
CREATE OR REPLACE TABLE "marts"."incremental_append_extend" AS
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

INSERT INTO "marts"."incremental_append_extend" ("id", "day", "amount")
SELECT "id", "day", "amount"
FROM temp."biform_source";

DROP TABLE temp."biform_source";

