-- file: marts/incremental_trailing_comment.sql
-- acme.marts.incremental_trailing_comment: incremental on Databricks as main.marts.incremental_trailing_comment
-- source: definitions/incremental_trailing_comment.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`incremental_trailing_comment`;
create or replace table `main`.`marts`.`incremental_trailing_comment`
as
select id, day, amount from `main`.`raw`.`orders`;

-- ---- The table exists.
insert into `main`.`marts`.`incremental_trailing_comment` (`id`, `day`, `amount`)
select `id`, `day`, `amount`
from (
select id, day, amount from `main`.`raw`.`orders`
) as insertions;

