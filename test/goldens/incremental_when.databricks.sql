-- file: marts/incremental_when.sql
-- acme.marts.incremental_when: incremental on Databricks as main.marts.incremental_when
-- source: definitions/incremental_when.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_when`;
CREATE OR REPLACE TABLE `main`.`marts`.`incremental_when`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- ---- The table exists.
INSERT INTO `main`.`marts`.`incremental_when` (`id`, `day`, `amount`)
SELECT `id`, `day`, `amount`
FROM (
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`
WHERE amount > 20
) AS insertions;

