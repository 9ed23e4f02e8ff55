-- file: marts/view_described.sql
-- acme.marts.view_described: view on DuckDB as marts.view_described
-- source: definitions/view_described.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a table of this name exists: DROP TABLE IF EXISTS "marts"."view_described";
CREATE OR REPLACE VIEW "marts"."view_described" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

