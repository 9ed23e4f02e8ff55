-- file: marts/view_pre_post.sql
-- acme.marts.view_pre_post: view on BigQuery
-- source: definitions/view_pre_post.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a table of this name exists: drop table if exists `acme.marts.view_pre_post`;
select 1;
create or replace view `acme.marts.view_pre_post` as select id, day, amount from `acme.raw.orders`;
select 2;
select 3;

