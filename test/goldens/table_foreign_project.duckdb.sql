-- file: other-project.rates/fx.sql
-- other-project.rates.fx: table on DuckDB
-- source: definitions/table_foreign_project.sqlx
-- after: acme.raw.orders

create schema if not exists "other-project.rates";

-- if a view of this name exists: drop view if exists "other-project.rates"."fx";
create or replace table "other-project.rates"."fx" as
select 1 as id;

