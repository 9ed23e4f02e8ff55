-- file: marts/table_partitioned_clustered.sql
-- acme.marts.table_partitioned_clustered: table on Databricks as main.marts.table_partitioned_clustered
-- source: definitions/table_partitioned_clustered.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a view of this name exists: drop view if exists `main`.`marts`.`table_partitioned_clustered`;
create or replace table `main`.`marts`.`table_partitioned_clustered`
cluster by (`day`, `id`, `amount`, `a`)
as
select id, day, amount from `main`.`raw`.`orders`;

-- warning BF1622: acme.marts.table_partitioned_clustered: Databricks has no counterpart for clusterBy: b; left out.
