-- file: marts/incremental_append_where.sql
-- acme.marts.incremental_append_where: incremental on Databricks as main.marts.incremental_append_where
-- source: definitions/incremental_append_where.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_append_where`;
CREATE OR REPLACE TABLE `main`.`marts`.`incremental_append_where`
AS
select id, day, amount from `main`.`raw`.`orders`;

-- ---- The table exists.
INSERT INTO `main`.`marts`.`incremental_append_where` (`id`, `day`, `amount`)
SELECT `id`, `day`, `amount`
FROM (

  select * from (select id, day, amount from `main`.`raw`.`orders`) as subquery
    where day > (select max(day) from `main`.`marts`.`incremental_append_where`)
) AS insertions;

