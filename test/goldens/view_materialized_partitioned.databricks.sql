-- file: marts/view_materialized_partitioned.sql
-- acme.marts.view_materialized_partitioned: view on Databricks as main.marts.view_materialized_partitioned
-- source: definitions/view_materialized_partitioned.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

-- if a table of this name exists: drop table if exists `main`.`marts`.`view_materialized_partitioned`;
create or replace materialized view `main`.`marts`.`view_materialized_partitioned`
cluster by (`day`, `id`)
as
select id, day, amount from `main`.`raw`.`orders`;

