-- file: marts/table_described.sql
-- acme.marts.table_described: table on DuckDB as marts.table_described
-- source: definitions/table_described.sqlx
-- tags: daily, finance
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."table_described";
create or replace table "marts"."table_described" as
select id, day, amount from "raw"."orders";

