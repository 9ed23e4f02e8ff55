-- file: marts/a%22b%3B--é.sql
-- acme.marts.a"b;--é: table on BigQuery
-- source: definitions/table_hostile_name.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.a"b;--é`;
create or replace table `acme.marts.a"b; --é` as select 1 as id;

