-- file: marts/table_clustered.sql
-- acme.marts.table_clustered: table on DuckDB as marts.table_clustered
-- source: definitions/table_clustered.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."table_clustered";
create or replace table "marts"."table_clustered" as
select id, day, amount from "raw"."orders";

