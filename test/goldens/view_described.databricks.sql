-- file: marts/view_described.sql
-- acme.marts.view_described: view on Databricks as main.marts.view_described
-- source: definitions/view_described.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a table of this name exists: drop table if exists `main`.`marts`.`view_described`;
create or replace view `main`.`marts`.`view_described`
comment 'Orders as they are'
tblproperties ('label.team' = 'growth')
as
select id, day, amount from `main`.`raw`.`orders`;

comment on column `main`.`marts`.`view_described`.`id` is 'number';

