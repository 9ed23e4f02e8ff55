-- file: marts/table_described.sql
-- acme.marts.table_described: table on BigQuery
-- source: definitions/table_described.sqlx
-- tags: daily, finance
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.table_described`;
create or replace table `acme.marts.table_described` as select id, day, amount from `acme.raw.orders`;

