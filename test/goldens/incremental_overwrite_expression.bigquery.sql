-- file: marts/incremental_overwrite_expression.sql
-- acme.marts.incremental_overwrite_expression: incremental on BigQuery
-- source: definitions/incremental_overwrite_expression.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.incremental_overwrite_expression`;
create or replace table `acme.marts.incremental_overwrite_expression` partition by DATE_TRUNC(day, MONTH) as select id, day, amount from `acme.raw.orders`;

-- ---- The table exists.
CREATE OR REPLACE TEMP TABLE `staging_table_temp_ac5e3e3af623` AS (
  select id, day, amount from `acme.raw.orders`
);

BEGIN
  DECLARE partitions_for_replacement DEFAULT (
    ARRAY(
      SELECT DISTINCT DATE_TRUNC(day, MONTH)
      FROM `staging_table_temp_ac5e3e3af623`
      WHERE DATE_TRUNC(day, MONTH) IS NOT NULL
    )
  );

  MERGE `acme.marts.incremental_overwrite_expression` DATAFORM_DEST
  USING `staging_table_temp_ac5e3e3af623` DATAFORM_SOURCE
  ON FALSE
  WHEN NOT MATCHED BY SOURCE AND DATE_TRUNC(day, MONTH) IN UNNEST(partitions_for_replacement) 
  
  THEN
    DELETE
  WHEN NOT MATCHED BY TARGET THEN
    INSERT (`id`,`day`,`amount`) VALUES (`id`,`day`,`amount`);
END;

DROP TABLE IF EXISTS `staging_table_temp_ac5e3e3af623`;

