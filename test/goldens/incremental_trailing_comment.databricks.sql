-- file: marts/incremental_trailing_comment.sql
-- acme.marts.incremental_trailing_comment: incremental on Databricks as main.marts.incremental_trailing_comment
-- source: definitions/incremental_trailing_comment.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_trailing_comment`;
CREATE OR REPLACE TABLE `main`.`marts`.`incremental_trailing_comment`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- ---- The table exists.
INSERT INTO `main`.`marts`.`incremental_trailing_comment` (`id`, `day`, `amount`)
SELECT `id`, `day`, `amount`
FROM (
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`
) AS insertions;

