-- file: marts/incremental_merge_extend.sql
-- acme.marts.incremental_merge_extend: incremental on Databricks as main.marts.incremental_merge_extend
-- source: definitions/incremental_merge_extend.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`incremental_merge_extend`;
create or replace table `main`.`marts`.`incremental_merge_extend`
as
select id, day, amount from `main`.`raw`.`orders`;

-- ---- The table exists.
describe query
select id, day, amount, 'new' as note from `main`.`raw`.`orders`;

merge into `main`.`marts`.`incremental_merge_extend` as DATAFORM_DEST
using (
select id, day, amount, 'new' as note from `main`.`raw`.`orders`
) as DATAFORM_SOURCE
on DATAFORM_DEST.`id` = DATAFORM_SOURCE.`id`
when matched then
  update set `id` = DATAFORM_SOURCE.`id`, `day` = DATAFORM_SOURCE.`day`, `amount` = DATAFORM_SOURCE.`amount`
when not matched then
  insert (`id`, `day`, `amount`) values (DATAFORM_SOURCE.`id`, DATAFORM_SOURCE.`day`, DATAFORM_SOURCE.`amount`);

