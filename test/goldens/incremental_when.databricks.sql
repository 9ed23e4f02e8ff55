-- file: marts/incremental_when.sql
-- acme.marts.incremental_when: incremental on Databricks as main.marts.incremental_when
-- source: definitions/incremental_when.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`incremental_when`;
create or replace table `main`.`marts`.`incremental_when`
as
select id, day, amount from `main`.`raw`.`orders`;

-- ---- The table exists.
insert into `main`.`marts`.`incremental_when` (`id`, `day`, `amount`)
select `id`, `day`, `amount`
from (
select id, day, amount from `main`.`raw`.`orders` where amount > 20
) as insertions;

