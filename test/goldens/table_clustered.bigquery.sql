-- file: marts/table_clustered.sql
-- acme.marts.table_clustered: table on BigQuery
-- source: definitions/table_clustered.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.table_clustered`;
create or replace table `acme.marts.table_clustered` cluster by id, day as select id, day, amount from `acme.raw.orders`;

