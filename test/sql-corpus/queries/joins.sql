-- inner join with on
SELECT o.order_id, c.email, o.amount FROM shop.orders AS o INNER JOIN shop.customers AS c ON o.customer_id = c.customer_id;

-- left join with using
SELECT order_id, customer_id, email FROM shop.orders LEFT JOIN shop.customers USING (customer_id);

-- everything of a join with using
SELECT * FROM shop.orders JOIN shop.payments USING (order_id);

-- right and full joins
SELECT o.order_id, r.return_id, p.product_id FROM shop.orders AS o FULL OUTER JOIN shop.returns AS r ON r.order_id = o.order_id RIGHT JOIN shop.products AS p ON p.product_id = r.product_id;

-- full join with using
SELECT order_id, o.amount AS ordered, s.amount AS staged, COALESCE(o.amount, s.amount) AS amount FROM shop.orders AS o FULL JOIN shop.staged_orders AS s USING (order_id, customer_id);

-- the columns of using by table
SELECT o.customer_id AS a, c.customer_id AS b, customer_id AS c FROM shop.orders AS o LEFT JOIN shop.customers AS c USING (customer_id);

-- comma join
SELECT c.email, s.name FROM shop.customers c, shop.stores s WHERE s.name = c.country;

-- cross join
SELECT p.product_id, d FROM shop.products AS p CROSS JOIN UNNEST(p.dimensions) AS d;

-- self join
SELECT a.order_id, b.order_id AS other FROM shop.orders AS a JOIN shop.orders AS b ON a.customer_id = b.customer_id AND a.order_id < b.order_id;

-- join of subqueries
SELECT t.customer_id, t.revenue, r.n FROM (SELECT customer_id, SUM(amount) AS revenue FROM shop.orders GROUP BY customer_id) AS t LEFT JOIN (SELECT o.customer_id, COUNT(*) AS n FROM shop.returns AS r JOIN shop.orders AS o ON o.order_id = r.order_id GROUP BY o.customer_id) AS r ON r.customer_id = t.customer_id;

-- parenthesised joins
SELECT o.order_id, c.email, p.method FROM shop.orders AS o LEFT JOIN (shop.customers AS c JOIN shop.payments AS p ON TRUE) ON o.customer_id = c.customer_id AND p.order_id = o.order_id;

-- joined on ranges
SELECT s.day, COUNT(o.order_id) AS n FROM shop.daily_sales AS s LEFT JOIN shop.orders AS o ON o.order_date BETWEEN DATE_SUB(s.day, INTERVAL 7 DAY) AND s.day GROUP BY s.day;

-- joined on expressions
SELECT c.customer_id, p.payment_id FROM shop.customers AS c JOIN shop.payments AS p ON LOWER(c.email) = p.method AND CAST(p.order_id AS STRING) = c.country;

-- anti join
SELECT c.customer_id FROM shop.customers AS c LEFT JOIN shop.orders AS o ON o.customer_id = c.customer_id WHERE o.order_id IS NULL;

-- five tables
SELECT c.country, pr.category, SUM(l.quantity * l.unit_price) AS revenue, COUNT(DISTINCT pay.payment_id) AS payments, COUNTIF(r.refunded) AS refunds
FROM shop.orders AS o
JOIN shop.customers AS c ON c.customer_id = o.customer_id
CROSS JOIN UNNEST(o.lines) AS l
JOIN shop.products AS pr ON pr.product_id = l.product_id
LEFT JOIN shop.payments AS pay ON pay.order_id = o.order_id
LEFT JOIN shop.returns AS r ON r.order_id = o.order_id AND r.product_id = l.product_id
GROUP BY c.country, pr.category;

-- stars of both sides
SELECT o.*, c.* EXCEPT (customer_id) FROM shop.orders AS o JOIN shop.customers AS c USING (customer_id);

-- a chain of using
SELECT order_id, customer_id, payments.method, returns.reason, customers.email FROM shop.orders LEFT JOIN shop.payments USING (order_id) LEFT JOIN shop.returns USING (order_id) LEFT JOIN shop.customers USING (customer_id);

-- left join unnest
SELECT o.order_id, l.product_id, l.quantity FROM shop.orders AS o LEFT JOIN UNNEST(o.lines) AS l;

-- left join unnest on
SELECT o.order_id, l.product_id FROM shop.orders AS o LEFT JOIN UNNEST(o.lines) AS l ON l.quantity > 1;

-- join with a constant table
SELECT o.order_id, n.label FROM shop.orders AS o JOIN UNNEST([STRUCT('w' AS code, 'web' AS label), STRUCT('s', 'store')]) AS n ON n.code = o.channel;

-- join hint
SELECT o.order_id FROM shop.orders AS o JOIN@{join_type = hash_join} shop.customers AS c ON c.customer_id = o.customer_id;

-- table names as qualifiers
SELECT orders.order_id, customers.email FROM shop.orders JOIN shop.customers ON orders.customer_id = customers.customer_id;

-- currency at the last known rate
SELECT o.order_id, r.rate FROM shop.orders AS o LEFT JOIN shop.exchange_rates AS r ON r.currency = o.currency AND r.rate_date <= o.order_date WHERE TRUE QUALIFY ROW_NUMBER() OVER (PARTITION BY o.order_id ORDER BY r.rate_date DESC) = 1;
