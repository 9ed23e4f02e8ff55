-- file: marts/incremental_overwrite_expression.sql
-- acme.marts.incremental_overwrite_expression: incremental on Databricks as main.marts.incremental_overwrite_expression
-- source: definitions/incremental_overwrite_expression.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_overwrite_expression`;
CREATE OR REPLACE TABLE `main`.`marts`.`incremental_overwrite_expression`
CLUSTER BY (`day`)
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- ---- The table exists.
INSERT INTO `main`.`marts`.`incremental_overwrite_expression` (`id`, `day`, `amount`) AS DATAFORM_DEST
REPLACE ON trunc(DATAFORM_DEST.day, 'MONTH') = trunc(DATAFORM_SOURCE.day, 'MONTH')
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

