-- file: marts/incremental_overwrite_extend.sql
-- acme.marts.incremental_overwrite_extend: incremental on Databricks as main.marts.incremental_overwrite_extend
-- source: definitions/incremental_overwrite_extend.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`incremental_overwrite_extend`;
create or replace table `main`.`marts`.`incremental_overwrite_extend`
cluster by (`day`)
as
select id, day, amount from `main`.`raw`.`orders`;

-- ---- The table exists.
describe query
select id, day, amount, 'new' as note from `main`.`raw`.`orders`;

insert into `main`.`marts`.`incremental_overwrite_extend` (`id`, `day`, `amount`) as DATAFORM_DEST
replace on DATAFORM_DEST.day = DATAFORM_SOURCE.day
(
select `id`, `day`, `amount`
from (
select id, day, amount, 'new' as note from `main`.`raw`.`orders`
) as insertions
) as DATAFORM_SOURCE;

