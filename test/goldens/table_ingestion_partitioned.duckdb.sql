-- file: marts/table_ingestion_partitioned.sql
-- acme.marts.table_ingestion_partitioned: table on DuckDB as marts.table_ingestion_partitioned
-- source: definitions/table_ingestion_partitioned.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."table_ingestion_partitioned";
CREATE OR REPLACE TABLE "marts"."table_ingestion_partitioned" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

