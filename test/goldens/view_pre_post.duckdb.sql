-- file: marts/view_pre_post.sql
-- acme.marts.view_pre_post: view on DuckDB as marts.view_pre_post
-- source: definitions/view_pre_post.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

-- if a table of this name exists: DROP TABLE IF EXISTS "marts"."view_pre_post";
SELECT 1::BIGINT;

CREATE OR REPLACE VIEW "marts"."view_pre_post" AS
SELECT
  id,
  day,
  amount
FROM "raw"."orders";

SELECT 2::BIGINT;

SELECT 3::BIGINT;

