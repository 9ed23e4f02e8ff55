-- ranks
SELECT
  order_id, ROW_NUMBER() OVER (ORDER BY order_date) AS a, RANK() OVER (PARTITION BY customer_id ORDER BY amount DESC) AS b,
  DENSE_RANK() OVER (ORDER BY status) AS c, PERCENT_RANK() OVER (ORDER BY amount) AS d, CUME_DIST() OVER (ORDER BY amount) AS e, NTILE(4) OVER (ORDER BY amount) AS f
FROM shop.orders;

-- neighbours
SELECT
  LAG(amount) OVER w AS a, LAG(amount, 2) OVER w AS b, LAG(status, 1, 'none') OVER w AS c, LEAD(order_date) OVER w AS d,
  FIRST_VALUE(status) OVER w AS e, LAST_VALUE(status IGNORE NULLS) OVER w AS f, NTH_VALUE(amount, 2) OVER w AS g
FROM shop.orders
WINDOW w AS (PARTITION BY customer_id ORDER BY ordered_at);

-- running sums
SELECT order_date, SUM(amount) OVER (ORDER BY order_date) AS a, SUM(amount) OVER (PARTITION BY channel ORDER BY order_date ROWS UNBOUNDED PRECEDING) AS b, COUNT(*) OVER () AS c FROM shop.orders;

-- moving averages
SELECT
  day, AVG(revenue) OVER (ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS avg_7,
  AVG(revenue) OVER (ORDER BY UNIX_DATE(day) RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS avg_7_days,
  MAX(units) OVER (PARTITION BY store_id ORDER BY day ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_best
FROM shop.daily_sales;

-- windows built on windows
SELECT SUM(amount) OVER w1 AS a, SUM(amount) OVER (w1 ROWS 2 PRECEDING) AS b, RANK() OVER w2 AS c
FROM shop.orders
WINDOW w1 AS (PARTITION BY customer_id ORDER BY order_date), w2 AS (w1);

-- share of the whole
SELECT order_id, amount / SUM(amount) OVER () AS share, amount - AVG(amount) OVER (PARTITION BY customer_id) AS difference FROM shop.orders;

-- windows over groups
SELECT channel, SUM(amount) AS revenue, RANK() OVER (ORDER BY SUM(amount) DESC) AS place, SUM(SUM(amount)) OVER () AS total FROM shop.orders GROUP BY channel;

-- qualified by an alias
SELECT customer_id, order_id, RANK() OVER (PARTITION BY customer_id ORDER BY amount DESC) AS place FROM shop.orders WHERE TRUE QUALIFY place <= 3;

-- qualified by a window that is not selected
SELECT * FROM shop.orders WHERE amount > 0 QUALIFY COUNT(*) OVER (PARTITION BY customer_id) > 1;

-- qualified over groups
SELECT customer_id, channel, SUM(amount) AS revenue FROM shop.orders GROUP BY customer_id, channel QUALIFY ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY SUM(amount) DESC) = 1;

-- ordered by a window
SELECT order_id FROM shop.orders ORDER BY ROW_NUMBER() OVER (PARTITION BY status ORDER BY amount), order_id;

-- percentiles
SELECT PERCENTILE_CONT(amount, 0.5) OVER (PARTITION BY channel) AS a, PERCENTILE_DISC(status, 0.5) OVER () AS b, PERCENTILE_CONT(discount, 0.9 IGNORE NULLS) OVER () AS c, PERCENTILE_DISC(order_id, 0.1 RESPECT NULLS) OVER () AS d FROM shop.orders;

-- distinct counted in a window
SELECT COUNT(DISTINCT customer_id) OVER (PARTITION BY order_date) AS customers, ARRAY_AGG(order_id) OVER (PARTITION BY customer_id) AS ids, STRING_AGG(status, ',') OVER (ORDER BY order_id) AS states FROM shop.orders;

-- sessions from gaps
WITH marked AS (
  SELECT customer_id, ordered_at, IF(TIMESTAMP_DIFF(ordered_at, LAG(ordered_at) OVER (PARTITION BY customer_id ORDER BY ordered_at), MINUTE) > 30, 1, 0) AS is_new
  FROM shop.orders
)
SELECT customer_id, ordered_at, SUM(is_new) OVER (PARTITION BY customer_id ORDER BY ordered_at) AS session FROM marked;

-- islands of days
SELECT store_id, MIN(day) AS first_day, MAX(day) AS last_day, COUNT(*) AS days
FROM (SELECT store_id, day, DATE_SUB(day, INTERVAL ROW_NUMBER() OVER (PARTITION BY store_id ORDER BY day) DAY) AS island FROM shop.daily_sales)
GROUP BY store_id, island;

-- change to the day before
SELECT day, store_id, revenue, revenue - LAG(revenue, 1, 0) OVER (PARTITION BY store_id ORDER BY day) AS change, SAFE_DIVIDE(revenue, LAG(revenue) OVER (PARTITION BY store_id ORDER BY day)) - 1 AS growth FROM shop.daily_sales;

-- first order of a customer
SELECT order_id, customer_id, order_date = MIN(order_date) OVER (PARTITION BY customer_id) AS is_first, FIRST_VALUE(channel) OVER (PARTITION BY customer_id ORDER BY ordered_at ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS first_channel FROM shop.orders;

-- a struct's field of a window
SELECT LAST_VALUE(shipping) OVER (PARTITION BY customer_id ORDER BY ordered_at).method AS last_method, ANY_VALUE(shipping) OVER (PARTITION BY status).cost AS some_cost FROM shop.orders;

-- windows partitioned by expressions
SELECT SUM(amount) OVER (PARTITION BY DATE_TRUNC(order_date, MONTH), UPPER(channel) ORDER BY order_date DESC, order_id) AS a, AVG(discount) OVER (PARTITION BY amount > 100) AS b FROM shop.orders;

-- logic in windows
SELECT COUNTIF(refunded) OVER (PARTITION BY product_id) AS a, LOGICAL_OR(refunded) OVER (PARTITION BY order_id) AS b, MAX(IF(refunded, returned_at, NULL)) OVER (ORDER BY return_id) AS c FROM shop.returns;

-- pareto
SELECT product_id, revenue, SUM(revenue) OVER (ORDER BY revenue DESC) / SUM(revenue) OVER () AS cumulative
FROM (SELECT l.product_id, SUM(l.quantity * l.unit_price) AS revenue FROM shop.orders AS o, o.lines AS l GROUP BY l.product_id)
QUALIFY cumulative <= 0.8;

-- statistics in windows
SELECT STDDEV(amount) OVER (PARTITION BY channel) AS a, CORR(discount, order_id) OVER () AS b, (amount - AVG(amount) OVER ()) / NULLIF(STDDEV(amount) OVER (), 0) AS z FROM shop.orders;

-- distinct after windows
SELECT DISTINCT customer_id, MAX(order_date) OVER (PARTITION BY customer_id) AS last_order, COUNT(*) OVER (PARTITION BY customer_id) AS n FROM shop.orders;

-- windows inside expressions
SELECT IF(ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY ordered_at) = 1, 'new', 'returning') AS kind, CASE WHEN RANK() OVER (ORDER BY amount) < 10 THEN 'low' END AS low, COALESCE(LAG(status) OVER (ORDER BY order_id), 'first') AS before FROM shop.orders;
