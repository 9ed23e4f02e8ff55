-- file: marts/incremental_merge_synchronize.sql
-- acme.marts.incremental_merge_synchronize: incremental on BigQuery
-- source: definitions/incremental_merge_synchronize.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.incremental_merge_synchronize`;
create or replace table `acme.marts.incremental_merge_synchronize` as select id, day, amount from `acme.raw.orders`;

-- ---- The table exists.
CREATE OR REPLACE PROCEDURE `acme.marts.df_osc_c590debf0ed8`()
OPTIONS(strict_mode=false)
BEGIN

-- Create empty table to extract schema of new query.
CREATE OR REPLACE TABLE `acme.marts.incremental_merge_synchronize_df_temp_c590debf0ed8_empty` AS (
  SELECT * FROM (select day, amount from `acme.raw.orders`) AS insertions LIMIT 0
);


-- Compare schemas
DECLARE dataform_columns ARRAY<STRING>;
DECLARE temp_table_columns ARRAY<STRUCT<column_name STRING, data_type STRING>>;
DECLARE columns_added ARRAY<STRUCT<column_name STRING, data_type STRING>>;
DECLARE columns_removed ARRAY<STRING>;

SET dataform_columns = (
  SELECT IFNULL(ARRAY_AGG(DISTINCT column_name), [])
  FROM `acme.marts.INFORMATION_SCHEMA.COLUMNS`
  WHERE table_name = 'incremental_merge_synchronize'
);

SET temp_table_columns = (
  SELECT IFNULL(ARRAY_AGG(STRUCT(column_name, data_type)), [])
  FROM `acme.marts.INFORMATION_SCHEMA.COLUMNS`
  WHERE table_name = 'incremental_merge_synchronize_df_temp_c590debf0ed8_empty'
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
  SELECT IFNULL(ARRAY_AGG(col), []) FROM UNNEST(columns_removed) AS col WHERE col IN UNNEST(["id"])
);

IF ARRAY_LENGTH(invalid_removed_columns) > 0 THEN
  RAISE USING MESSAGE = FORMAT(
    "Cannot drop columns %T as they are part of the unique key for table `acme.marts.incremental_merge_synchronize`",
    invalid_removed_columns
  );
END IF;

IF ARRAY_LENGTH(columns_removed) > 0 THEN
  EXECUTE IMMEDIATE (
    "ALTER TABLE `acme.marts.incremental_merge_synchronize` " ||
    (
      SELECT STRING_AGG(FORMAT("DROP COLUMN IF EXISTS %s", col), ", ")
      FROM UNNEST(columns_removed) AS col
    )
  );
END IF;

IF ARRAY_LENGTH(columns_added) > 0 THEN
  EXECUTE IMMEDIATE (
    "ALTER TABLE `acme.marts.incremental_merge_synchronize` " ||
    (
      SELECT STRING_AGG(FORMAT("ADD COLUMN IF NOT EXISTS %s %s", column_info.column_name, column_info.data_type), ", ")
      FROM UNNEST(columns_added) AS column_info
    )
  );
END IF;



-- Cleanup temporary tables.
DROP TABLE IF EXISTS `acme.marts.incremental_merge_synchronize_df_temp_c590debf0ed8_empty`;
    
END;
BEGIN
  CALL `acme.marts.df_osc_c590debf0ed8`();
EXCEPTION WHEN ERROR THEN
  DROP TABLE IF EXISTS `acme.marts.incremental_merge_synchronize_df_temp_c590debf0ed8_empty`;
  DROP PROCEDURE IF EXISTS `acme.marts.df_osc_c590debf0ed8`;
  RAISE;
END;
DROP PROCEDURE IF EXISTS `acme.marts.df_osc_c590debf0ed8`;
merge `acme.marts.incremental_merge_synchronize` DATAFORM_DEST
using (select day, amount from `acme.raw.orders`
) DATAFORM_SOURCE
on DATAFORM_DEST.id = DATAFORM_SOURCE.id 

when matched then
  update set `id` = DATAFORM_SOURCE.id,`day` = DATAFORM_SOURCE.day,`amount` = DATAFORM_SOURCE.amount
when not matched then
  insert (`id`,`day`,`amount`) values (`id`,`day`,`amount`);

