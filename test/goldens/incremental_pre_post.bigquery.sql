-- file: marts/incremental_pre_post.sql
-- acme.marts.incremental_pre_post: incremental on BigQuery
-- source: definitions/incremental_pre_post.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.incremental_pre_post`;
create or replace table `acme.raw.log` as select 1 as n;
create or replace table `acme.marts.incremental_pre_post` as select id, day, amount from `acme.raw.orders`;
insert into `acme.raw.log` values (2);

-- ---- The table exists.
insert into `acme.raw.log` values (3);
insert into `acme.marts.incremental_pre_post`	
(`id`,`day`,`amount`)	
select `id`,`day`,`amount`	
from (select id, day, amount from `acme.raw.orders`) as insertions;
insert into `acme.raw.log` values (4);
insert into `acme.raw.log` values (5);

