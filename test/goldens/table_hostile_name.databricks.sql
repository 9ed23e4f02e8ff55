-- file: marts/a%22b%3B--é.sql
-- acme.marts.a"b;--é: table on Databricks as main.marts.a"b;--é
-- source: definitions/table_hostile_name.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`a"b;--é`;
create or replace table `main`.`marts`.`a"b;--é`
as
select 1 as id;

