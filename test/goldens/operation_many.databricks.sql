-- file: marts/operation_many.sql
-- acme.marts.operation_many: operation on Databricks as main.marts.operation_many
-- source: definitions/operation_many.sqlx
-- tags: nightly
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

create or replace table `main`.`marts`.`operation_many` as select 1 as n;

insert into `main`.`marts`.`operation_many` values (2); -- and no more

