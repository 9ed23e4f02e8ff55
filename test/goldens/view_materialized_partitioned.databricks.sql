-- file: marts/view_materialized_partitioned.sql
-- acme.marts.view_materialized_partitioned: view on Databricks as main.marts.view_materialized_partitioned
-- source: definitions/view_materialized_partitioned.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a table of this name exists: DROP TABLE IF EXISTS `main`.`marts`.`view_materialized_partitioned`;
CREATE OR REPLACE MATERIALIZED VIEW `main`.`marts`.`view_materialized_partitioned`
CLUSTER BY (`day`, `id`)
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

