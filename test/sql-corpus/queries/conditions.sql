-- if in all forms
SELECT IF(is_vip, 'vip', 'normal') AS a, IF(is_vip, 1, NULL) AS b, IF(loyalty_points > 10, loyalty_points, 0.5) AS c, IF(is_vip, tags, []) AS d FROM shop.customers;

-- searched case without else
SELECT CASE WHEN is_vip THEN loyalty_points * 2 WHEN country = 'DE' THEN loyalty_points END AS points FROM shop.customers;

-- case with date results
SELECT CASE WHEN is_vip THEN birth_date ELSE '2000-01-01' END AS a, CASE country WHEN 'DE' THEN created_at ELSE NULL END AS b FROM shop.customers;

-- nested case
SELECT CASE WHEN is_vip THEN CASE WHEN loyalty_points > 100 THEN 'gold' ELSE 'silver' END ELSE 'none' END AS level FROM shop.customers;

-- coalesce of mixed types
SELECT COALESCE(NULL, 1) AS a, COALESCE(loyalty_points, 0) AS b, COALESCE(loyalty_points, 1.5) AS c, COALESCE(birth_date, '1970-01-01') AS d, IFNULL(address.city, 'x') AS e FROM shop.customers;

-- errors caught
SELECT IFERROR(CAST(email AS INT64), 0) AS a, NULLIFERROR(CAST(email AS INT64)) AS b, ISERROR(CAST(email AS DATE)) AS c FROM shop.customers;

-- error raised
SELECT IF(customer_id IS NULL, ERROR('no id'), customer_id) AS id, CASE WHEN email = '' THEN ERROR(CONCAT('empty ', first_name)) ELSE email END AS email FROM shop.customers;

-- nullif
SELECT NULLIF(country, '') AS a, NULLIF(loyalty_points, 0) AS b, NULLIF(is_vip, FALSE) AS c FROM shop.customers;

-- conditions that compare with subqueries
SELECT customer_id FROM shop.customers WHERE loyalty_points > (SELECT AVG(loyalty_points) FROM shop.customers);

-- a condition of conditions
SELECT COUNTIF(is_vip AND country IN ('DE', 'AT')) AS a, SUM(IF(is_vip, 1, 0)) AS b, LOGICAL_AND(is_vip) AS c, LOGICAL_OR(country = 'DE') AS d FROM shop.customers;

-- a case over many columns
SELECT
  order_id,
  CASE
    WHEN status = 'cancelled' THEN 'lost'
    WHEN status IN ('paid', 'shipped') AND shipping.method IS NOT NULL THEN 'running'
    WHEN DATE_DIFF(CURRENT_DATE(), order_date, DAY) > 30 THEN 'old'
    WHEN EXISTS (SELECT 1 FROM shop.returns AS r WHERE r.order_id = o.order_id) THEN 'returned'
    ELSE COALESCE(status, 'unknown')
  END AS state
FROM shop.orders AS o;

-- safe casts of every type
SELECT
  SAFE_CAST('1' AS INT64) AS a, SAFE_CAST('1.5' AS NUMERIC) AS b, SAFE_CAST('true' AS BOOL) AS c, SAFE_CAST('2024-01-01' AS DATE) AS d,
  SAFE_CAST('10:00' AS TIME) AS e, SAFE_CAST('x' AS BYTES) AS f, SAFE_CAST(created_at AS STRING) AS g, SAFE_CAST(created_at AS DATETIME) AS h
FROM shop.customers;

-- casts of arrays and structs
SELECT
  CAST([1, 2] AS ARRAY<FLOAT64>) AS a, CAST(STRUCT(1, 'a') AS STRUCT<x INT64, y STRING>) AS b,
  CAST((1, 2) AS STRUCT<FLOAT64, NUMERIC>) AS c, CAST(NULL AS ARRAY<STRING>) AS d, CAST(NULL AS STRUCT<a INT64>).a AS e;

-- with expression
SELECT WITH(a AS amount * 2, b AS a + 1, a + b) AS doubled FROM shop.orders;
