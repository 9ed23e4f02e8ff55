-- file: marts/table_clustered.sql
-- acme.marts.table_clustered: table on DuckDB as marts.table_clustered
-- source: definitions/table_clustered.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."table_clustered";
CREATE OR REPLACE TABLE "marts"."table_clustered" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

