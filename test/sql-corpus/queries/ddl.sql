-- a table of a query
CREATE OR REPLACE TABLE shop.big_orders PARTITION BY order_date CLUSTER BY customer_id, status OPTIONS (description = 'big', labels = [('team', 'x')]) AS SELECT order_id, customer_id, status, order_date, amount FROM shop.orders WHERE amount > 1000;

-- a table partitioned by an expression of its query
CREATE TABLE IF NOT EXISTS shop.events PARTITION BY TIMESTAMP_TRUNC(ordered_at, MONTH) AS SELECT ordered_at, order_id FROM shop.orders;

-- a table by columns
CREATE TABLE shop.notes (id INT64 NOT NULL, body STRING(1000), tags ARRAY<STRING>, made_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP(), price NUMERIC(10, 2) OPTIONS (description = 'net'), place STRUCT<x FLOAT64, y FLOAT64 NOT NULL>) PARTITION BY DATE(made_at) CLUSTER BY id;

-- a table partitioned by numbers
CREATE TABLE shop.ranges (id INT64, v STRING) PARTITION BY RANGE_BUCKET(id, GENERATE_ARRAY(0, 100, 10));

-- a table with columns and query
CREATE TABLE shop.copy (id INT64, total NUMERIC) AS SELECT order_id, amount FROM shop.orders;

-- a view
CREATE OR REPLACE VIEW shop.paid_orders AS SELECT * EXCEPT (note) FROM shop.orders WHERE status = 'paid';

-- a view with columns
CREATE VIEW shop.named (id OPTIONS (description = 'key'), total) AS SELECT order_id, amount FROM shop.orders;

-- a materialized view
CREATE MATERIALIZED VIEW shop.per_day PARTITION BY order_date AS SELECT order_date, SUM(amount) AS revenue FROM shop.orders GROUP BY order_date;

-- a temporary table
CREATE TEMP TABLE recent AS SELECT order_id FROM shop.orders WHERE order_date > '2024-01-01';

-- like, copy and clone
CREATE TABLE shop.orders_like LIKE shop.orders;

-- a snapshot
CREATE SNAPSHOT TABLE shop.orders_before CLONE shop.orders;

-- a function
CREATE TEMP FUNCTION net(gross NUMERIC, rate FLOAT64) RETURNS FLOAT64 AS (gross / (1 + rate));

-- a function without a type
CREATE FUNCTION shop.clean(x STRING) AS (NULLIF(TRIM(LOWER(x)), ''));

-- a function of any type
CREATE FUNCTION shop.twice(x ANY TYPE) AS (x + x);

-- a function in JavaScript
CREATE TEMP FUNCTION parse(x STRING) RETURNS ARRAY<STRUCT<a STRING, b FLOAT64>> LANGUAGE js AS r"""return JSON.parse(x);""";

-- a function with an array
CREATE FUNCTION shop.pick(params ARRAY<STRUCT<key STRING, value STRING>>, wanted STRING) RETURNS STRING AS ((SELECT value FROM UNNEST(params) WHERE key = wanted LIMIT 1));

-- a table function
CREATE TABLE FUNCTION shop.orders_of(customer INT64) AS SELECT order_id, amount FROM shop.orders WHERE customer_id = customer;

-- a schema
CREATE SCHEMA IF NOT EXISTS sales OPTIONS (location = 'EU');

-- drops
DROP TABLE IF EXISTS shop.staged_orders;

-- an alteration
ALTER TABLE shop.orders ADD COLUMN IF NOT EXISTS gift BOOL, DROP COLUMN IF EXISTS note;

-- options
ALTER TABLE shop.orders SET OPTIONS (description = 'orders');

-- a model
CREATE MODEL shop.churn OPTIONS (model_type = 'logistic_reg', input_label_cols = ['label']) AS SELECT is_vip AS label, loyalty_points FROM shop.customers;

-- an export
EXPORT DATA OPTIONS (uri = 'gs://bucket/file_*.csv', format = 'CSV') AS SELECT order_id, amount FROM shop.orders;

-- an assertion
ASSERT (SELECT COUNT(*) FROM shop.orders WHERE amount < 0) = 0 AS 'no negative amounts';

-- a row policy
CREATE ROW ACCESS POLICY only_de ON shop.customers GRANT TO ('user:a@example.com') FILTER USING (country = 'DE');
