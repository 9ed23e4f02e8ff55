-- file: marts/incremental_pre_post.sql
-- acme.marts.incremental_pre_post: incremental on DuckDB as marts.incremental_pre_post
-- source: definitions/incremental_pre_post.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."incremental_pre_post";
CREATE OR REPLACE TABLE "raw"."log" AS
SELECT 1::BIGINT AS n;

CREATE OR REPLACE TABLE "marts"."incremental_pre_post" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

INSERT INTO "raw"."log"
VALUES (2);

-- ---- The table exists.
INSERT INTO "raw"."log"
VALUES (3);

INSERT INTO "marts"."incremental_pre_post" ("id", "day", "amount")
SELECT "id", "day", "amount"
FROM (
SELECT
  id,
  day,
  amount
FROM "raw"."orders"
) AS insertions;

INSERT INTO "raw"."log"
VALUES (4);

INSERT INTO "raw"."log"
VALUES (5);

