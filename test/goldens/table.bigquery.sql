-- file: marts/table.sql
-- acme.marts.table: table on BigQuery
-- source: definitions/table.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.table`;
create or replace table `acme.marts.table` as select id, day, amount from `acme.raw.orders`;

