-- file: marts/incremental_overwrite_ingestion.sql
-- acme.marts.incremental_overwrite_ingestion: incremental on Databricks as main.marts.incremental_overwrite_ingestion
-- source: definitions/incremental_overwrite_ingestion.sqlx
-- after: acme.raw.orders

-- not written: insert_overwrite needs a partitionBy that is a column or a function of one column, not coalesce(day, day)
-- error BF1620: acme.marts.incremental_overwrite_ingestion cannot be written for Databricks: insert_overwrite needs a partitionBy that is a column or a function of one column, not coalesce(day, day).
