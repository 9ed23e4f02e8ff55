-- file: marts/view_materialized.sql
-- acme.marts.view_materialized: view on Databricks as main.marts.view_materialized
-- source: definitions/view_materialized.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a table of this name exists: drop table if exists `main`.`marts`.`view_materialized`;
create or replace materialized view `main`.`marts`.`view_materialized`
as
select id, day, amount from `main`.`raw`.`orders`;

