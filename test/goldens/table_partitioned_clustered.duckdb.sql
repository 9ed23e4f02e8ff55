-- file: marts/table_partitioned_clustered.sql
-- acme.marts.table_partitioned_clustered: table on DuckDB as marts.table_partitioned_clustered
-- source: definitions/table_partitioned_clustered.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."table_partitioned_clustered";
create or replace table "marts"."table_partitioned_clustered" as
select id, day, amount from "raw"."orders";

