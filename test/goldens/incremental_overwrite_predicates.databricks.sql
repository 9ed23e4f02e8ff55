-- file: marts/incremental_overwrite_predicates.sql
-- acme.marts.incremental_overwrite_predicates: incremental on Databricks as main.marts.incremental_overwrite_predicates
-- source: definitions/incremental_overwrite_predicates.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_overwrite_predicates`;
CREATE OR REPLACE TABLE `main`.`marts`.`incremental_overwrite_predicates`
CLUSTER BY (`day`)
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- ---- The table exists.
INSERT INTO `main`.`marts`.`incremental_overwrite_predicates` (`id`, `day`, `amount`) AS DATAFORM_DEST
REPLACE ON DATAFORM_DEST.day = DATAFORM_SOURCE.day AND (DATAFORM_DEST.amount < 15) AND (DATAFORM_DEST.id > 0)
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

