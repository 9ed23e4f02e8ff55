-- file: marts/operation_many.sql
-- acme.marts.operation_many: operation on DuckDB as marts.operation_many
-- source: definitions/operation_many.sqlx
-- tags: nightly
-- after: acme.raw.orders

create schema if not exists "marts";

create or replace table "marts"."operation_many" as select 1 as n;

insert into "marts"."operation_many" values (2); -- and no more

