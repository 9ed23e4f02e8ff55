-- file: marts/table_partition_options.sql
-- acme.marts.table_partition_options: table on Databricks as main.marts.table_partition_options
-- source: definitions/table_partition_options.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`table_partition_options`;
CREATE OR REPLACE TABLE `main`.`marts`.`table_partition_options`
CLUSTER BY (`day`)
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- warning BF1622: acme.marts.table_partition_options: Databricks has no counterpart for partitionExpirationDays, requirePartitionFilter; left out.
