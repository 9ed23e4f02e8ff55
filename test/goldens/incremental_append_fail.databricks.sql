-- file: marts/incremental_append_fail.sql
-- acme.marts.incremental_append_fail: incremental on Databricks as main.marts.incremental_append_fail
-- source: definitions/incremental_append_fail.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_append_fail`;
CREATE OR REPLACE TABLE `main`.`marts`.`incremental_append_fail`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- ---- The table exists.
-- onSchemaChange FAIL: the run compares these columns with the table's before it goes on
DESCRIBE QUERY
SELECT
  id,
  day,
  amount,
  'new' AS note
FROM `main`.`raw`.`orders`;

INSERT INTO `main`.`marts`.`incremental_append_fail` (`id`, `day`, `amount`)
SELECT `id`, `day`, `amount`
FROM (
SELECT
  id,
  day,
  amount,
  'new' AS note
FROM `main`.`raw`.`orders`
) AS insertions;

