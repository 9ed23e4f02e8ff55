-- file: marts/incremental_append.sql
-- acme.marts.incremental_append: incremental on Databricks as main.marts.incremental_append
-- source: definitions/incremental_append.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`incremental_append`;
create or replace table `main`.`marts`.`incremental_append`
as
select id, day, amount from `main`.`raw`.`orders`;

-- ---- The table exists.
insert into `main`.`marts`.`incremental_append` (`id`, `day`, `amount`)
select `id`, `day`, `amount`
from (
select id, day, amount from `main`.`raw`.`orders`
) as insertions;

