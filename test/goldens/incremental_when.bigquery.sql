-- file: marts/incremental_when.sql
-- acme.marts.incremental_when: incremental on BigQuery
-- source: definitions/incremental_when.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.incremental_when`;
create or replace table `acme.marts.incremental_when` as select id, day, amount from `acme.raw.orders`;

-- ---- The table exists.
insert into `acme.marts.incremental_when`	
(`id`,`day`,`amount`)	
select `id`,`day`,`amount`	
from (select id, day, amount from `acme.raw.orders` where amount > 20) as insertions;

