-- file: marts/assertion.sql
-- acme.marts.assertion: assertion on BigQuery
-- source: definitions/assertion.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

create or replace view `acme.marts.assertion` as select id, day, amount from `acme.raw.orders` where amount < 0;

select sum(1) as row_count from `acme.marts.assertion`;

