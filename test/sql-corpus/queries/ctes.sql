-- one after the other
WITH paid AS (SELECT * FROM shop.orders WHERE status = 'paid'),
per_customer AS (SELECT customer_id, COUNT(*) AS n, SUM(amount) AS revenue FROM paid GROUP BY customer_id),
ranked AS (SELECT *, RANK() OVER (ORDER BY revenue DESC) AS place FROM per_customer)
SELECT r.customer_id, c.email, r.revenue, r.place FROM ranked AS r JOIN shop.customers AS c USING (customer_id) WHERE r.place <= 10;

-- inside a subquery
SELECT * FROM (WITH t AS (SELECT order_id FROM shop.orders) SELECT order_id, order_id + 1 AS next_id FROM t) WHERE next_id > 1;

-- a name that hides a table
WITH orders AS (SELECT order_id, amount * 2 AS doubled FROM shop.orders) SELECT order_id, doubled FROM orders;

-- a name that hides an outer one
WITH t AS (SELECT 1 AS a) SELECT a, (SELECT b FROM (WITH t AS (SELECT 'x' AS b) SELECT b FROM t)) AS b FROM t;

-- used twice
WITH daily AS (SELECT order_date AS day, SUM(amount) AS revenue FROM shop.orders GROUP BY day) SELECT t.day, t.revenue, y.revenue AS before FROM daily AS t LEFT JOIN daily AS y ON y.day = DATE_SUB(t.day, INTERVAL 1 DAY);

-- not used
WITH unused AS (SELECT 1 AS x), used AS (SELECT 2 AS y) SELECT y FROM used;

-- recursive numbers
WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n;

-- a tree walked down
WITH RECURSIVE walk AS (
  SELECT id, parent_id, name, 0 AS depth, name AS trail FROM lake.tree WHERE parent_id IS NULL
  UNION ALL
  SELECT t.id, t.parent_id, t.name, w.depth + 1, CONCAT(w.trail, '/', t.name) FROM lake.tree AS t JOIN walk AS w ON t.parent_id = w.id
)
SELECT id, depth, trail, MAX(depth) OVER () AS deepest FROM walk ORDER BY trail;

-- recursive with a plain one
WITH RECURSIVE start AS (SELECT id FROM lake.tree WHERE name = 'root'), below AS (SELECT id FROM start UNION ALL SELECT t.id FROM lake.tree AS t, below AS b WHERE t.parent_id = b.id) SELECT COUNT(*) AS n FROM below;

-- recursive with distinct rows
WITH RECURSIVE reach AS (SELECT id, parent_id FROM lake.tree UNION DISTINCT SELECT r.id, t.parent_id FROM reach AS r JOIN lake.tree AS t ON t.id = r.parent_id) SELECT * FROM reach;

-- in a nested query with brackets
WITH a AS (SELECT 1 AS x) (WITH b AS (SELECT x + 1 AS y FROM a) SELECT y FROM b);

-- in a scalar subquery
SELECT order_id, (WITH m AS (SELECT MAX(amount) AS top FROM shop.orders) SELECT top FROM m) AS top FROM shop.orders;

-- cohorts
WITH first_orders AS (SELECT customer_id, DATE_TRUNC(MIN(order_date), MONTH) AS cohort FROM shop.orders GROUP BY customer_id),
activity AS (SELECT o.customer_id, f.cohort, DATE_DIFF(DATE_TRUNC(o.order_date, MONTH), f.cohort, MONTH) AS month_number FROM shop.orders AS o JOIN first_orders AS f USING (customer_id)),
sizes AS (SELECT cohort, COUNT(DISTINCT customer_id) AS size FROM first_orders GROUP BY cohort)
SELECT a.cohort, s.size, a.month_number, COUNT(DISTINCT a.customer_id) AS active, ROUND(COUNT(DISTINCT a.customer_id) / s.size, 3) AS retention
FROM activity AS a JOIN sizes AS s ON s.cohort = a.cohort GROUP BY a.cohort, s.size, a.month_number ORDER BY 1, 3;

-- customer value by recency, frequency and money
WITH rfm AS (
  SELECT customer_id, DATE_DIFF(CURRENT_DATE(), MAX(order_date), DAY) AS recency, COUNT(*) AS frequency, SUM(amount) AS money
  FROM shop.orders WHERE status != 'cancelled' GROUP BY customer_id
), scored AS (
  SELECT *, NTILE(5) OVER (ORDER BY recency DESC) AS r, NTILE(5) OVER (ORDER BY frequency) AS f, NTILE(5) OVER (ORDER BY money) AS m FROM rfm
)
SELECT customer_id, r * 100 + f * 10 + m AS score, CASE WHEN r >= 4 AND f >= 4 THEN 'champion' WHEN r <= 2 THEN 'lost' ELSE 'middle' END AS segment FROM scored;

-- dated dimension
WITH changes AS (SELECT order_id, status, loaded_at, LAG(status) OVER (PARTITION BY order_id ORDER BY loaded_at) AS before FROM shop.staged_orders)
SELECT order_id, status, loaded_at AS valid_from, LEAD(loaded_at, 1, TIMESTAMP '9999-12-31') OVER (PARTITION BY order_id ORDER BY loaded_at) AS valid_to, LEAD(loaded_at) OVER (PARTITION BY order_id ORDER BY loaded_at) IS NULL AS is_current
FROM changes WHERE status IS DISTINCT FROM before;

-- days filled up
WITH days AS (SELECT day FROM UNNEST(GENERATE_DATE_ARRAY('2024-01-01', '2024-12-31')) AS day), shops AS (SELECT DISTINCT store_id FROM shop.daily_sales)
SELECT d.day, s.store_id, COALESCE(x.revenue, 0) AS revenue, IFNULL(x.units, 0) AS units FROM days AS d CROSS JOIN shops AS s LEFT JOIN shop.daily_sales AS x ON x.day = d.day AND x.store_id = s.store_id;

-- basket pairs
WITH pairs AS (SELECT o.order_id, l.product_id FROM shop.orders AS o, UNNEST(o.lines) AS l GROUP BY 1, 2)
SELECT a.product_id AS left_id, b.product_id AS right_id, COUNT(*) AS together FROM pairs AS a JOIN pairs AS b ON a.order_id = b.order_id AND a.product_id < b.product_id GROUP BY 1, 2 HAVING together > 5 ORDER BY together DESC;
