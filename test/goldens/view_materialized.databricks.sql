-- file: marts/view_materialized.sql
-- acme.marts.view_materialized: view on Databricks as main.marts.view_materialized
-- source: definitions/view_materialized.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a table of this name exists: DROP TABLE IF EXISTS `main`.`marts`.`view_materialized`;
CREATE OR REPLACE MATERIALIZED VIEW `main`.`marts`.`view_materialized`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

