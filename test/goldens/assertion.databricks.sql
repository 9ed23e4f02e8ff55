-- file: marts/assertion.sql
-- acme.marts.assertion: assertion on Databricks as main.marts.assertion
-- source: definitions/assertion.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

CREATE OR REPLACE VIEW `main`.`marts`.`assertion` AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`
WHERE amount < 0;

SELECT sum(1) AS row_count FROM `main`.`marts`.`assertion`;

