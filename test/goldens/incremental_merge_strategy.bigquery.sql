-- file: marts/incremental_merge_strategy.sql
-- acme.marts.incremental_merge_strategy: incremental on BigQuery
-- source: definitions/incremental_merge_strategy.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.incremental_merge_strategy`;
create or replace table `acme.marts.incremental_merge_strategy` as select id, day, amount from `acme.raw.orders`;

-- ---- The table exists.
merge `acme.marts.incremental_merge_strategy` DATAFORM_DEST
using (select id, day, amount from `acme.raw.orders`
) DATAFORM_SOURCE
on DATAFORM_DEST.id = DATAFORM_SOURCE.id 

when matched then
  update set `id` = DATAFORM_SOURCE.id,`day` = DATAFORM_SOURCE.day,`amount` = DATAFORM_SOURCE.amount
when not matched then
  insert (`id`,`day`,`amount`) values (`id`,`day`,`amount`);

