-- file: marts/view.sql
-- acme.marts.view: view on DuckDB as marts.view
-- source: definitions/view.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a table of this name exists: DROP TABLE IF EXISTS "marts"."view";
CREATE OR REPLACE VIEW "marts"."view" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

