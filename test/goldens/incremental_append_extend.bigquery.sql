-- file: marts/incremental_append_extend.sql
-- acme.marts.incremental_append_extend: incremental on BigQuery
-- source: definitions/incremental_append_extend.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.incremental_append_extend`;
create or replace table `acme.marts.incremental_append_extend` as select id, day, amount from `acme.raw.orders`;

-- ---- The table exists.
CREATE OR REPLACE PROCEDURE `acme.marts.df_osc_9f7e1264ad66`()
OPTIONS(strict_mode=false)
BEGIN

-- Create empty table to extract schema of new query.
CREATE OR REPLACE TABLE `acme.marts.incremental_append_extend_df_temp_9f7e1264ad66_empty` AS (
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
  WHERE table_name = 'incremental_append_extend'
);

SET temp_table_columns = (
  SELECT IFNULL(ARRAY_AGG(STRUCT(column_name, data_type)), [])
  FROM `acme.marts.INFORMATION_SCHEMA.COLUMNS`
  WHERE table_name = 'incremental_append_extend_df_temp_9f7e1264ad66_empty'
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


-- Apply schema change strategy (EXTEND).
IF ARRAY_LENGTH(columns_removed) > 0 THEN
  RAISE USING MESSAGE = FORMAT(
    "Column removals are not allowed when on_schema_change = 'EXTEND'. Removed columns: %T",
    columns_removed
  );
END IF;

IF ARRAY_LENGTH(columns_added) > 0 THEN
  EXECUTE IMMEDIATE (
    "ALTER TABLE `acme.marts.incremental_append_extend` " ||
    (
      SELECT STRING_AGG(FORMAT("ADD COLUMN IF NOT EXISTS %s %s", column_info.column_name, column_info.data_type), ", ")
      FROM UNNEST(columns_added) AS column_info
    )
  );
END IF;



-- Cleanup temporary tables.
DROP TABLE IF EXISTS `acme.marts.incremental_append_extend_df_temp_9f7e1264ad66_empty`;
    
END;
BEGIN
  CALL `acme.marts.df_osc_9f7e1264ad66`();
EXCEPTION WHEN ERROR THEN
  DROP TABLE IF EXISTS `acme.marts.incremental_append_extend_df_temp_9f7e1264ad66_empty`;
  DROP PROCEDURE IF EXISTS `acme.marts.df_osc_9f7e1264ad66`;
  RAISE;
END;
DROP PROCEDURE IF EXISTS `acme.marts.df_osc_9f7e1264ad66`;
insert into `acme.marts.incremental_append_extend`	
(`id`,`day`,`amount`)	
select `id`,`day`,`amount`	
from (select id, day, amount, 'new' as note from `acme.raw.orders`) as insertions;

