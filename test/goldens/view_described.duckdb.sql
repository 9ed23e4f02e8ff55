-- file: marts/view_described.sql
-- acme.marts.view_described: view on DuckDB as marts.view_described
-- source: definitions/view_described.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a table of this name exists: drop table if exists "marts"."view_described";
create or replace view "marts"."view_described" as
select id, day, amount from "raw"."orders";

