-- file: marts/table_null_array.sql
-- acme.marts.table_null_array: table on DuckDB as marts.table_null_array
-- source: definitions/table_null_array.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."table_null_array";
CREATE OR REPLACE TABLE "marts"."table_null_array" AS
SELECT
  id,
  coalesce(amounts, []) AS amounts
FROM (
  SELECT
    id,
    list(CASE WHEN amount > 10 THEN 'much' ELSE NULL END) FILTER (WHERE CASE WHEN amount > 10 THEN 'much' ELSE NULL END IS NOT NULL) AS amounts
  FROM "raw"."orders"
  GROUP BY id
) AS "stored rows";

