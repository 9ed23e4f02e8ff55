-- file: marts/view.sql
-- acme.marts.view: view on Databricks as main.marts.view
-- source: definitions/view.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a table of this name exists: DROP TABLE IF EXISTS `main`.`marts`.`view`;
CREATE OR REPLACE VIEW `main`.`marts`.`view`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

