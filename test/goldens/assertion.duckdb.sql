-- file: marts/assertion.sql
-- acme.marts.assertion: assertion on DuckDB as marts.assertion
-- source: definitions/assertion.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

CREATE OR REPLACE VIEW "marts"."assertion" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders"
WHERE amount < 0;

SELECT sum(1) AS row_count FROM "marts"."assertion";

