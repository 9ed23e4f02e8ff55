-- file: temp_/t.sql
-- acme.temp.t: table on DuckDB as temp_.t
-- source: definitions/table_reserved_dataset.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "temp_";

-- if a view of this name exists: DROP VIEW IF EXISTS "temp_"."t";
CREATE OR REPLACE TABLE "temp_"."t" AS
SELECT 1::BIGINT AS id;

