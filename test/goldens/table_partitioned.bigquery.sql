-- file: marts/table_partitioned.sql
-- acme.marts.table_partitioned: table on BigQuery
-- source: definitions/table_partitioned.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.table_partitioned`;
create or replace table `acme.marts.table_partitioned` partition by day as select id, day, amount from `acme.raw.orders`;

