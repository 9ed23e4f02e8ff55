-- file: marts/incremental_pre_post.sql
-- acme.marts.incremental_pre_post: incremental on Databricks as main.marts.incremental_pre_post
-- source: definitions/incremental_pre_post.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`incremental_pre_post`;
create or replace table `main`.`raw`.`log` as select 1 as n;

create or replace table `main`.`marts`.`incremental_pre_post`
as
select id, day, amount from `main`.`raw`.`orders`;

insert into `main`.`raw`.`log` values (2);

-- ---- The table exists.
insert into `main`.`raw`.`log` values (3);

insert into `main`.`marts`.`incremental_pre_post` (`id`, `day`, `amount`)
select `id`, `day`, `amount`
from (
select id, day, amount from `main`.`raw`.`orders`
) as insertions;

insert into `main`.`raw`.`log` values (4);

insert into `main`.`raw`.`log` values (5);

