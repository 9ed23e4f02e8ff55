-- file: marts/incremental_overwrite_ingestion.sql
-- acme.marts.incremental_overwrite_ingestion: incremental on DuckDB as marts.incremental_overwrite_ingestion
-- source: definitions/incremental_overwrite_ingestion.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."incremental_overwrite_ingestion";
create or replace table "marts"."incremental_overwrite_ingestion" as
select id, day, amount from "raw"."orders";

-- ---- The table exists.
create or replace temp table "biform_source" as
select id, day, amount from "raw"."orders";

create or replace temp table "biform_partitions" as
select distinct COALESCE(day, day) as partition_value
from temp."biform_source"
where COALESCE(day, day) is not null;

delete from "marts"."incremental_overwrite_ingestion" as DATAFORM_DEST
where COALESCE(day, day) in (select partition_value from temp."biform_partitions");

insert into "marts"."incremental_overwrite_ingestion" ("id", "day", "amount")
select "id", "day", "amount"
from temp."biform_source";

drop table temp."biform_partitions";

drop table temp."biform_source";

