-- file: marts/operation.sql
-- acme.marts.operation: operation on DuckDB as marts.operation
-- source: definitions/operation.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "marts";

CREATE OR REPLACE TABLE "raw"."log" AS
SELECT 1::BIGINT AS n;

