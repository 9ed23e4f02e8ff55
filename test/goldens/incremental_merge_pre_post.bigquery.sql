-- file: marts/incremental_merge_pre_post.sql
-- acme.marts.incremental_merge_pre_post: incremental on BigQuery
-- source: definitions/incremental_merge_pre_post.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.incremental_merge_pre_post`;
select 1;
create or replace table `acme.marts.incremental_merge_pre_post` as select id, day, amount from `acme.raw.orders`;
select 3;

-- ---- The table exists.
select 2;
merge `acme.marts.incremental_merge_pre_post` DATAFORM_DEST
using (select id, day, amount from `acme.raw.orders`
) DATAFORM_SOURCE
on DATAFORM_DEST.id = DATAFORM_SOURCE.id 

when matched then
  update set `id` = DATAFORM_SOURCE.id,`day` = DATAFORM_SOURCE.day,`amount` = DATAFORM_SOURCE.amount
when not matched then
  insert (`id`,`day`,`amount`) values (`id`,`day`,`amount`);
select 4 -- four
;

