-- file: marts/table_described.sql
-- acme.marts.table_described: table on Databricks as main.marts.table_described
-- source: definitions/table_described.sqlx
-- tags: daily, finance
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`table_described`;
create or replace table `main`.`marts`.`table_described`
comment 'What was ordered; it\'s all\nhere.'
tblproperties ('label.team' = 'growth', 'label.it\'s' = 'a\\b')
as
select id, day, amount from `main`.`raw`.`orders`;

comment on column `main`.`marts`.`table_described`.`id` is 'The order\'s number';

