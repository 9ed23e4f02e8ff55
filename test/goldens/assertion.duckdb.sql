-- file: marts/assertion.sql
-- acme.marts.assertion: assertion on DuckDB as marts.assertion
-- source: definitions/assertion.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

create or replace view "marts"."assertion" as
select id, day, amount from "raw"."orders" where amount < 0;

select sum(1) as row_count from "marts"."assertion";

