-- file: marts/incremental_merge_partition_filter.sql
-- acme.marts.incremental_merge_partition_filter: incremental on DuckDB as marts.incremental_merge_partition_filter
-- source: definitions/incremental_merge_partition_filter.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."incremental_merge_partition_filter";
CREATE OR REPLACE TABLE "marts"."incremental_merge_partition_filter" AS
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

SELECT CASE WHEN count(*) > 0 THEN error('UPDATE/MERGE must match at most one source row for each target row') END AS matched_once
FROM (
  SELECT 1
  FROM "marts"."incremental_merge_partition_filter" AS DATAFORM_DEST
  JOIN temp."biform_source" AS DATAFORM_SOURCE
  ON DATAFORM_DEST."id" = DATAFORM_SOURCE."id" AND (DATAFORM_DEST.day >= DATE '2026-01-02')
  GROUP BY DATAFORM_DEST.rowid
  HAVING count(*) > 1
) AS matched_twice;

MERGE INTO "marts"."incremental_merge_partition_filter" AS DATAFORM_DEST
USING temp."biform_source" AS DATAFORM_SOURCE
ON DATAFORM_DEST."id" = DATAFORM_SOURCE."id" AND (DATAFORM_DEST.day >= DATE '2026-01-02')
WHEN MATCHED THEN
  UPDATE SET "id" = DATAFORM_SOURCE."id", "day" = DATAFORM_SOURCE."day", "amount" = DATAFORM_SOURCE."amount"
WHEN NOT MATCHED THEN
  INSERT ("id", "day", "amount") VALUES (DATAFORM_SOURCE."id", DATAFORM_SOURCE."day", DATAFORM_SOURCE."amount");

DROP TABLE temp."biform_source";

