-- file: temp/t.sql
-- acme.temp.t: table on Databricks as main.temp.t
-- source: definitions/table_reserved_dataset.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`temp`;

-- if a view of this name exists: drop view if exists `main`.`temp`.`t`;
create or replace table `main`.`temp`.`t`
as
select 1 as id;

