-- file: temp_/t.sql
-- acme.temp.t: table on DuckDB as temp_.t
-- source: definitions/table_reserved_dataset.sqlx
-- after: acme.raw.orders

create schema if not exists "temp_";

-- if a view of this name exists: drop view if exists "temp_"."t";
create or replace table "temp_"."t" as
select 1 as id;

