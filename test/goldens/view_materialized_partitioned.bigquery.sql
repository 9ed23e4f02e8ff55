-- file: marts/view_materialized_partitioned.sql
-- acme.marts.view_materialized_partitioned: view on BigQuery
-- source: definitions/view_materialized_partitioned.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a table of this name exists: drop table if exists `acme.marts.view_materialized_partitioned`;
create or replace materialized view `acme.marts.view_materialized_partitioned` partition by day cluster by id as select id, day, amount from `acme.raw.orders`;

