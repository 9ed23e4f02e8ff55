-- file: marts/incremental_append_where.sql
-- acme.marts.incremental_append_where: incremental on Databricks as main.marts.incremental_append_where
-- source: definitions/incremental_append_where.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_append_where`;
CREATE OR REPLACE TABLE `main`.`marts`.`incremental_append_where`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- ---- The table exists.
INSERT INTO `main`.`marts`.`incremental_append_where` (`id`, `day`, `amount`)
SELECT `id`, `day`, `amount`
FROM (
SELECT *
FROM (
  SELECT
    id,
    day,
    amount
  FROM `main`.`raw`.`orders`
) AS subquery
WHERE day > (
  SELECT max(day)
  FROM `main`.`marts`.`incremental_append_where`
)
) AS insertions;

