-- counts
SELECT COUNT(*) AS a, COUNT(note) AS b, COUNT(DISTINCT customer_id) AS c, COUNTIF(amount > 100) AS d, APPROX_COUNT_DISTINCT(customer_id) AS e FROM shop.orders;

-- sums and averages of every numeric type
SELECT SUM(order_id) AS a, SUM(amount) AS b, SUM(discount) AS c, AVG(order_id) AS d, AVG(amount) AS e, AVG(discount) AS f FROM shop.orders;

-- sums of BIGNUMERIC and intervals
SELECT SUM(fee) AS a, AVG(fee) AS b, MAX(fee) AS c FROM shop.payments;

-- extremes of every type
SELECT MIN(order_date) AS a, MAX(ordered_at) AS b, MIN(status) AS c, MAX(amount) AS d, MIN(discount) AS e, MAX(order_id) AS f FROM shop.orders;

-- text joined up
SELECT customer_id, STRING_AGG(status) AS a, STRING_AGG(DISTINCT status, ', ') AS b, STRING_AGG(status, '-' ORDER BY ordered_at DESC LIMIT 3) AS c FROM shop.orders GROUP BY customer_id;

-- arrays gathered
SELECT customer_id, ARRAY_AGG(order_id) AS a, ARRAY_AGG(DISTINCT status IGNORE NULLS) AS b, ARRAY_AGG(order_id ORDER BY amount DESC, order_date LIMIT 5) AS c, ARRAY_AGG(note RESPECT NULLS) AS d FROM shop.orders GROUP BY customer_id;

-- any value
SELECT customer_id, ANY_VALUE(status) AS a, ANY_VALUE(status HAVING MAX ordered_at) AS latest, ANY_VALUE(shipping HAVING MIN order_date).method AS first_method FROM shop.orders GROUP BY customer_id;

-- statistics
SELECT STDDEV(discount) AS a, STDDEV_POP(order_id) AS b, VARIANCE(amount) AS c, VAR_SAMP(discount) AS d, CORR(discount, order_id) AS e, COVAR_POP(discount, order_id) AS f, COVAR_SAMP(amount, amount) AS g FROM shop.orders;

-- approximate
SELECT APPROX_QUANTILES(amount, 4) AS a, APPROX_QUANTILES(discount, 100)[OFFSET(50)] AS median, APPROX_TOP_COUNT(status, 3) AS c, APPROX_TOP_SUM(status, amount, 3) AS d FROM shop.orders;

-- sketches
SELECT HLL_COUNT.INIT(customer_id) AS a, HLL_COUNT.EXTRACT(HLL_COUNT.INIT(customer_id, 12)) AS b FROM shop.orders;

-- sketches merged
SELECT HLL_COUNT.MERGE(sketch) AS n, HLL_COUNT.MERGE_PARTIAL(sketch) AS s FROM (SELECT HLL_COUNT.INIT(customer_id) AS sketch FROM shop.orders GROUP BY status);

-- logic and bits
SELECT LOGICAL_AND(refunded) AS a, LOGICAL_OR(refunded) AS b, BIT_AND(return_id) AS c, BIT_XOR(order_id) AS d FROM shop.returns;

-- conditional sums
SELECT
  SUM(IF(status = 'paid', amount, 0)) AS paid, SUM(CASE WHEN status = 'open' THEN amount END) AS open,
  AVG(IF(discount > 0, discount, NULL)) AS discount, COUNT(DISTINCT IF(status = 'paid', customer_id, NULL)) AS payers
FROM shop.orders;

-- filtered groups
SELECT customer_id, SUM(amount) AS revenue FROM shop.orders GROUP BY customer_id HAVING SUM(amount) > 1000 AND COUNT(*) > 2;

-- filtered by alias
SELECT customer_id, SUM(amount) AS revenue FROM shop.orders GROUP BY customer_id HAVING revenue > 1000 ORDER BY revenue;

