-- file: marts/table_partitioned_clustered.sql
-- acme.marts.table_partitioned_clustered: table on BigQuery
-- source: definitions/table_partitioned_clustered.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.table_partitioned_clustered`;
create or replace table `acme.marts.table_partitioned_clustered` partition by day cluster by id, amount, a, b as select id, day, amount, 1 as a, 2 as b from `acme.raw.orders`;

