-- file: marts/view.sql
-- acme.marts.view: view on BigQuery
-- source: definitions/view.sqlx
-- after: acme.raw.orders

create schema if not exists `acme.marts`;

-- if a table of this name exists: drop table if exists `acme.marts.view`;
create or replace view `acme.marts.view` as select id, day, amount from `acme.raw.orders`;

