-- file: marts/view_pre_post.sql
-- acme.marts.view_pre_post: view on Databricks as main.marts.view_pre_post
-- source: definitions/view_pre_post.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a table of this name exists: DROP TABLE IF EXISTS `main`.`marts`.`view_pre_post`;
SELECT 1L;

CREATE OR REPLACE VIEW `main`.`marts`.`view_pre_post`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

SELECT 2L;

SELECT 3L;

