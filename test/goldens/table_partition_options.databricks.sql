-- file: marts/table_partition_options.sql
-- acme.marts.table_partition_options: table on Databricks as main.marts.table_partition_options
-- source: definitions/table_partition_options.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`table_partition_options`;
create or replace table `main`.`marts`.`table_partition_options`
cluster by (`day`)
as
select id, day, amount from `main`.`raw`.`orders`;

-- warning BF1622: acme.marts.table_partition_options: Databricks has no counterpart for partitionExpirationDays, requirePartitionFilter; left out.
