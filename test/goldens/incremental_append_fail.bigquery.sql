-- file: marts/incremental_append_fail.sql
-- acme.marts.incremental_append_fail: incremental on BigQuery
-- source: definitions/incremental_append_fail.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.incremental_append_fail`;
create or replace table `acme.marts.incremental_append_fail` as select id, day, amount from `acme.raw.orders`;

-- ---- The table exists.
CREATE OR REPLACE PROCEDURE `acme.marts.df_osc_10cf2a2f2346`()
OPTIONS(strict_mode=false)
BEGIN

-- Create empty table to extract schema of new query.
CREATE OR REPLACE TABLE `acme.marts.incremental_append_fail_df_temp_10cf2a2f2346_empty` AS (
  SELECT * FROM (select id, day, amount, 'new' as note from `acme.raw.orders`) AS insertions LIMIT 0
);


-- Compare schemas
DECLARE dataform_columns ARRAY<STRING>;
DECLARE temp_table_columns ARRAY<STRUCT<column_name STRING, data_type STRING>>;
DECLARE columns_added ARRAY<STRUCT<column_name STRING, data_type STRING>>;
DECLARE columns_removed ARRAY<STRING>;

SET dataform_columns = (
  SELECT IFNULL(ARRAY_AGG(DISTINCT column_name), [])
  FROM `acme.marts.INFORMATION_SCHEMA.COLUMNS`
  WHERE table_name = 'incremental_append_fail'
);

SET temp_table_columns = (
  SELECT IFNULL(ARRAY_AGG(STRUCT(column_name, data_type)), [])
  FROM `acme.marts.INFORMATION_SCHEMA.COLUMNS`
  WHERE table_name = 'incremental_append_fail_df_temp_10cf2a2f2346_empty'
);

SET columns_added = (
  SELECT IFNULL(ARRAY_AGG(column_info), [])
  FROM UNNEST(temp_table_columns) AS column_info
  WHERE column_info.column_name NOT IN UNNEST(dataform_columns)
);
SET columns_removed = (
  SELECT IFNULL(ARRAY_AGG(column_name), [])
  FROM UNNEST(dataform_columns) AS column_name
  WHERE column_name NOT IN (SELECT col.column_name FROM UNNEST(temp_table_columns) AS col)
);


-- Apply schema change strategy (FAIL).
IF ARRAY_LENGTH(columns_added) > 0 OR ARRAY_LENGTH(columns_removed) > 0 THEN
  RAISE USING MESSAGE = FORMAT(
    "Schema mismatch defined by on_schema_change = 'FAIL'. Added columns: %T, removed columns: %T",
    columns_added,
    columns_removed
  );
END IF;



-- Cleanup temporary tables.
DROP TABLE IF EXISTS `acme.marts.incremental_append_fail_df_temp_10cf2a2f2346_empty`;
    
END;
BEGIN
  CALL `acme.marts.df_osc_10cf2a2f2346`();
EXCEPTION WHEN ERROR THEN
  DROP TABLE IF EXISTS `acme.marts.incremental_append_fail_df_temp_10cf2a2f2346_empty`;
  DROP PROCEDURE IF EXISTS `acme.marts.df_osc_10cf2a2f2346`;
  RAISE;
END;
DROP PROCEDURE IF EXISTS `acme.marts.df_osc_10cf2a2f2346`;
insert into `acme.marts.incremental_append_fail`	
(`id`,`day`,`amount`)	
select `id`,`day`,`amount`	
from (select id, day, amount, 'new' as note from `acme.raw.orders`) as insertions;

