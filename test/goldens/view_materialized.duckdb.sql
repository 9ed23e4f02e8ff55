-- file: marts/view_materialized.sql
-- acme.marts.view_materialized: view on DuckDB as marts.view_materialized
-- source: definitions/view_materialized.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a table of this name exists: drop table if exists "marts"."view_materialized";
create or replace view "marts"."view_materialized" as
select id, day, amount from "raw"."orders";

