-- file: marts/incremental_merge_extend.sql
-- acme.marts.incremental_merge_extend: incremental on Databricks as main.marts.incremental_merge_extend
-- source: definitions/incremental_merge_extend.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_merge_extend`;
CREATE OR REPLACE TABLE `main`.`marts`.`incremental_merge_extend`
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

MERGE INTO `main`.`marts`.`incremental_merge_extend` AS DATAFORM_DEST
USING (
SELECT
  id,
  day,
  amount,
  'new' AS note
FROM `main`.`raw`.`orders`
) AS DATAFORM_SOURCE
ON DATAFORM_DEST.`id` = DATAFORM_SOURCE.`id`
WHEN MATCHED THEN
  UPDATE SET `id` = DATAFORM_SOURCE.`id`, `day` = DATAFORM_SOURCE.`day`, `amount` = DATAFORM_SOURCE.`amount`
WHEN NOT MATCHED THEN
  INSERT (`id`, `day`, `amount`) VALUES (DATAFORM_SOURCE.`id`, DATAFORM_SOURCE.`day`, DATAFORM_SOURCE.`amount`);

