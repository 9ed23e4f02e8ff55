-- file: marts/table.sql
-- acme.marts.table: table on DuckDB as marts.table
-- source: definitions/table.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."table";
create or replace table "marts"."table" as
select id, day, amount from "raw"."orders";

