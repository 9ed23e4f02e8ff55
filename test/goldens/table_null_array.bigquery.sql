-- file: marts/table_null_array.sql
-- acme.marts.table_null_array: table on BigQuery
-- source: definitions/table_null_array.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.table_null_array`;
create or replace table `acme.marts.table_null_array` as select id, array_agg(if(amount > 10, 'much', null) ignore nulls) as amounts from `acme.raw.orders` group by id;

