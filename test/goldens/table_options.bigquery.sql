-- file: marts/table_options.sql
-- acme.marts.table_options: table on BigQuery
-- source: definitions/table_options.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.table_options`;
create or replace table `acme.marts.table_options` OPTIONS(kms_key_name="k",friendly_name='Orders')as select id, day, amount from `acme.raw.orders`;

