-- file: marts/incremental_odd_columns.sql
-- acme.marts.incremental_odd_columns: incremental on DuckDB as marts.incremental_odd_columns
-- source: definitions/incremental_odd_columns.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."incremental_odd_columns";
create or replace table "marts"."incremental_odd_columns" as
select 1 as "select", 2 as "a b", 3 as "c-d";

-- ---- The table exists.
create or replace temp table "biform_source" as
select 1 as "select", 2 as "a b", 3 as "c-d";

select case when count(*) > 0 then error('UPDATE/MERGE must match at most one source row for each target row') end as matched_once
from (
  select 1
  from "marts"."incremental_odd_columns" as DATAFORM_DEST
  join temp."biform_source" as DATAFORM_SOURCE
  on DATAFORM_DEST."select" = DATAFORM_SOURCE."select"
  group by DATAFORM_DEST.rowid
  having count(*) > 1
) as matched_twice;

merge into "marts"."incremental_odd_columns" as DATAFORM_DEST
using temp."biform_source" as DATAFORM_SOURCE
on DATAFORM_DEST."select" = DATAFORM_SOURCE."select"
when matched then
  update set "select" = DATAFORM_SOURCE."select", "a b" = DATAFORM_SOURCE."a b", "c-d" = DATAFORM_SOURCE."c-d"
when not matched then
  insert ("select", "a b", "c-d") values (DATAFORM_SOURCE."select", DATAFORM_SOURCE."a b", DATAFORM_SOURCE."c-d");

drop table temp."biform_source";

