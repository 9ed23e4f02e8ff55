-- file: marts/view_materialized.sql
-- acme.marts.view_materialized: view on BigQuery
-- source: definitions/view_materialized.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a table of this name exists: drop table if exists `acme.marts.view_materialized`;
create or replace materialized view `acme.marts.view_materialized` as select id, day, amount from `acme.raw.orders`;

