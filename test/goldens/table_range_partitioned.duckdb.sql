-- file: marts/table_range_partitioned.sql
-- acme.marts.table_range_partitioned: table on DuckDB as marts.table_range_partitioned
-- source: definitions/table_range_partitioned.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."table_range_partitioned";
create or replace table "marts"."table_range_partitioned" as
select id, day, amount from "raw"."orders";

