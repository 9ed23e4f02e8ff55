-- file: marts/incremental_append_fail.sql
-- acme.marts.incremental_append_fail: incremental on Databricks as main.marts.incremental_append_fail
-- source: definitions/incremental_append_fail.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`incremental_append_fail`;
create or replace table `main`.`marts`.`incremental_append_fail`
as
select id, day, amount from `main`.`raw`.`orders`;

-- ---- The table exists.
describe query
select id, day, amount, 'new' as note from `main`.`raw`.`orders`;

insert into `main`.`marts`.`incremental_append_fail` (`id`, `day`, `amount`)
select `id`, `day`, `amount`
from (
select id, day, amount, 'new' as note from `main`.`raw`.`orders`
) as insertions;

