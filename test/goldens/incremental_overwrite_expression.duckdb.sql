-- file: marts/incremental_overwrite_expression.sql
-- acme.marts.incremental_overwrite_expression: incremental on DuckDB as marts.incremental_overwrite_expression
-- source: definitions/incremental_overwrite_expression.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."incremental_overwrite_expression";
CREATE OR REPLACE TABLE "marts"."incremental_overwrite_expression" AS
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
  amount
FROM "raw"."orders";

CREATE OR REPLACE TEMP TABLE "biform_partitions" AS
SELECT DISTINCT biform.bf_trunc_part(day, 'month') AS partition_value
FROM temp."biform_source"
WHERE (biform.bf_trunc_part(day, 'month')) IS NOT NULL;

DELETE FROM "marts"."incremental_overwrite_expression" AS DATAFORM_DEST
WHERE (biform.bf_trunc_part(day, 'month')) IN (SELECT partition_value FROM temp."biform_partitions");

INSERT INTO "marts"."incremental_overwrite_expression" ("id", "day", "amount")
SELECT "id", "day", "amount"
FROM temp."biform_source";

DROP TABLE temp."biform_partitions";

DROP TABLE temp."biform_source";

