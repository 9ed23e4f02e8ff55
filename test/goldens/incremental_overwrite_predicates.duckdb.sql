-- file: marts/incremental_overwrite_predicates.sql
-- acme.marts.incremental_overwrite_predicates: incremental on DuckDB as marts.incremental_overwrite_predicates
-- source: definitions/incremental_overwrite_predicates.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."incremental_overwrite_predicates";
CREATE OR REPLACE TABLE "marts"."incremental_overwrite_predicates" AS
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
SELECT DISTINCT day AS partition_value
FROM temp."biform_source"
WHERE (day) IS NOT NULL;

DELETE FROM "marts"."incremental_overwrite_predicates" AS DATAFORM_DEST
WHERE (day) IN (SELECT partition_value FROM temp."biform_partitions") AND (DATAFORM_DEST.amount < 15) AND (DATAFORM_DEST.id > 0);

INSERT INTO "marts"."incremental_overwrite_predicates" ("id", "day", "amount")
SELECT "id", "day", "amount"
FROM temp."biform_source";

DROP TABLE temp."biform_partitions";

DROP TABLE temp."biform_source";

