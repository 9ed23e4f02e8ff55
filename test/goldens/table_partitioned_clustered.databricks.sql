-- file: marts/table_partitioned_clustered.sql
-- acme.marts.table_partitioned_clustered: table on Databricks as main.marts.table_partitioned_clustered
-- source: definitions/table_partitioned_clustered.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`table_partitioned_clustered`;
CREATE OR REPLACE TABLE `main`.`marts`.`table_partitioned_clustered`
CLUSTER BY (`day`, `id`, `amount`, `a`)
AS
SELECT
  id,
  day,
  amount,
  1L AS a,
  2L AS b
FROM `main`.`raw`.`orders`;

-- warning BF1622: acme.marts.table_partitioned_clustered: Databricks has no counterpart for clusterBy: b; left out.
