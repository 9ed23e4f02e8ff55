-- file: marts/incremental_odd_columns.sql
-- acme.marts.incremental_odd_columns: incremental on DuckDB as marts.incremental_odd_columns
-- source: definitions/incremental_odd_columns.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."incremental_odd_columns";
CREATE OR REPLACE TABLE "marts"."incremental_odd_columns" AS
SELECT
  1::BIGINT AS "select",
  2::BIGINT AS "a b",
  3::BIGINT AS "c-d";

-- ---- The table exists.
CREATE OR REPLACE TEMP TABLE "biform_source" AS
SELECT
  1::BIGINT AS "select",
  2::BIGINT AS "a b",
  3::BIGINT AS "c-d";

SELECT CASE WHEN count(*) > 0 THEN error('UPDATE/MERGE must match at most one source row for each target row') END AS matched_once
FROM (
  SELECT 1
  FROM "marts"."incremental_odd_columns" AS DATAFORM_DEST
  JOIN temp."biform_source" AS DATAFORM_SOURCE
  ON DATAFORM_DEST."select" = DATAFORM_SOURCE."select"
  GROUP BY DATAFORM_DEST.rowid
  HAVING count(*) > 1
) AS matched_twice;

MERGE INTO "marts"."incremental_odd_columns" AS DATAFORM_DEST
USING temp."biform_source" AS DATAFORM_SOURCE
ON DATAFORM_DEST."select" = DATAFORM_SOURCE."select"
WHEN MATCHED THEN
  UPDATE SET "select" = DATAFORM_SOURCE."select", "a b" = DATAFORM_SOURCE."a b", "c-d" = DATAFORM_SOURCE."c-d"
WHEN NOT MATCHED THEN
  INSERT ("select", "a b", "c-d") VALUES (DATAFORM_SOURCE."select", DATAFORM_SOURCE."a b", DATAFORM_SOURCE."c-d");

DROP TABLE temp."biform_source";

