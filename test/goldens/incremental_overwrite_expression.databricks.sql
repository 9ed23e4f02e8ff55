-- file: marts/incremental_overwrite_expression.sql
-- acme.marts.incremental_overwrite_expression: incremental on Databricks as main.marts.incremental_overwrite_expression
-- source: definitions/incremental_overwrite_expression.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`incremental_overwrite_expression`;
create or replace table `main`.`marts`.`incremental_overwrite_expression`
cluster by (`day`)
as
select id, day, amount from `main`.`raw`.`orders`;

-- ---- The table exists.
insert into `main`.`marts`.`incremental_overwrite_expression` (`id`, `day`, `amount`) as DATAFORM_DEST
replace on DATE_TRUNC(DATAFORM_DEST.day, MONTH) = DATE_TRUNC(DATAFORM_SOURCE.day, MONTH)
(
select `id`, `day`, `amount`
from (
select id, day, amount from `main`.`raw`.`orders`
) as insertions
) as DATAFORM_SOURCE;

