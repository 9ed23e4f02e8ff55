-- file: marts/a%22b%3B--é.sql
-- acme.marts.a"b;--é: table on Databricks as main.marts.a"b;--é
-- source: definitions/table_hostile_name.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`a"b;--é`;
CREATE OR REPLACE TABLE `main`.`marts`.`a"b;--é`
AS
SELECT 1L AS id;

