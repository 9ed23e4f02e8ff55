-- file: marts/incremental_append_synchronize.sql
-- acme.marts.incremental_append_synchronize: incremental on Databricks as main.marts.incremental_append_synchronize
-- source: definitions/incremental_append_synchronize.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_append_synchronize`;
CREATE OR REPLACE TABLE `main`.`marts`.`incremental_append_synchronize`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- ---- The table exists.
-- onSchemaChange SYNCHRONIZE: the run compares these columns with the table's before it goes on
DESCRIBE QUERY
SELECT
  id,
  day
FROM `main`.`raw`.`orders`;

INSERT INTO `main`.`marts`.`incremental_append_synchronize` (`id`, `day`, `amount`)
SELECT `id`, `day`, `amount`
FROM (
SELECT
  id,
  day
FROM `main`.`raw`.`orders`
) AS insertions;

