-- file: marts/table_options.sql
-- acme.marts.table_options: table on DuckDB as marts.table_options
-- source: definitions/table_options.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."table_options";
CREATE OR REPLACE TABLE "marts"."table_options" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

