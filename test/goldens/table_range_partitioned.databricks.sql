-- file: marts/table_range_partitioned.sql
-- acme.marts.table_range_partitioned: table on Databricks as main.marts.table_range_partitioned
-- source: definitions/table_range_partitioned.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`table_range_partitioned`;
CREATE OR REPLACE TABLE `main`.`marts`.`table_range_partitioned`
CLUSTER BY (`id`)
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

