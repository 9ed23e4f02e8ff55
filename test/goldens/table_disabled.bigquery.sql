-- file: marts/table_disabled.sql
-- acme.marts.table_disabled: table on BigQuery
-- source: definitions/table_disabled.sqlx
-- after: acme.raw.orders

-- disabled: nothing is run
