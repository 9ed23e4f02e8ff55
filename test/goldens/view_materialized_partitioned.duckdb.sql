-- file: marts/view_materialized_partitioned.sql
-- acme.marts.view_materialized_partitioned: view on DuckDB as marts.view_materialized_partitioned
-- source: definitions/view_materialized_partitioned.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a table of this name exists: drop table if exists "marts"."view_materialized_partitioned";
create or replace view "marts"."view_materialized_partitioned" as
select id, day, amount from "raw"."orders";

