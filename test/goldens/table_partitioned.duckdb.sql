-- file: marts/table_partitioned.sql
-- acme.marts.table_partitioned: table on DuckDB as marts.table_partitioned
-- source: definitions/table_partitioned.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."table_partitioned";
create or replace table "marts"."table_partitioned" as
select id, day, amount from "raw"."orders";

