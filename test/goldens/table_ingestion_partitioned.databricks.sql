-- file: marts/table_ingestion_partitioned.sql
-- acme.marts.table_ingestion_partitioned: table on Databricks as main.marts.table_ingestion_partitioned
-- source: definitions/table_ingestion_partitioned.sqlx
-- after: acme.raw.orders

CREATE SCHEMA IF NOT EXISTS `main`.`marts`;

-- if a view of this name exists: DROP VIEW IF EXISTS `main`.`marts`.`table_ingestion_partitioned`;
CREATE OR REPLACE TABLE `main`.`marts`.`table_ingestion_partitioned`
AS
SELECT
  id,
  day,
  amount
FROM `main`.`raw`.`orders`;

-- warning BF1622: acme.marts.table_ingestion_partitioned: Databricks has no counterpart for partitionBy: _PARTITIONDATE; left out.
