-- file: marts/incremental_append_extend.sql
-- acme.marts.incremental_append_extend: incremental on Databricks as main.marts.incremental_append_extend
-- source: definitions/incremental_append_extend.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_append_extend`;
CREATE OR REPLACE TABLE `main`.`marts`.`incremental_append_extend`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- ---- The table exists.
-- onSchemaChange EXTEND: the run compares these columns with the table's before it goes on
DESCRIBE QUERY
SELECT
  id,
  day,
  amount,
  'new' AS note
FROM `main`.`raw`.`orders`;

INSERT INTO `main`.`marts`.`incremental_append_extend` (`id`, `day`, `amount`)
SELECT `id`, `day`, `amount`
FROM (
SELECT
  id,
  day,
  amount,
  'new' AS note
FROM `main`.`raw`.`orders`
) AS insertions;

