-- file: marts/incremental_when.sql
-- acme.marts.incremental_when: incremental on DuckDB as marts.incremental_when
-- source: definitions/incremental_when.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."incremental_when";
CREATE OR REPLACE TABLE "marts"."incremental_when" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

-- ---- The table exists.
INSERT INTO "marts"."incremental_when" ("id", "day", "amount")
SELECT "id", "day", "amount"
FROM (
SELECT
  id,
  day,
  amount
FROM "raw"."orders"
WHERE amount > 20
) AS insertions;

