-- file: marts/operation.sql
-- acme.marts.operation: operation on Databricks as main.marts.operation
-- source: definitions/operation.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

CREATE OR REPLACE TABLE `main`.`raw`.`log` AS
SELECT 1L AS n;

