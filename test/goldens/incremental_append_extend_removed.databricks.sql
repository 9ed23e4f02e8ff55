-- file: marts/incremental_append_extend_removed.sql
-- acme.marts.incremental_append_extend_removed: incremental on Databricks as main.marts.incremental_append_extend_removed
-- source: definitions/incremental_append_extend_removed.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`incremental_append_extend_removed`;
create or replace table `main`.`marts`.`incremental_append_extend_removed`
as
select id, day, amount from `main`.`raw`.`orders`;

-- ---- The table exists.
describe query
select id, day from `main`.`raw`.`orders`;

insert into `main`.`marts`.`incremental_append_extend_removed` (`id`, `day`, `amount`)
select `id`, `day`, `amount`
from (
select id, day from `main`.`raw`.`orders`
) as insertions;

