-- file: temp/t.sql
-- acme.temp.t: table on Databricks as main.temp.t
-- source: definitions/table_reserved_dataset.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`temp`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`temp`.`t`;
CREATE OR REPLACE TABLE `main`.`temp`.`t`
AS
SELECT 1L AS id;

