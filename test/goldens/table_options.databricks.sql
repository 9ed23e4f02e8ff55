-- file: marts/table_options.sql
-- acme.marts.table_options: table on Databricks as main.marts.table_options
-- source: definitions/table_options.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`table_options`;
CREATE OR REPLACE TABLE `main`.`marts`.`table_options`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- warning BF1622: acme.marts.table_options: Databricks has no counterpart for additionalOptions.kms_key_name, additionalOptions.friendly_name; left out.
