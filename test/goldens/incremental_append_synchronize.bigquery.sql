-- file: marts/incremental_append_synchronize.sql
-- acme.marts.incremental_append_synchronize: incremental on BigQuery
-- source: definitions/incremental_append_synchronize.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.incremental_append_synchronize`;
create or replace table `acme.marts.incremental_append_synchronize` as select id, day, amount from `acme.raw.orders`;

-- ---- The table exists.
CREATE OR REPLACE PROCEDURE `acme.marts.df_osc_75767fa9bd8e`()
OPTIONS(strict_mode=false)
BEGIN

-- Create empty table to extract schema of new query.
CREATE OR REPLACE TABLE `acme.marts.incremental_append_synchronize_df_temp_75767fa9bd8e_empty` AS (
  SELECT * FROM (select id, day from `acme.raw.orders`) AS insertions LIMIT 0
);


-- Compare schemas
DECLARE dataform_columns ARRAY<STRING>;
DECLARE temp_table_columns ARRAY<STRUCT<column_name STRING, data_type STRING>>;
DECLARE columns_added ARRAY<STRUCT<column_name STRING, data_type STRING>>;
DECLARE columns_removed ARRAY<STRING>;

SET dataform_columns = (
  SELECT IFNULL(ARRAY_AGG(DISTINCT column_name), [])
  FROM `acme.marts.INFORMATION_SCHEMA.COLUMNS`
  WHERE table_name = 'incremental_append_synchronize'
);

SET temp_table_columns = (
  SELECT IFNULL(ARRAY_AGG(STRUCT(column_name, data_type)), [])
  FROM `acme.marts.INFORMATION_SCHEMA.COLUMNS`
  WHERE table_name = 'incremental_append_synchronize_df_temp_75767fa9bd8e_empty'
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


-- Apply schema change strategy (SYNCHRONIZE).
DECLARE invalid_removed_columns ARRAY<STRING>;
SET invalid_removed_columns = (
  SELECT IFNULL(ARRAY_AGG(col), []) FROM UNNEST(columns_removed) AS col WHERE col IN UNNEST([])
);

IF ARRAY_LENGTH(invalid_removed_columns) > 0 THEN
  RAISE USING MESSAGE = FORMAT(
    "Cannot drop columns %T as they are part of the unique key for table `acme.marts.incremental_append_synchronize`",
    invalid_removed_columns
  );
END IF;

IF ARRAY_LENGTH(columns_removed) > 0 THEN
  EXECUTE IMMEDIATE (
    "ALTER TABLE `acme.marts.incremental_append_synchronize` " ||
    (
      SELECT STRING_AGG(FORMAT("DROP COLUMN IF EXISTS %s", col), ", ")
      FROM UNNEST(columns_removed) AS col
    )
  );
END IF;

IF ARRAY_LENGTH(columns_added) > 0 THEN
  EXECUTE IMMEDIATE (
    "ALTER TABLE `acme.marts.incremental_append_synchronize` " ||
    (
      SELECT STRING_AGG(FORMAT("ADD COLUMN IF NOT EXISTS %s %s", column_info.column_name, column_info.data_type), ", ")
      FROM UNNEST(columns_added) AS column_info
    )
  );
END IF;



-- Cleanup temporary tables.
DROP TABLE IF EXISTS `acme.marts.incremental_append_synchronize_df_temp_75767fa9bd8e_empty`;
    
END;
BEGIN
  CALL `acme.marts.df_osc_75767fa9bd8e`();
EXCEPTION WHEN ERROR THEN
  DROP TABLE IF EXISTS `acme.marts.incremental_append_synchronize_df_temp_75767fa9bd8e_empty`;
  DROP PROCEDURE IF EXISTS `acme.marts.df_osc_75767fa9bd8e`;
  RAISE;
END;
DROP PROCEDURE IF EXISTS `acme.marts.df_osc_75767fa9bd8e`;
insert into `acme.marts.incremental_append_synchronize`	
(`id`,`day`,`amount`)	
select `id`,`day`,`amount`	
from (select id, day from `acme.raw.orders`) as insertions;

