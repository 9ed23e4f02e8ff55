-- file: marts/table_partitioned_clustered.sql
-- acme.marts.table_partitioned_clustered: table on DuckDB as marts.table_partitioned_clustered
-- source: definitions/table_partitioned_clustered.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."table_partitioned_clustered";
CREATE OR REPLACE TABLE "marts"."table_partitioned_clustered" AS
SELECT
  id,
  day,
  amount,
  1::BIGINT AS a,
  2::BIGINT AS b
FROM "raw"."orders";

