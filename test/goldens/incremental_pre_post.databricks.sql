-- file: marts/incremental_pre_post.sql
-- acme.marts.incremental_pre_post: incremental on Databricks as main.marts.incremental_pre_post
-- source: definitions/incremental_pre_post.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_pre_post`;
CREATE OR REPLACE TABLE `main`.`raw`.`log` AS
SELECT 1L AS n;

CREATE OR REPLACE TABLE `main`.`marts`.`incremental_pre_post`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

INSERT INTO `main`.`raw`.`log`
VALUES (2);

-- ---- The table exists.
INSERT INTO `main`.`raw`.`log`
VALUES (3);

INSERT INTO `main`.`marts`.`incremental_pre_post` (`id`, `day`, `amount`)
SELECT `id`, `day`, `amount`
FROM (
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`
) AS insertions;

INSERT INTO `main`.`raw`.`log`
VALUES (4);

INSERT INTO `main`.`raw`.`log`
VALUES (5);

