-- file: marts/table.sql
-- acme.marts.table: table on Databricks as main.marts.table
-- source: definitions/table.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`table`;
create or replace table `main`.`marts`.`table`
as
select id, day, amount from `main`.`raw`.`orders`;

