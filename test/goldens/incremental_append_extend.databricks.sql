-- file: marts/incremental_append_extend.sql
-- acme.marts.incremental_append_extend: incremental on Databricks as main.marts.incremental_append_extend
-- source: definitions/incremental_append_extend.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`incremental_append_extend`;
create or replace table `main`.`marts`.`incremental_append_extend`
as
select id, day, amount from `main`.`raw`.`orders`;

-- ---- The table exists.
describe query
select id, day, amount, 'new' as note from `main`.`raw`.`orders`;

insert into `main`.`marts`.`incremental_append_extend` (`id`, `day`, `amount`)
select `id`, `day`, `amount`
from (
select id, day, amount, 'new' as note from `main`.`raw`.`orders`
) as insertions;

