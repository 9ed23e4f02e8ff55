-- file: marts/view_materialized.sql
-- acme.marts.view_materialized: view on DuckDB as marts.view_materialized
-- source: definitions/view_materialized.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a table of this name exists: DROP TABLE IF EXISTS "marts"."view_materialized";
CREATE OR REPLACE VIEW "marts"."view_materialized" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

