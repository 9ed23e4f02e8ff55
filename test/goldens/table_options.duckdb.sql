-- file: marts/table_options.sql
-- acme.marts.table_options: table on DuckDB as marts.table_options
-- source: definitions/table_options.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."table_options";
create or replace table "marts"."table_options" as
select id, day, amount from "raw"."orders";

