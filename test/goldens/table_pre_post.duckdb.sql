-- file: marts/table_pre_post.sql
-- acme.marts.table_pre_post: table on DuckDB as marts.table_pre_post
-- source: definitions/table_pre_post.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a view of this name exists: DROP VIEW IF EXISTS "marts"."table_pre_post";
CREATE OR REPLACE TABLE "raw"."log" AS
SELECT 1::BIGINT AS n;

INSERT INTO "raw"."log"
VALUES (2);

CREATE OR REPLACE TABLE "marts"."table_pre_post" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

INSERT INTO "raw"."log"
SELECT count(*)
FROM "marts"."table_pre_post";

