-- scalar in select
SELECT order_id, (SELECT email FROM shop.customers AS c WHERE c.customer_id = o.customer_id) AS email FROM shop.orders AS o;

-- scalar in where
SELECT order_id FROM shop.orders WHERE order_date = (SELECT MAX(order_date) FROM shop.orders);

-- exists correlated
SELECT c.customer_id FROM shop.customers AS c WHERE EXISTS (SELECT 1 FROM shop.orders AS o WHERE o.customer_id = c.customer_id AND o.amount > c.loyalty_points);

-- not exists
SELECT p.product_id FROM shop.products AS p WHERE NOT EXISTS (SELECT * FROM shop.returns AS r WHERE r.product_id = p.product_id);

-- in and not in
SELECT customer_id FROM shop.customers WHERE customer_id NOT IN (SELECT customer_id FROM shop.orders WHERE customer_id IS NOT NULL) AND country IN (SELECT DISTINCT name FROM shop.stores);

-- two levels of correlation
SELECT c.customer_id, (SELECT COUNT(*) FROM shop.orders AS o WHERE o.customer_id = c.customer_id AND EXISTS (SELECT 1 FROM shop.returns AS r WHERE r.order_id = o.order_id AND r.reason = c.country)) AS returned FROM shop.customers AS c;

-- in from without alias
SELECT total FROM (SELECT SUM(amount) AS total FROM shop.orders);

-- in the select list of an aggregate
SELECT status, SUM(amount) AS revenue, SUM(amount) / (SELECT SUM(amount) FROM shop.orders) AS share FROM shop.orders GROUP BY status;

-- in having
SELECT status FROM shop.orders GROUP BY status HAVING SUM(amount) > (SELECT AVG(amount) * 10 FROM shop.orders);

-- in order by
SELECT customer_id FROM shop.customers AS c ORDER BY (SELECT COUNT(*) FROM shop.orders AS o WHERE o.customer_id = c.customer_id) DESC;

-- in a join condition
SELECT o.order_id FROM shop.orders AS o JOIN shop.payments AS p ON p.order_id = o.order_id AND p.amount > (SELECT AVG(amount) FROM shop.payments);

-- a struct
SELECT (SELECT AS STRUCT MIN(order_date) AS first, MAX(order_date) AS last FROM shop.orders).* ;

-- a struct's fields twice
SELECT c.customer_id, s.n, s.total FROM (SELECT customer_id, (SELECT AS STRUCT COUNT(*) AS n, SUM(o.amount) AS total FROM shop.orders AS o WHERE o.customer_id = c.customer_id) AS s FROM shop.customers AS c) AS c;

-- a value from an array by key
SELECT order_id, (SELECT value FROM UNNEST(lines[SAFE_OFFSET(0)].options) WHERE name = 'color') AS color FROM shop.orders;

-- an array by correlation through two arrays
SELECT order_id, ARRAY(SELECT opt.value FROM UNNEST(lines) AS l, UNNEST(l.options) AS opt WHERE opt.name = 'size') AS sizes FROM shop.orders;

-- grouped inside
SELECT order_id, ARRAY(SELECT AS STRUCT product_id, SUM(quantity) AS quantity FROM UNNEST(lines) GROUP BY product_id) AS per_product FROM shop.orders;

-- windowed inside
SELECT order_id, ARRAY(SELECT AS STRUCT product_id, ROW_NUMBER() OVER (ORDER BY quantity DESC) AS place FROM UNNEST(lines)) AS ranked FROM shop.orders;

-- derived tables three deep
SELECT a.x FROM (SELECT b.y AS x FROM (SELECT c.z + 1 AS y FROM (SELECT order_id AS z FROM shop.orders) AS c) AS b) AS a;

-- compared with a row
SELECT order_id FROM shop.orders WHERE (customer_id, order_date) IN (SELECT AS STRUCT customer_id, MAX(order_date) FROM shop.orders GROUP BY customer_id);

-- the outer column under the same name as an inner one
SELECT c.country, (SELECT COUNT(*) FROM shop.customers AS x WHERE x.country = c.country) AS n FROM shop.customers AS c;

-- quantified by unnest
SELECT order_id FROM shop.orders AS o WHERE o.status IN UNNEST((SELECT ARRAY_AGG(DISTINCT status) FROM shop.staged_orders));

-- limit one with order
SELECT customer_id, (SELECT o.status FROM shop.orders AS o WHERE o.customer_id = c.customer_id ORDER BY o.ordered_at DESC LIMIT 1) AS last_status FROM shop.customers AS c;

-- a subquery in a function's arguments
SELECT IFNULL((SELECT SUM(amount) FROM shop.payments AS p WHERE p.order_id = o.order_id), 0) AS paid, GREATEST(o.amount, (SELECT MAX(price) FROM shop.products)) AS top FROM shop.orders AS o;
