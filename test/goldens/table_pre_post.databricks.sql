-- file: marts/table_pre_post.sql
-- acme.marts.table_pre_post: table on Databricks as main.marts.table_pre_post
-- source: definitions/table_pre_post.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`table_pre_post`;
create or replace table `main`.`raw`.`log` as select 1 as n;

insert into `main`.`raw`.`log` values (2) -- two
;

create or replace table `main`.`marts`.`table_pre_post`
as
select id, day, amount from `main`.`raw`.`orders`;

insert into `main`.`raw`.`log` select count(*) from `main`.`marts`.`table_pre_post`;

