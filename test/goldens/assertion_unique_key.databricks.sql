-- file: marts/assertion_unique_key.sql
-- acme.marts.assertion_unique_key: assertion on Databricks as main.marts.assertion_unique_key
-- source: definitions/assertion_unique_key.sqlx
-- tags: daily
-- after: acme.raw.orders

create schema if not exists `main`.`marts`;

create or replace view `main`.`marts`.`assertion_unique_key` as

SELECT
  *
FROM (
  SELECT
    id,
    COUNT(1) AS index_row_count
  FROM `main`.`raw`.`orders`
  GROUP BY id
  ) AS data
WHERE index_row_count > 1;

select sum(1) as row_count from `main`.`marts`.`assertion_unique_key`;

