-- arithmetic of integers
SELECT order_id + 1 AS a, order_id - customer_id AS b, order_id * 2 AS c, order_id / 2 AS d, -order_id AS e, +order_id AS f FROM shop.orders;

-- arithmetic of mixed numbers
SELECT amount * discount AS a, amount * order_id AS b, amount + 0.5 AS c, discount + 1 AS d, amount / 3 AS e, 1 / 3 AS f FROM shop.orders;

-- BIGNUMERIC with all others
SELECT fee + 1 AS a, fee * amount AS b, fee / 1.5 AS c, fee - CAST(1.5 AS FLOAT64) AS d FROM shop.payments;

-- comparisons of numbers of different types
SELECT order_id = 1.0 AS a, amount > 10 AS b, discount <= amount AS c, order_id != customer_id AS d, amount <> 0 AS e FROM shop.orders;

-- comparisons of literals with dates and times
SELECT order_id FROM shop.orders WHERE order_date >= '2024-01-01' AND ordered_at < '2024-02-01 00:00:00+00';

-- between dates
SELECT order_id FROM shop.orders WHERE order_date BETWEEN DATE '2024-01-01' AND '2024-01-31' AND amount NOT BETWEEN 1 AND 2;

-- like and not like
SELECT email LIKE '%@example.com' AS a, email NOT LIKE 'test%' AS b, image LIKE b'\x89%' AS c FROM shop.customers, shop.products;

-- like any and all
SELECT title LIKE ANY ('%shoe%', '%boot%') AS a, title NOT LIKE ALL ('x%', 'y%') AS b, title LIKE SOME ('a', 'b') AS c FROM shop.products;

-- in of several kinds
SELECT
  order_id IN (1, 2, 3) AS a,
  status IN UNNEST(['open', 'paid']) AS b,
  order_id IN (SELECT order_id FROM shop.returns) AS c,
  (order_id, status) IN ((1, 'open'), (2, 'paid')) AS d,
  order_date IN ('2024-01-01', DATE '2024-01-02') AS e
FROM shop.orders;

-- is
SELECT is_vip IS TRUE AS a, is_vip IS NOT FALSE AS b, is_vip IS NULL AS c, email IS NOT NULL AS d, is_vip IS UNKNOWN AS e FROM shop.customers;

-- is distinct from
SELECT o.status IS DISTINCT FROM s.status AS a, o.amount IS NOT DISTINCT FROM s.amount AS b
FROM shop.orders AS o JOIN shop.staged_orders AS s USING (order_id);

-- logic with NULL
SELECT is_vip AND NULL AS a, NOT is_vip OR TRUE AS b, (is_vip = TRUE) AND (country = 'DE') AS c FROM shop.customers;

-- bits
SELECT order_id & 255 AS a, order_id | 1 AS b, order_id ^ customer_id AS c, ~order_id AS d, order_id << 2 AS e, order_id >> 2 AS f FROM shop.orders;

-- text joined
SELECT first_name || ' ' || last_name AS full_name, tags || ['new'] AS tags, image || b'x' AS image FROM shop.customers, shop.products;

-- dates and days
SELECT order_date + 7 AS a, order_date - 1 AS b, DATE_ADD(order_date, INTERVAL 1 MONTH) AS c, order_date - DATE '2024-01-01' AS d FROM shop.orders;

-- times and intervals
SELECT
  ordered_at + INTERVAL 1 HOUR AS a,
  ordered_at - INTERVAL '2' DAY AS b,
  ordered_at - TIMESTAMP '2024-01-01' AS c,
  order_date + INTERVAL 1 WEEK AS d,
  INTERVAL 3 DAY * 2 AS e,
  INTERVAL '1-2' YEAR TO MONTH AS f,
  INTERVAL 10 MINUTE + INTERVAL 5 SECOND AS g,
  INTERVAL order_id DAY AS h,
  -INTERVAL 1 DAY AS i,
  INTERVAL 1 DAY / 2 AS j
FROM shop.orders;

-- precedence
SELECT 1 + 2 * 3 - 4 / 2 AS a, NOT 1 = 2 AND 3 > 2 OR FALSE AS b, 1 | 2 & 3 ^ 4 AS c, - - 3 AS d, 2 BETWEEN 1 AND 3 AND TRUE AS e;

-- parentheses
SELECT ((((order_id)))) AS a, ((amount + (1))) * ((2)) AS b FROM shop.orders;

-- comparisons of structs
SELECT (order_id, status) = (1, 'open') AS a, STRUCT(amount) = STRUCT(amount) AS b, shipping.address = shipping.address AS c FROM shop.orders;

-- array elements
SELECT tags[OFFSET(0)] AS a, tags[ORDINAL(1)] AS b, tags[SAFE_OFFSET(9)] AS c, tags[SAFE_ORDINAL(9)] AS d, dimensions[0] AS e
FROM shop.customers, shop.products;

-- fields of elements
SELECT lines[OFFSET(0)].product_id AS first_product, lines[SAFE_OFFSET(1)].options[SAFE_OFFSET(0)].value AS option_value FROM shop.orders;

-- fields of calls and subqueries
SELECT
  (SELECT AS STRUCT order_id, status FROM shop.orders LIMIT 1).status AS a,
  ANY_VALUE(shipping).address.city AS b,
  STRUCT(1 AS x, 'a' AS y).y AS c
FROM shop.orders;

-- JSON by subscript
SELECT preferences.theme AS a, preferences['mail'] AS b, preferences.colors[0].hex AS c, preferences['a'].b['c'] AS d FROM shop.customers;

-- numbers in all spellings
SELECT 0x1F AS a, 1e3 AS b, .5 AS c, 5. AS d, 1E-3 AS e, NUMERIC '1.5' AS f, BIGNUMERIC '1e-20' AS g, -1 AS h;

-- text in all spellings
SELECT 'a' AS a, "b" AS b, '''c
d''' AS c, """e""" AS d, r'\d+' AS e, R"\w" AS f, b'\x00' AS g, rb'\d' AS h, 'it\'s' AS i, '\u00e9\n' AS j;

-- typed literals
SELECT
  DATE '2024-01-01' AS a, DATETIME '2024-01-01 10:00:00' AS b, TIMESTAMP '2024-01-01 10:00:00+02' AS c,
  TIME '10:00:00' AS d, JSON '{"a": 1}' AS e, NUMERIC '1' AS f, BIGNUMERIC '2' AS g, INTERVAL 1 DAY AS h;

-- quantified comparison against a list of text columns
SELECT order_id FROM shop.orders WHERE note LIKE ANY ('gift%', '%card%') OR channel IN (status, currency);

-- comparison of bytes, booleans and times
SELECT image = b'a' AS a, TRUE > FALSE AS b, opens < closes AS c, opens > '08:00:00' AS d FROM shop.products, shop.stores;

-- case of mixed numbers
SELECT CASE WHEN order_id > 1 THEN 1 WHEN order_id > 0 THEN amount ELSE 0.5 END AS a, IF(TRUE, 1, 2.5) AS b, COALESCE(order_id, 1.5) AS c FROM shop.orders;
