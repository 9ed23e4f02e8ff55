-- file: marts/incremental_overwrite_partition_filter.sql
-- acme.marts.incremental_overwrite_partition_filter: incremental on DuckDB as marts.incremental_overwrite_partition_filter
-- source: definitions/incremental_overwrite_partition_filter.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."incremental_overwrite_partition_filter";
create or replace table "marts"."incremental_overwrite_partition_filter" as
select id, day, amount from "raw"."orders";

-- ---- The table exists.
create or replace temp table "biform_source" as
select id, day, amount from "raw"."orders";

create or replace temp table "biform_partitions" as
select distinct day as partition_value
from temp."biform_source"
where day is not null;

delete from "marts"."incremental_overwrite_partition_filter" as DATAFORM_DEST
where day in (select partition_value from temp."biform_partitions") and (DATAFORM_DEST.amount < 15);

insert into "marts"."incremental_overwrite_partition_filter" ("id", "day", "amount")
select "id", "day", "amount"
from temp."biform_source";

drop table temp."biform_partitions";

drop table temp."biform_source";

