-- file: marts/incremental_append_where.sql
-- acme.marts.incremental_append_where: incremental on Databricks as main.marts.incremental_append_where
-- source: definitions/incremental_append_where.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`incremental_append_where`;
create or replace table `main`.`marts`.`incremental_append_where`
as
select id, day, amount from `main`.`raw`.`orders`;

-- ---- The table exists.
insert into `main`.`marts`.`incremental_append_where` (`id`, `day`, `amount`)
select `id`, `day`, `amount`
from (

  select * from (select id, day, amount from `main`.`raw`.`orders`) as subquery
    where day > (select max(day) from `main`.`marts`.`incremental_append_where`)
) as insertions;

