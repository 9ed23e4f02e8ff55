-- file: marts/view_materialized_partitioned.sql
-- acme.marts.view_materialized_partitioned: view on DuckDB as marts.view_materialized_partitioned
-- source: definitions/view_materialized_partitioned.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a table of this name exists: DROP TABLE IF EXISTS "marts"."view_materialized_partitioned";
CREATE OR REPLACE VIEW "marts"."view_materialized_partitioned" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

