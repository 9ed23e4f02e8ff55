-- file: other-project.rates/fx.sql
-- other-project.rates.fx: table on DuckDB
-- source: definitions/table_foreign_project.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS "other-project.rates";

-- if a view of this name exists: DROP VIEW IF EXISTS "other-project.rates"."fx";
CREATE OR REPLACE TABLE "other-project.rates"."fx" AS
SELECT 1::BIGINT AS id;

