-- file: marts/table_ingestion_partitioned.sql
-- acme.marts.table_ingestion_partitioned: table on Databricks as main.marts.table_ingestion_partitioned
-- source: definitions/table_ingestion_partitioned.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`table_ingestion_partitioned`;
create or replace table `main`.`marts`.`table_ingestion_partitioned`
as
select id, day, amount from `main`.`raw`.`orders`;

-- warning BF1622: acme.marts.table_ingestion_partitioned: Databricks has no counterpart for partitionBy: _PARTITIONDATE; left out.
