-- file: marts/incremental_merge.sql
-- acme.marts.incremental_merge: incremental on Databricks as main.marts.incremental_merge
-- source: definitions/incremental_merge.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`incremental_merge`;
create or replace table `main`.`marts`.`incremental_merge`
as
select id, day, amount from `main`.`raw`.`orders`;

-- ---- The table exists.
merge into `main`.`marts`.`incremental_merge` as DATAFORM_DEST
using (
select id, day, amount from `main`.`raw`.`orders`
) as DATAFORM_SOURCE
on DATAFORM_DEST.`id` = DATAFORM_SOURCE.`id`
when matched then
  update set `id` = DATAFORM_SOURCE.`id`, `day` = DATAFORM_SOURCE.`day`, `amount` = DATAFORM_SOURCE.`amount`
when not matched then
  insert (`id`, `day`, `amount`) values (DATAFORM_SOURCE.`id`, DATAFORM_SOURCE.`day`, DATAFORM_SOURCE.`amount`);

