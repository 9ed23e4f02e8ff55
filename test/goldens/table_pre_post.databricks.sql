-- file: marts/table_pre_post.sql
-- acme.marts.table_pre_post: table on Databricks as main.marts.table_pre_post
-- source: definitions/table_pre_post.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`table_pre_post`;
CREATE OR REPLACE TABLE `main`.`raw`.`log` AS
SELECT 1L AS n;

INSERT INTO `main`.`raw`.`log`
VALUES (2);

CREATE OR REPLACE TABLE `main`.`marts`.`table_pre_post`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

INSERT INTO `main`.`raw`.`log`
SELECT count(*)
FROM `main`.`marts`.`table_pre_post`;

