-- file: marts/incremental_overwrite.sql
-- acme.marts.incremental_overwrite: incremental on Databricks as main.marts.incremental_overwrite
-- source: definitions/incremental_overwrite.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_overwrite`;
CREATE OR REPLACE TABLE `main`.`marts`.`incremental_overwrite`
CLUSTER BY (`day`)
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- ---- The table exists.
INSERT INTO `main`.`marts`.`incremental_overwrite` (`id`, `day`, `amount`) AS DATAFORM_DEST
REPLACE ON DATAFORM_DEST.day = DATAFORM_SOURCE.day
(
SELECT `id`, `day`, `amount`
FROM (
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`
) AS insertions
) AS DATAFORM_SOURCE;

