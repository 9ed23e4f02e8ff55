-- file: marts/incremental_trailing_comment.sql
-- acme.marts.incremental_trailing_comment: incremental on BigQuery
-- source: definitions/incremental_trailing_comment.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.incremental_trailing_comment`;
create or replace table `acme.marts.incremental_trailing_comment` as select id, day, amount from `acme.raw.orders`;

-- ---- The table exists.
insert into `acme.marts.incremental_trailing_comment`	
(`id`,`day`,`amount`)	
select `id`,`day`,`amount`	
from (select id, day, amount from `acme.raw.orders`
-- rows of today
) as insertions;

