-- file: marts/table.sql
-- acme.marts.table: table on Databricks as main.marts.table
-- source: definitions/table.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`table`;
CREATE OR REPLACE TABLE `main`.`marts`.`table`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

