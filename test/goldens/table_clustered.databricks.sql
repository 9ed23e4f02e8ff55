-- file: marts/table_clustered.sql
-- acme.marts.table_clustered: table on Databricks as main.marts.table_clustered
-- source: definitions/table_clustered.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`table_clustered`;
CREATE OR REPLACE TABLE `main`.`marts`.`table_clustered`
CLUSTER BY (`id`, `day`)
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

