-- file: marts/incremental_append.sql
-- acme.marts.incremental_append: incremental on Databricks as main.marts.incremental_append
-- source: definitions/incremental_append.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_append`;
CREATE OR REPLACE TABLE `main`.`marts`.`incremental_append`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- ---- The table exists.
INSERT INTO `main`.`marts`.`incremental_append` (`id`, `day`, `amount`)
SELECT `id`, `day`, `amount`
FROM (
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`
) AS insertions;

