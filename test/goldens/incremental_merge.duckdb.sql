-- file: marts/incremental_merge.sql
-- acme.marts.incremental_merge: incremental on DuckDB as marts.incremental_merge
-- source: definitions/incremental_merge.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."incremental_merge";
create or replace table "marts"."incremental_merge" as
select id, day, amount from "raw"."orders";

-- ---- The table exists.
create or replace temp table "biform_source" as
select id, day, amount from "raw"."orders";

select case when count(*) > 0 then error('UPDATE/MERGE must match at most one source row for each target row') end as matched_once
from (
  select 1
  from "marts"."incremental_merge" as DATAFORM_DEST
  join temp."biform_source" as DATAFORM_SOURCE
  on DATAFORM_DEST."id" = DATAFORM_SOURCE."id"
  group by DATAFORM_DEST.rowid
  having count(*) > 1
) as matched_twice;

merge into "marts"."incremental_merge" as DATAFORM_DEST
using temp."biform_source" as DATAFORM_SOURCE
on DATAFORM_DEST."id" = DATAFORM_SOURCE."id"
when matched then
  update set "id" = DATAFORM_SOURCE."id", "day" = DATAFORM_SOURCE."day", "amount" = DATAFORM_SOURCE."amount"
when not matched then
  insert ("id", "day", "amount") values (DATAFORM_SOURCE."id", DATAFORM_SOURCE."day", DATAFORM_SOURCE."amount");

drop table temp."biform_source";

