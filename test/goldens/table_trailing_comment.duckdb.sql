-- file: marts/table_trailing_comment.sql
-- acme.marts.table_trailing_comment: table on DuckDB as marts.table_trailing_comment
-- source: definitions/table_trailing_comment.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."table_trailing_comment";
create or replace table "marts"."table_trailing_comment" as
select id, day, amount from "raw"."orders";

