-- file: marts/table_just_in_time.sql
-- acme.marts.table_just_in_time: table on Databricks as main.marts.table_just_in_time
-- source: definitions/table_just_in_time.sqlx
-- after: acme.raw.orders

-- not written: it is compiled just in time
-- error BF1621: acme.marts.table_just_in_time is compiled just in time, while Dataform runs it; biform cannot run it.
