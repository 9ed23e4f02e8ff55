-- file: marts/incremental_overwrite_partition_filter.sql
-- acme.marts.incremental_overwrite_partition_filter: incremental on BigQuery
-- source: definitions/incremental_overwrite_partition_filter.sqlx
-- after: acme.raw.orders

-- ---- The table does not exist, or is built anew (--full-refresh).
create schema if not exists `acme.marts`;

-- if a view of this name exists: drop view if exists `acme.marts.incremental_overwrite_partition_filter`;
create or replace table `acme.marts.incremental_overwrite_partition_filter` partition by day as select id, day, amount from `acme.raw.orders`;

-- ---- The table exists.
CREATE OR REPLACE TEMP TABLE `staging_table_temp_bb09fe8c4507` AS (
  select id, day, amount from `acme.raw.orders`
);

BEGIN
  DECLARE partitions_for_replacement DEFAULT (
    ARRAY(
      SELECT DISTINCT day
      FROM `staging_table_temp_bb09fe8c4507`
      WHERE day IS NOT NULL
    )
  );

  MERGE `acme.marts.incremental_overwrite_partition_filter` DATAFORM_DEST
  USING `staging_table_temp_bb09fe8c4507` DATAFORM_SOURCE
  ON FALSE
  WHEN NOT MATCHED BY SOURCE AND day IN UNNEST(partitions_for_replacement) and DATAFORM_DEST.amount < 15
  
  THEN
    DELETE
  WHEN NOT MATCHED BY TARGET THEN
    INSERT (`id`,`day`,`amount`) VALUES (`id`,`day`,`amount`);
END;

DROP TABLE IF EXISTS `staging_table_temp_bb09fe8c4507`;

