-- file: marts/table_described.sql
-- acme.marts.table_described: table on DuckDB as marts.table_described
-- source: definitions/table_described.sqlx
-- tags: daily, finance
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."table_described";
CREATE OR REPLACE TABLE "marts"."table_described" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

