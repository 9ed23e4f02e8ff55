-- file: marts/assertion_disabled.sql
-- acme.marts.assertion_disabled: assertion on Databricks as main.marts.assertion_disabled
-- source: definitions/assertion_disabled.sqlx
-- after: acme.raw.orders

-- disabled: nothing is run
