-- file: marts/table_partitioned.sql
-- acme.marts.table_partitioned: table on Databricks as main.marts.table_partitioned
-- source: definitions/table_partitioned.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`table_partitioned`;
CREATE OR REPLACE TABLE `main`.`marts`.`table_partitioned`
CLUSTER BY (`day`)
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

