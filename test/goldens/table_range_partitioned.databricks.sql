-- file: marts/table_range_partitioned.sql
-- acme.marts.table_range_partitioned: table on Databricks as main.marts.table_range_partitioned
-- source: definitions/table_range_partitioned.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`table_range_partitioned`;
create or replace table `main`.`marts`.`table_range_partitioned`
cluster by (`id`)
as
select id, day, amount from `main`.`raw`.`orders`;

