-- insert of a query
INSERT INTO shop.daily_sales (day, store_id, revenue, units) SELECT order_date, 1, SUM(amount), COUNT(*) FROM shop.orders GROUP BY order_date;

-- insert without column list
INSERT shop.exchange_rates SELECT currency, CURRENT_DATE(), 1.0 FROM shop.orders;

-- insert of values
INSERT INTO shop.exchange_rates (currency, rate_date, rate) VALUES ('EUR', '2024-01-01', 1), ('USD', DATE '2024-01-01', 1.1), ('GBP', CURRENT_DATE(), DEFAULT);

-- insert with table expressions
INSERT INTO shop.staged_orders (order_id, status, amount) WITH t AS (SELECT order_id, status, amount FROM shop.orders) SELECT order_id, status, amount FROM t WHERE amount > 0;

-- insert of arrays and structs
INSERT INTO shop.customers (customer_id, tags, address) VALUES (1, ['a', 'b'], ('street', 'city', 'zip', (1.0, 2.0))), (2, [], NULL);

-- insert with a subquery as a value
INSERT INTO shop.stores (store_id, name) VALUES ((SELECT MAX(store_id) + 1 FROM shop.stores), 'new');

-- update
UPDATE shop.orders SET status = 'closed', note = CONCAT(IFNULL(note, ''), '!') WHERE order_date < DATE_SUB(CURRENT_DATE(), INTERVAL 1 YEAR);

-- update with alias
UPDATE shop.orders AS o SET amount = o.amount * 2, discount = DEFAULT WHERE o.order_id = 1;

-- update from another table
UPDATE shop.orders AS o SET status = s.status, amount = s.amount FROM shop.staged_orders AS s WHERE s.order_id = o.order_id AND s.deleted IS NOT TRUE;

-- update of a struct field
UPDATE shop.orders SET shipping.cost = 0, shipping.address.city = 'Berlin' WHERE shipping.method = 'pickup';

-- update of an array
UPDATE shop.customers SET tags = ARRAY(SELECT DISTINCT t FROM UNNEST(tags) AS t) WHERE ARRAY_LENGTH(tags) > 1;

-- update with a subquery
UPDATE shop.customers AS c SET loyalty_points = (SELECT COUNT(*) FROM shop.orders AS o WHERE o.customer_id = c.customer_id) WHERE TRUE;

-- delete
DELETE FROM shop.orders WHERE status = 'cancelled' AND order_date < '2020-01-01';

-- delete with a subquery
DELETE shop.orders AS o WHERE NOT EXISTS (SELECT 1 FROM shop.customers AS c WHERE c.customer_id = o.customer_id);

-- merge
MERGE shop.orders AS t
USING shop.staged_orders AS s
ON t.order_id = s.order_id
WHEN MATCHED AND s.deleted THEN DELETE
WHEN MATCHED THEN UPDATE SET status = s.status, amount = s.amount, order_date = s.order_date
WHEN NOT MATCHED THEN INSERT (order_id, customer_id, status, order_date, amount) VALUES (s.order_id, s.customer_id, s.status, s.order_date, s.amount);

-- merge of a query
MERGE INTO shop.daily_sales AS t
USING (SELECT order_date AS day, 1 AS store_id, SUM(amount) AS revenue, COUNT(*) AS units FROM shop.orders GROUP BY order_date) AS s
ON t.day = s.day AND t.store_id = s.store_id
WHEN MATCHED AND t.revenue != s.revenue THEN UPDATE SET revenue = s.revenue, units = t.units + s.units
WHEN NOT MATCHED BY TARGET THEN INSERT ROW
WHEN NOT MATCHED BY SOURCE AND t.day < CURRENT_DATE() THEN DELETE;

-- merge that replaces
MERGE shop.exchange_rates USING (SELECT 'EUR' AS currency, CURRENT_DATE() AS rate_date, 1.0 AS rate) ON FALSE WHEN NOT MATCHED THEN INSERT ROW WHEN NOT MATCHED BY SOURCE THEN DELETE;

-- merge of a table into itself by name
MERGE shop.stores t USING shop.stores s ON t.store_id = s.store_id WHEN MATCHED THEN UPDATE SET name = CONCAT(s.name, ' (', CAST(t.store_id AS STRING), ')');

-- truncate
TRUNCATE TABLE shop.staged_orders;
