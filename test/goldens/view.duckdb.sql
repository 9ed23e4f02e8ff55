-- file: marts/view.sql
-- acme.marts.view: view on DuckDB as marts.view
-- source: definitions/view.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a table of this name exists: drop table if exists "marts"."view";
create or replace view "marts"."view" as
select id, day, amount from "raw"."orders";

