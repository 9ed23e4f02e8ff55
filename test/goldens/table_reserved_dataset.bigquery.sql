-- file: temp/t.sql
-- acme.temp.t: table on BigQuery
-- source: definitions/table_reserved_dataset.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.temp`;

-- if a view of this name exists: drop view if exists `acme.temp.t`;
create or replace table `acme.temp.t` as select 1 as id;

