-- file: marts/view_described.sql
-- acme.marts.view_described: view on Databricks as main.marts.view_described
-- source: definitions/view_described.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a table of this name exists: DROP TABLE IF EXISTS `main`.`marts`.`view_described`;
CREATE OR REPLACE VIEW `main`.`marts`.`view_described`
COMMENT 'Orders as they are'
TBLPROPERTIES ('label.team' = 'growth')
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- if there is a column id:
COMMENT ON COLUMN `main`.`marts`.`view_described`.`id` IS 'number';

