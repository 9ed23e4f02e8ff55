-- file: marts/view_pre_post.sql
-- acme.marts.view_pre_post: view on DuckDB as marts.view_pre_post
-- source: definitions/view_pre_post.sqlx
-- after: acme.raw.orders

create schema if not exists "marts";

-- if a table of this name exists: drop table if exists "marts"."view_pre_post";
select 1;

create or replace view "marts"."view_pre_post" as
select id, day, amount from "raw"."orders";

select 2;

select 3;

