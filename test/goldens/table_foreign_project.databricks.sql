-- file: other.rates/fx.sql
-- other-project.rates.fx: table on Databricks as other.rates.fx
-- source: definitions/table_foreign_project.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `other`.`rates`;

-- if a view of this name exists: DROP VIEW IF EXISTS `other`.`rates`.`fx`;
CREATE OR REPLACE TABLE `other`.`rates`.`fx`
AS
SELECT 1L AS id;

