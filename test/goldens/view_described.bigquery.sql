-- file: marts/view_described.sql
-- acme.marts.view_described: view on BigQuery
-- source: definitions/view_described.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a table of this name exists: drop table if exists `acme.marts.view_described`;
create or replace view `acme.marts.view_described` as select id, day, amount from `acme.raw.orders`;