-- having without group by
SELECT COUNT(*) AS n FROM shop.orders HAVING COUNT(*) > 10;

-- aggregates of expressions of aggregates
SELECT SUM(amount) / COUNT(DISTINCT customer_id) AS per_customer, MAX(ordered_at) - MIN(ordered_at) AS span, CONCAT(MIN(status), '..', MAX(status)) AS range_text FROM shop.orders;

-- aggregates of structs
SELECT customer_id, ARRAY_AGG(STRUCT(order_date AS day, amount) ORDER BY order_date) AS history, ANY_VALUE((order_date, order_id)) AS latest FROM shop.orders GROUP BY customer_id;

-- grouped by expression
SELECT DATE_TRUNC(order_date, MONTH) AS month, UPPER(channel) AS channel, SUM(amount) AS revenue FROM shop.orders GROUP BY DATE_TRUNC(order_date, MONTH), UPPER(channel);

-- grouped by position
SELECT EXTRACT(YEAR FROM order_date), status, COUNT(*) FROM shop.orders GROUP BY 1, 2 ORDER BY 3 DESC, 1;

-- grouped by alias
SELECT EXTRACT(YEAR FROM order_date) AS year, IF(amount > 100, 'big', 'small') AS size, COUNT(*) AS n FROM shop.orders GROUP BY year, size;

-- an alias that hides a column
SELECT LOWER(status) AS status, COUNT(*) AS n FROM shop.orders GROUP BY status;

-- expressions over grouped expressions
SELECT order_date, EXTRACT(YEAR FROM order_date) AS y, order_date < CURRENT_DATE() AS past, COUNT(*) + 1 AS n FROM shop.orders GROUP BY order_date;

-- grouped by a struct field
SELECT address.city, address.geo.lat, COUNT(*) AS n FROM shop.customers GROUP BY address.city, address.geo.lat;

-- grouped by a field under an alias
SELECT address.city AS town, COUNT(*) AS n FROM shop.customers GROUP BY town ORDER BY COUNT(*) DESC;

-- rollup
SELECT country, is_vip, COUNT(*) AS n, SUM(loyalty_points) AS points FROM shop.customers GROUP BY ROLLUP (country, is_vip);

-- cube
SELECT status, channel, SUM(amount) AS revenue FROM shop.orders GROUP BY CUBE (status, channel);

-- grouping sets
SELECT status, channel, currency, SUM(amount) AS revenue FROM shop.orders GROUP BY GROUPING SETS ((status, channel), currency, ());

-- rollup by position
SELECT status, channel, COUNT(*) FROM shop.orders GROUP BY ROLLUP (1, 2) ORDER BY 1, 2;

-- distinct of an aggregate
SELECT DISTINCT status, COUNT(*) AS n FROM shop.orders GROUP BY status, channel;

-- ordered by an aggregate that is not selected
SELECT status FROM shop.orders GROUP BY status ORDER BY SUM(amount) DESC, status;

-- a group of constants
SELECT 'all' AS label, COUNT(*) AS n FROM shop.orders GROUP BY label;

-- two levels
SELECT AVG(n) AS per_customer FROM (SELECT customer_id, COUNT(*) AS n FROM shop.orders GROUP BY customer_id);

-- a median by window over groups
SELECT channel, ANY_VALUE(median) AS median FROM (SELECT channel, PERCENTILE_CONT(amount, 0.5) OVER (PARTITION BY channel) AS median FROM shop.orders) GROUP BY channel;

-- aggregates in order by of arrays
SELECT ARRAY_AGG(status ORDER BY LENGTH(status), status) AS a, STRING_AGG(CAST(order_id AS STRING), ',' ORDER BY order_id) AS b FROM shop.orders;

-- null handling of gathered arrays
SELECT ARRAY_AGG(note IGNORE NULLS ORDER BY order_id DESC LIMIT 1)[SAFE_OFFSET(0)] AS last_note FROM shop.orders GROUP BY customer_id;
