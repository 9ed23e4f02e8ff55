-- file: marts/table.sql
-- acme.marts.table: table on DuckDB as marts.table
-- source: definitions/table.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."table";
CREATE OR REPLACE TABLE "marts"."table" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

