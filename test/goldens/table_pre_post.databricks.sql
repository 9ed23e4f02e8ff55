-- file: marts/table_pre_post.sql
-- acme.marts.table_pre_post: table on Databricks as main.marts.table_pre_post
-- source: definitions/table_pre_post.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`table_pre_post`;
create or replace table `main`.`raw`.`log` as select 1 as n;

insert into `main`.`raw`.`log` values (2) -- two
;

CREATE OR REPLACE TABLE `main`.`marts`.`table_pre_post`
AS
select id, day, amount from `main`.`raw`.`orders`;

insert into `main`.`raw`.`log` select count(*) from `main`.`marts`.`table_pre_post`;

