-- file: marts/operation_many.sql
-- acme.marts.operation_many: operation on BigQuery
-- source: definitions/operation_many.sqlx
-- tags: nightly
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

create or replace table `acme.marts.operation_many` as select 1 as n;

insert into `acme.marts.operation_many` values (2); -- and no more

