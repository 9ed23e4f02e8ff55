-- file: marts/incremental_append.sql
-- acme.marts.incremental_append: incremental on BigQuery
-- source: definitions/incremental_append.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.incremental_append`;
create or replace table `acme.marts.incremental_append` as select id, day, amount from `acme.raw.orders`;

-- ---- The table exists.
insert into `acme.marts.incremental_append`	
(`id`,`day`,`amount`)	
select `id`,`day`,`amount`	
from (select id, day, amount from `acme.raw.orders`) as insertions;

