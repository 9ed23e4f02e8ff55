-- file: marts/table_ingestion_partitioned.sql
-- acme.marts.table_ingestion_partitioned: table on BigQuery
-- source: definitions/table_ingestion_partitioned.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.table_ingestion_partitioned`;
create or replace table `acme.marts.table_ingestion_partitioned` partition by _PARTITIONDATE as select id, day, amount from `acme.raw.orders`;

