-- file: marts/incremental_overwrite_expression.sql
-- acme.marts.incremental_overwrite_expression: incremental on DuckDB as marts.incremental_overwrite_expression
-- source: definitions/incremental_overwrite_expression.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."incremental_overwrite_expression";
create or replace table "marts"."incremental_overwrite_expression" as
select id, day, amount from "raw"."orders";

-- ---- The table exists.
create or replace temp table "biform_source" as
select id, day, amount from "raw"."orders";

create or replace temp table "biform_partitions" as
select distinct DATE_TRUNC(day, MONTH) as partition_value
from temp."biform_source"
where DATE_TRUNC(day, MONTH) is not null;

delete from "marts"."incremental_overwrite_expression" as DATAFORM_DEST
where DATE_TRUNC(day, MONTH) in (select partition_value from temp."biform_partitions");

insert into "marts"."incremental_overwrite_expression" ("id", "day", "amount")
select "id", "day", "amount"
from temp."biform_source";

drop table temp."biform_partitions";

drop table temp."biform_source";

