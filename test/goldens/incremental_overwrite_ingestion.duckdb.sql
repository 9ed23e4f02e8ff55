-- file: marts/incremental_overwrite_ingestion.sql
-- acme.marts.incremental_overwrite_ingestion: incremental on DuckDB as marts.incremental_overwrite_ingestion
-- source: definitions/incremental_overwrite_ingestion.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."incremental_overwrite_ingestion";
CREATE OR REPLACE TABLE "marts"."incremental_overwrite_ingestion" AS
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
SELECT DISTINCT coalesce(day, day) AS partition_value
FROM temp."biform_source"
WHERE (coalesce(day, day)) IS NOT NULL;

DELETE FROM "marts"."incremental_overwrite_ingestion" AS DATAFORM_DEST
WHERE (coalesce(day, day)) IN (SELECT partition_value FROM temp."biform_partitions");

INSERT INTO "marts"."incremental_overwrite_ingestion" ("id", "day", "amount")
SELECT "id", "day", "amount"
FROM temp."biform_source";

DROP TABLE temp."biform_partitions";

DROP TABLE temp."biform_source";

