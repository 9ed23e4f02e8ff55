-- file: marts/table_null_array.sql
-- acme.marts.table_null_array: table on Databricks as main.marts.table_null_array
-- source: definitions/table_null_array.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`table_null_array`;
CREATE OR REPLACE TABLE `main`.`marts`.`table_null_array`
AS
SELECT
  id,
  coalesce(amounts, array()) AS amounts
FROM (
  SELECT
    id,
    CASE WHEN count(if(amount > 10, 'much', NULL)) > 0 THEN collect_list(if(amount > 10, 'much', NULL)) END AS amounts
  FROM `main`.`raw`.`orders`
  GROUP BY id
) AS `stored rows`;

