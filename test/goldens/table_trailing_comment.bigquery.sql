-- file: marts/table_trailing_comment.sql
-- acme.marts.table_trailing_comment: table on BigQuery
-- source: definitions/table_trailing_comment.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.table_trailing_comment`;
create or replace table `acme.marts.table_trailing_comment` as select id, day, amount from `acme.raw.orders` -- that is all
;

