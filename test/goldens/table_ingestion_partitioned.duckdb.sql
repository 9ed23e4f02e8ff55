-- file: marts/table_ingestion_partitioned.sql
-- acme.marts.table_ingestion_partitioned: table on DuckDB as marts.table_ingestion_partitioned
-- source: definitions/table_ingestion_partitioned.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."table_ingestion_partitioned";
create or replace table "marts"."table_ingestion_partitioned" as
select id, day, amount from "raw"."orders";

