-- file: marts/table_partition_options.sql
-- acme.marts.table_partition_options: table on BigQuery
-- source: definitions/table_partition_options.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.table_partition_options`;
create or replace table `acme.marts.table_partition_options` partition by DATE_TRUNC(day, MONTH) OPTIONS(partition_expiration_days=90,require_partition_filter=true)as select id, day, amount from `acme.raw.orders`;

