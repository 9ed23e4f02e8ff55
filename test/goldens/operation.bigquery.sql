-- file: marts/operation.sql
-- acme.marts.operation: operation on BigQuery
-- source: definitions/operation.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

create or replace table `acme.raw.log` as select 1 as n;

