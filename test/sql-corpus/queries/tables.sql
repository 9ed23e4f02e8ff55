-- a wildcard table
SELECT path, status, _TABLE_SUFFIX AS day FROM `acme.shop.web_logs_*` WHERE _TABLE_SUFFIX >= '20240101';

-- a wildcard table with alias
SELECT l.ip, l._TABLE_SUFFIX AS suffix FROM `acme.shop.web_logs_*` AS l;

-- time travel
SELECT order_id, amount FROM shop.orders FOR SYSTEM_TIME AS OF TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 HOUR);

-- time travel with alias
SELECT o.order_id, n.amount - o.amount AS change FROM shop.orders AS n JOIN shop.orders AS o FOR SYSTEM_TIME AS OF '2024-01-01' ON o.order_id = n.order_id;

-- a sample
SELECT AVG(amount) AS mean FROM shop.orders TABLESAMPLE SYSTEM (10 PERCENT);

-- named parameters
SELECT order_id FROM shop.orders WHERE order_date = @run_date AND amount > @min_amount AND status IN UNNEST(@states);

-- positional parameters
SELECT order_id, ? + 1 AS n FROM shop.orders WHERE status = ? AND order_date BETWEEN ? AND ?;

-- parameters in limits and arithmetic
SELECT order_id, amount * @factor AS scaled, DATE_SUB(@run_date, INTERVAL 7 DAY) AS week_ago FROM shop.orders LIMIT @n;

-- statement hint
@{batch = TRUE} SELECT order_id FROM shop.orders;

-- aliases without as
SELECT o.order_id id, o.amount total FROM shop.orders o, shop.stores s;

-- pseudo columns in conditions
SELECT product_id, MAX(stock) AS stock FROM shop.inventory WHERE _PARTITIONTIME >= TIMESTAMP '2024-01-01' AND DATE(_PARTITIONTIME) < CURRENT_DATE() GROUP BY product_id;

-- a table's name as a value
SELECT stores, stores.name FROM shop.stores;

-- differential privacy
SELECT WITH DIFFERENTIAL_PRIVACY OPTIONS (epsilon = 1.0, delta = 0.001, max_groups_contributed = 2, privacy_unit_column = customer_id) channel, SUM(amount, contribution_bounds_per_group => (0, 100)) AS revenue FROM shop.orders GROUP BY channel;
