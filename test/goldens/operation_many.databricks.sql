-- file: marts/operation_many.sql
-- acme.marts.operation_many: operation on Databricks as main.marts.operation_many
-- source: definitions/operation_many.sqlx
-- tags: nightly
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

CREATE OR REPLACE TABLE `main`.`marts`.`operation_many` AS
SELECT 1L AS n;

INSERT INTO `main`.`marts`.`operation_many`
VALUES (2);

