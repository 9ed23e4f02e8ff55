-- file: marts/assertion_unique_key.sql
-- acme.marts.assertion_unique_key: assertion on Databricks as main.marts.assertion_unique_key
-- source: definitions/assertion_unique_key.sqlx
-- tags: daily
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

CREATE OR REPLACE VIEW `main`.`marts`.`assertion_unique_key` AS
SELECT *
FROM (
  SELECT
    id,
    count(1) AS index_row_count
  FROM `main`.`raw`.`orders`
  GROUP BY id
) AS data
WHERE index_row_count > 1;

SELECT sum(1) AS row_count FROM `main`.`marts`.`assertion_unique_key`;

