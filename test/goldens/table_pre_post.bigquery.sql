-- file: marts/table_pre_post.sql
-- acme.marts.table_pre_post: table on BigQuery
-- source: definitions/table_pre_post.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.table_pre_post`;
create or replace table `acme.raw.log` as select 1 as n;
insert into `acme.raw.log` values (2); -- two
create or replace table `acme.marts.table_pre_post` as select id, day, amount from `acme.raw.orders`;
insert into `acme.raw.log` select count(*) from `acme.marts.table_pre_post`;

