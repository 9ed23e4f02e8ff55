-- file: marts/incremental_odd_columns.sql
-- acme.marts.incremental_odd_columns: incremental on Databricks as main.marts.incremental_odd_columns
-- source: definitions/incremental_odd_columns.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`incremental_odd_columns`;
create or replace table `main`.`marts`.`incremental_odd_columns`
as
select 1 as `select`, 2 as `a b`, 3 as `c-d`;

-- ---- The table exists.
merge into `main`.`marts`.`incremental_odd_columns` as DATAFORM_DEST
using (
select 1 as `select`, 2 as `a b`, 3 as `c-d`
) as DATAFORM_SOURCE
on DATAFORM_DEST.`select` = DATAFORM_SOURCE.`select`
when matched then
  update set `select` = DATAFORM_SOURCE.`select`, `a b` = DATAFORM_SOURCE.`a b`, `c-d` = DATAFORM_SOURCE.`c-d`
when not matched then
  insert (`select`, `a b`, `c-d`) values (DATAFORM_SOURCE.`select`, DATAFORM_SOURCE.`a b`, DATAFORM_SOURCE.`c-d`);

