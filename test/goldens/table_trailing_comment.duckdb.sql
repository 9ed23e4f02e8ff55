-- file: marts/table_trailing_comment.sql
-- acme.marts.table_trailing_comment: table on DuckDB as marts.table_trailing_comment
-- source: definitions/table_trailing_comment.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."table_trailing_comment";
CREATE OR REPLACE TABLE "marts"."table_trailing_comment" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

