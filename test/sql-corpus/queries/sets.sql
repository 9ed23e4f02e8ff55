-- union all
SELECT order_id, status FROM shop.orders UNION ALL SELECT order_id, status FROM shop.staged_orders;

-- union distinct
SELECT country FROM shop.customers UNION DISTINCT SELECT currency FROM shop.exchange_rates;

-- except and intersect
(SELECT order_id FROM shop.orders EXCEPT DISTINCT SELECT order_id FROM shop.returns) UNION ALL (SELECT order_id FROM shop.payments INTERSECT DISTINCT SELECT order_id FROM shop.orders);

-- types brought together
SELECT order_id AS n, amount AS v FROM shop.orders UNION ALL SELECT product_id, weight FROM shop.products UNION ALL SELECT 1, 2.5;

-- NULL in a branch
SELECT order_id, note FROM shop.orders UNION ALL SELECT return_id, NULL FROM shop.returns UNION ALL SELECT NULL, reason FROM shop.returns;

-- literals take the type of the others
SELECT order_date FROM shop.orders UNION ALL SELECT '2024-01-01';

-- names come from the first
SELECT order_id AS id, status AS state FROM shop.orders UNION ALL SELECT return_id AS x, reason AS y FROM shop.returns ORDER BY state LIMIT 10;

-- stars in every branch
SELECT * FROM shop.daily_sales UNION ALL SELECT * FROM shop.daily_sales WHERE store_id = 1;

-- arrays and structs
SELECT tags AS list, address.geo AS place FROM shop.customers UNION ALL SELECT ['x'], STRUCT(1.0 AS lat, 2.0 AS lon);

-- set operation in a table expression
WITH ids AS (SELECT order_id FROM shop.orders UNION DISTINCT SELECT order_id FROM shop.staged_orders) SELECT COUNT(*) AS n FROM ids;

-- set operation in from
SELECT kind, COUNT(*) AS n FROM (SELECT 'order' AS kind, order_id AS id FROM shop.orders UNION ALL SELECT 'return', return_id FROM shop.returns) GROUP BY kind;

-- ordered and cut branches
(SELECT order_id, amount FROM shop.orders ORDER BY amount DESC LIMIT 5) UNION ALL (SELECT order_id, amount FROM shop.orders ORDER BY amount LIMIT 5) ORDER BY amount;

-- a union of many constants
SELECT 1 AS id, 'one' AS name UNION ALL SELECT 2, 'two' UNION ALL SELECT 3, 'three' UNION ALL SELECT 4, CAST(NULL AS STRING);

-- by position of different names
SELECT customer_id, email AS contact FROM shop.customers UNION ALL SELECT store_id, name FROM shop.stores;

-- corresponding
SELECT order_id, amount FROM shop.orders UNION ALL CORRESPONDING SELECT amount, order_id FROM shop.payments;
