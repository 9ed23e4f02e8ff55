-- file: marts/incremental_overwrite_ingestion.sql
-- acme.marts.incremental_overwrite_ingestion: incremental on BigQuery
-- source: definitions/incremental_overwrite_ingestion.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.incremental_overwrite_ingestion`;
create or replace table `acme.marts.incremental_overwrite_ingestion` partition by COALESCE(day, day) as select id, day, amount from `acme.raw.orders`;

-- ---- The table exists.
CREATE OR REPLACE TEMP TABLE `staging_table_temp_ada3a7c4d86f` AS (
  select id, day, amount from `acme.raw.orders`
);

BEGIN
  DECLARE partitions_for_replacement DEFAULT (
    ARRAY(
      SELECT DISTINCT COALESCE(day, day)
      FROM `staging_table_temp_ada3a7c4d86f`
      WHERE COALESCE(day, day) IS NOT NULL
    )
  );

  MERGE `acme.marts.incremental_overwrite_ingestion` DATAFORM_DEST
  USING `staging_table_temp_ada3a7c4d86f` DATAFORM_SOURCE
  ON FALSE
  WHEN NOT MATCHED BY SOURCE AND COALESCE(day, day) IN UNNEST(partitions_for_replacement) 
  
  THEN
    DELETE
  WHEN NOT MATCHED BY TARGET THEN
    INSERT (`id`,`day`,`amount`) VALUES (`id`,`day`,`amount`);
END;

DROP TABLE IF EXISTS `staging_table_temp_ada3a7c4d86f`;

