-- file: marts/incremental_odd_columns.sql
-- acme.marts.incremental_odd_columns: incremental on Databricks as main.marts.incremental_odd_columns
-- source: definitions/incremental_odd_columns.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`incremental_odd_columns`;
CREATE OR REPLACE TABLE `main`.`marts`.`incremental_odd_columns`
AS
SELECT
  1L AS `select`,
  2L AS `a b`,
  3L AS `c-d`;

-- ---- The table exists.
MERGE INTO `main`.`marts`.`incremental_odd_columns` AS DATAFORM_DEST
USING (
SELECT
  1L AS `select`,
  2L AS `a b`,
  3L AS `c-d`
) AS DATAFORM_SOURCE
ON DATAFORM_DEST.`select` = DATAFORM_SOURCE.`select`
WHEN MATCHED THEN
  UPDATE SET `select` = DATAFORM_SOURCE.`select`, `a b` = DATAFORM_SOURCE.`a b`, `c-d` = DATAFORM_SOURCE.`c-d`
WHEN NOT MATCHED THEN
  INSERT (`select`, `a b`, `c-d`) VALUES (DATAFORM_SOURCE.`select`, DATAFORM_SOURCE.`a b`, DATAFORM_SOURCE.`c-d`);

