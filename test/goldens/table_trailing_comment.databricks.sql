-- file: marts/table_trailing_comment.sql
-- acme.marts.table_trailing_comment: table on Databricks as main.marts.table_trailing_comment
-- source: definitions/table_trailing_comment.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`table_trailing_comment`;
CREATE OR REPLACE TABLE `main`.`marts`.`table_trailing_comment`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

