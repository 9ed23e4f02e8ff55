-- file: marts/incremental_append_extend_removed.sql
-- acme.marts.incremental_append_extend_removed: incremental on DuckDB as marts.incremental_append_extend_removed
-- source: definitions/incremental_append_extend_removed.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."incremental_append_extend_removed";
create or replace table "marts"."incremental_append_extend_removed" as
select id, day, amount from "raw"."orders";

-- ---- The table exists.
create or replace temp table "biform_source" as
select id, day from "raw"."orders";

describe temp."biform_source";

insert into "marts"."incremental_append_extend_removed" ("id", "day", "amount")
select "id", "day", "amount"
from temp."biform_source";

drop table temp."biform_source";

