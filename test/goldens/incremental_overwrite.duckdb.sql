-- file: marts/incremental_overwrite.sql
-- acme.marts.incremental_overwrite: incremental on DuckDB as marts.incremental_overwrite
-- source: definitions/incremental_overwrite.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."incremental_overwrite";
create or replace table "marts"."incremental_overwrite" as
select id, day, amount from "raw"."orders";

-- ---- The table exists.
create or replace temp table "biform_source" as
select id, day, amount from "raw"."orders";

create or replace temp table "biform_partitions" as
select distinct day as partition_value
from temp."biform_source"
where day is not null;

delete from "marts"."incremental_overwrite" as DATAFORM_DEST
where day in (select partition_value from temp."biform_partitions");

insert into "marts"."incremental_overwrite" ("id", "day", "amount")
select "id", "day", "amount"
from temp."biform_source";

drop table temp."biform_partitions";

drop table temp."biform_source";

