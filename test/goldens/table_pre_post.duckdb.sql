-- file: marts/table_pre_post.sql
-- acme.marts.table_pre_post: table on DuckDB as marts.table_pre_post
-- source: definitions/table_pre_post.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a view of this name exists: drop view if exists "marts"."table_pre_post";
create or replace table "raw"."log" as select 1 as n;

insert into "raw"."log" values (2) -- two
;

create or replace table "marts"."table_pre_post" as
select id, day, amount from "raw"."orders";

insert into "raw"."log" select count(*) from "marts"."table_pre_post";

