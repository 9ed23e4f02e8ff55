-- file: marts/operation_many.sql
-- acme.marts.operation_many: operation on DuckDB as marts.operation_many
-- source: definitions/operation_many.sqlx
-- tags: nightly
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

CREATE OR REPLACE TABLE "marts"."operation_many" AS
SELECT 1::BIGINT AS n;

INSERT INTO "marts"."operation_many"
VALUES (2);

