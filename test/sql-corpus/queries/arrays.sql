-- arrays written out
SELECT [1, 2, 3] AS a, ['x', NULL] AS b, ARRAY<INT64>[] AS c, ARRAY<STRUCT<a INT64, b STRING>>[(1, 'x')] AS d, [] AS e, [1, 2.5] AS f, ARRAY<DATE>['2024-01-01'] AS g;

-- lengths and parts
SELECT ARRAY_LENGTH(tags) AS a, ARRAY_REVERSE(tags) AS b, ARRAY_CONCAT(tags, ['x'], []) AS c, ARRAY_FIRST(tags) AS d, ARRAY_LAST(tags) AS e, ARRAY_SLICE(tags, 0, 1) AS f, ARRAY_IS_DISTINCT(tags) AS g FROM shop.customers;

-- reduced
SELECT ARRAY_SUM(dimensions) AS a, ARRAY_AVG(dimensions) AS b, ARRAY_SUM([NUMERIC "1"]) AS c, ARRAY_AVG([NUMERIC "1"]) AS d, ARRAY_SUM([1, 2]) AS e, ARRAY_AVG([1, 2]) AS f FROM shop.products;

-- lambdas
SELECT
  ARRAY_TRANSFORM(tags, t -> UPPER(t)) AS a, ARRAY_TRANSFORM(tags, (t, i) -> CONCAT(t, CAST(i AS STRING))) AS b,
  ARRAY_FILTER(tags, t -> t LIKE 'a%') AS c, ARRAY_INCLUDES(tags, 'vip') AS d, ARRAY_INCLUDES(tags, t -> LENGTH(t) > 3) AS e,
  ARRAY_INCLUDES_ANY(tags, ['a', 'b']) AS f, ARRAY_INCLUDES_ALL(tags, ['a']) AS g
FROM shop.customers;

-- lambdas over structs
SELECT
  ARRAY_TRANSFORM(lines, l -> l.quantity * l.unit_price) AS totals,
  ARRAY_FILTER(lines, l -> l.quantity > 1) AS many,
  ARRAY_TRANSFORM(lines, l -> STRUCT(l.product_id AS id, ARRAY_LENGTH(l.options) AS n)) AS short
FROM shop.orders;

-- an array of a subquery
SELECT customer_id, ARRAY(SELECT o.order_id FROM shop.orders AS o WHERE o.customer_id = c.customer_id ORDER BY o.order_date) AS orders FROM shop.customers AS c;

-- an array of structs of a subquery
SELECT customer_id, ARRAY(SELECT AS STRUCT o.order_id AS id, o.amount, o.shipping.cost FROM shop.orders AS o WHERE o.customer_id = c.customer_id) AS orders FROM shop.customers AS c;

-- sorted and without doubles
SELECT ARRAY(SELECT DISTINCT t FROM UNNEST(tags) AS t ORDER BY t) AS tags, ARRAY(SELECT AS VALUE UPPER(t) FROM UNNEST(tags) AS t) AS upper_tags FROM shop.customers;

-- elements changed
SELECT order_id, ARRAY(SELECT AS STRUCT l.* EXCEPT (options), l.quantity * l.unit_price AS total FROM UNNEST(lines) AS l) AS lines FROM shop.orders;

-- elements numbered
SELECT order_id, ARRAY(SELECT AS STRUCT position + 1 AS line_no, l.product_id FROM UNNEST(lines) AS l WITH OFFSET AS position ORDER BY position) AS lines FROM shop.orders;

-- a sum over elements
SELECT order_id, (SELECT SUM(l.quantity * l.unit_price) FROM UNNEST(lines) AS l) AS total, (SELECT COUNT(*) FROM UNNEST(lines)) AS n FROM shop.orders;

-- whether an element exists
SELECT customer_id, 'vip' IN UNNEST(tags) AS a, EXISTS (SELECT 1 FROM UNNEST(tags) AS t WHERE STARTS_WITH(t, 'x')) AS b, (SELECT LOGICAL_OR(t = 'y') FROM UNNEST(tags) AS t) AS c FROM shop.customers;

-- structs written out
SELECT
  STRUCT(1 AS a, 'x' AS b) AS s1, STRUCT(order_id, status) AS s2, STRUCT<a INT64, b STRING>(1, 'x') AS s3, (order_id, amount) AS s4,
  STRUCT(STRUCT(amount AS net) AS money, [status] AS states) AS s5, STRUCT<INT64, STRING>(1, 'x') AS s6, STRUCT(amount + 1) AS s7
FROM shop.orders;

-- fields of structs written out
SELECT STRUCT(amount AS net, amount * 2 AS gross).gross AS a, STRUCT(STRUCT(1 AS y) AS x).x.y AS b, (SELECT AS STRUCT 1 AS p, 2 AS q).p AS c FROM shop.orders;

-- struct stars of calls
SELECT ANY_VALUE(shipping).*, ARRAY_AGG(STRUCT(amount AS top, order_id AS id))[OFFSET(0)].* FROM shop.orders GROUP BY customer_id;

-- struct stars
SELECT order_id, shipping.*, shipping.address.* FROM shop.orders;

-- the first element's fields
SELECT order_id, lines[SAFE_OFFSET(0)].* EXCEPT (options) FROM shop.orders;

-- row as a value
SELECT c AS customer, TO_JSON_STRING(c) AS text, c.address.city FROM shop.customers AS c;

-- rows gathered
SELECT country, ARRAY_AGG(c ORDER BY loyalty_points DESC LIMIT 3) AS best, ARRAY_AGG(STRUCT(c.customer_id, c.email)) AS people FROM shop.customers AS c GROUP BY country;

-- arrays joined up
SELECT country, ARRAY_CONCAT_AGG(tags) AS tags, ARRAY_CONCAT_AGG(tags ORDER BY customer_id LIMIT 10) AS first_tags FROM shop.customers GROUP BY country;

-- nested arrays by structs
SELECT ARRAY_AGG(STRUCT(tags)) AS all_tags, [STRUCT([1, 2] AS xs), STRUCT([3] AS xs)] AS nested FROM shop.customers;

-- arrays of literals coerced
SELECT ARRAY<NUMERIC>[1, 2.5] AS a, ARRAY<TIMESTAMP>['2024-01-01'] AS b, IF(TRUE, dimensions, [1.5]) AS c, dimensions || [1.0, 2.0] AS d FROM shop.products;

-- as value
SELECT AS VALUE STRUCT(order_id, status) FROM shop.orders;

-- as struct
SELECT AS STRUCT order_id, status AS state, amount FROM shop.orders;

-- generated arrays
SELECT GENERATE_ARRAY(1, 5) AS a, GENERATE_ARRAY(0, 1, 0.25) AS b, GENERATE_DATE_ARRAY('2024-01-01', '2024-01-31') AS c, GENERATE_ARRAY(NUMERIC '1', 3) AS d, GENERATE_TIMESTAMP_ARRAY(ordered_at, ordered_at, INTERVAL 1 DAY) AS e FROM shop.orders;

-- words counted
SELECT word, COUNT(*) AS n FROM shop.products, UNNEST(SPLIT(LOWER(title), ' ')) AS word GROUP BY word ORDER BY n DESC;

-- pairs of two arrays by offset
SELECT a, b FROM UNNEST([1, 2, 3]) AS a WITH OFFSET AS i JOIN UNNEST(['x', 'y', 'z']) AS b WITH OFFSET AS j ON i = j;
