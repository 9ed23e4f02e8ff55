-- file: marts/table_clustered.sql
-- acme.marts.table_clustered: table on Databricks as main.marts.table_clustered
-- source: definitions/table_clustered.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`table_clustered`;
create or replace table `main`.`marts`.`table_clustered`
cluster by (`id`, `day`)
as
select id, day, amount from `main`.`raw`.`orders`;

