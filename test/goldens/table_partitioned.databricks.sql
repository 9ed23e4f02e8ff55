-- file: marts/table_partitioned.sql
-- acme.marts.table_partitioned: table on Databricks as main.marts.table_partitioned
-- source: definitions/table_partitioned.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`table_partitioned`;
create or replace table `main`.`marts`.`table_partitioned`
cluster by (`day`)
as
select id, day, amount from `main`.`raw`.`orders`;

