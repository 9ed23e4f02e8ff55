-- file: marts/view_pre_post.sql
-- acme.marts.view_pre_post: view on Databricks as main.marts.view_pre_post
-- source: definitions/view_pre_post.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a table of this name exists: drop table if exists `main`.`marts`.`view_pre_post`;
select 1;

create or replace view `main`.`marts`.`view_pre_post`
as
select id, day, amount from `main`.`raw`.`orders`;

select 2;

select 3;

