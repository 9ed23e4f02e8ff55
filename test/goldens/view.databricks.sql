-- file: marts/view.sql
-- acme.marts.view: view on Databricks as main.marts.view
-- source: definitions/view.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a table of this name exists: drop table if exists `main`.`marts`.`view`;
create or replace view `main`.`marts`.`view`
as
select id, day, amount from `main`.`raw`.`orders`;

