-- file: marts/operation.sql
-- acme.marts.operation: operation on Databricks as main.marts.operation
-- source: definitions/operation.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

create or replace table `main`.`raw`.`log` as select 1 as n;

