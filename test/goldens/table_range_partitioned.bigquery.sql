-- file: marts/table_range_partitioned.sql
-- acme.marts.table_range_partitioned: table on BigQuery
-- source: definitions/table_range_partitioned.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.table_range_partitioned`;
create or replace table `acme.marts.table_range_partitioned` partition by RANGE_BUCKET(id, GENERATE_ARRAY(0, 100, 10)) as select id, day, amount from `acme.raw.orders`;

