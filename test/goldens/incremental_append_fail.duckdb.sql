-- file: marts/incremental_append_fail.sql
-- acme.marts.incremental_append_fail: incremental on DuckDB as marts.incremental_append_fail
-- source: definitions/incremental_append_fail.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."incremental_append_fail";
create or replace table "marts"."incremental_append_fail" as
select id, day, amount from "raw"."orders";

-- ---- The table exists.
create or replace temp table "biform_source" as
select id, day, amount, 'new' as note from "raw"."orders";

describe temp."biform_source";

insert into "marts"."incremental_append_fail" ("id", "day", "amount")
select "id", "day", "amount"
from temp."biform_source";

drop table temp."biform_source";

