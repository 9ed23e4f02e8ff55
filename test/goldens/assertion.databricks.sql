-- file: marts/assertion.sql
-- acme.marts.assertion: assertion on Databricks as main.marts.assertion
-- source: definitions/assertion.sqlx
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

create or replace view `main`.`marts`.`assertion` as
select id, day, amount from `main`.`raw`.`orders` where amount < 0;

select sum(1) as row_count from `main`.`marts`.`assertion`;

