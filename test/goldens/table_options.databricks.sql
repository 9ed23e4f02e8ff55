-- file: marts/table_options.sql
-- acme.marts.table_options: table on Databricks as main.marts.table_options
-- source: definitions/table_options.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`table_options`;
create or replace table `main`.`marts`.`table_options`
as
select id, day, amount from `main`.`raw`.`orders`;

-- warning BF1622: acme.marts.table_options: Databricks has no counterpart for additionalOptions.kms_key_name, additionalOptions.friendly_name; left out.
