-- file: marts/incremental_merge_pre_post.sql
-- acme.marts.incremental_merge_pre_post: incremental on Databricks as main.marts.incremental_merge_pre_post
-- source: definitions/incremental_merge_pre_post.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_merge_pre_post`;
SELECT 1L;

CREATE OR REPLACE TABLE `main`.`marts`.`incremental_merge_pre_post`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

SELECT 3L;

-- ---- The table exists.
SELECT 2L;

MERGE INTO `main`.`marts`.`incremental_merge_pre_post` AS DATAFORM_DEST
USING (
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`
) AS DATAFORM_SOURCE
ON DATAFORM_DEST.`id` = DATAFORM_SOURCE.`id`
WHEN MATCHED THEN
  UPDATE SET `id` = DATAFORM_SOURCE.`id`, `day` = DATAFORM_SOURCE.`day`, `amount` = DATAFORM_SOURCE.`amount`
WHEN NOT MATCHED THEN
  INSERT (`id`, `day`, `amount`) VALUES (DATAFORM_SOURCE.`id`, DATAFORM_SOURCE.`day`, DATAFORM_SOURCE.`amount`);

SELECT 4L;

