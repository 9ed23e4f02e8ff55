-- file: marts/table_described.sql
-- acme.marts.table_described: table on Databricks as main.marts.table_described
-- source: definitions/table_described.sqlx
-- tags: daily, finance
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`table_described`;
CREATE OR REPLACE TABLE `main`.`marts`.`table_described`
COMMENT 'What was ordered; it\'s all\nhere.'
TBLPROPERTIES ('label.team' = 'growth', 'label.it\'s' = 'a\\b')
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- if there is a column id:
ALTER TABLE `main`.`marts`.`table_described` ALTER COLUMN `id` COMMENT 'The order\'s number';

-- warning BF1622: acme.marts.table_described: Databricks has no counterpart for description of address.city; left out.
