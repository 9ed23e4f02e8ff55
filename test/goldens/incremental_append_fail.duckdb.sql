-- file: marts/incremental_append_fail.sql
-- acme.marts.incremental_append_fail: incremental on DuckDB as marts.incremental_append_fail
-- source: definitions/incremental_append_fail.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."incremental_append_fail";
CREATE OR REPLACE TABLE "marts"."incremental_append_fail" AS
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

-- onSchemaChange FAIL: the run compares these columns with the table's before it goes on
DESCRIBE temp."biform_source";

INSERT INTO "marts"."incremental_append_fail" ("id", "day", "amount")
SELECT "id", "day", "amount"
FROM temp."biform_source";

DROP TABLE temp."biform_source";

