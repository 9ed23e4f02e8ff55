-- file: marts/incremental_append_synchronize.sql
-- acme.marts.incremental_append_synchronize: incremental on DuckDB as marts.incremental_append_synchronize
-- source: definitions/incremental_append_synchronize.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."incremental_append_synchronize";
CREATE OR REPLACE TABLE "marts"."incremental_append_synchronize" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

-- ---- The table exists.
CREATE OR REPLACE TEMP TABLE "biform_source" AS
SELECT
  id,
  day
FROM "raw"."orders";

-- onSchemaChange SYNCHRONIZE: the run compares these columns with the table's before it goes on
DESCRIBE temp."biform_source";

INSERT INTO "marts"."incremental_append_synchronize" ("id", "day", "amount")
SELECT "id", "day", "amount"
FROM temp."biform_source";

DROP TABLE temp."biform_source";

