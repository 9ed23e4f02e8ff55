-- file: marts/table_range_partitioned.sql
-- acme.marts.table_range_partitioned: table on DuckDB as marts.table_range_partitioned
-- source: definitions/table_range_partitioned.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."table_range_partitioned";
CREATE OR REPLACE TABLE "marts"."table_range_partitioned" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

