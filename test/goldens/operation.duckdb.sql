-- file: marts/operation.sql
-- acme.marts.operation: operation on DuckDB as marts.operation
-- source: definitions/operation.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

create or replace table "raw"."log" as select 1 as n;

