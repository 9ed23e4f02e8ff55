-- file: marts/incremental_append_where.sql
-- acme.marts.incremental_append_where: incremental on BigQuery
-- source: definitions/incremental_append_where.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.incremental_append_where`;
create or replace table `acme.marts.incremental_append_where` as select id, day, amount from `acme.raw.orders`;

-- ---- The table exists.
insert into `acme.marts.incremental_append_where`	
(`id`,`day`,`amount`)	
select `id`,`day`,`amount`	
from (
  select * from (select id, day, amount from `acme.raw.orders`) as subquery
    where day > (select max(day) from `acme.marts.incremental_append_where`)) as insertions;

