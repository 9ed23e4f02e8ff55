-- rounding
SELECT ROUND(discount, 2) AS a, ROUND(amount) AS b, CEIL(discount) AS c, FLOOR(amount) AS d, TRUNC(discount, 1) AS e, CEILING(order_id) AS f, ROUND(amount, 1, 'ROUND_HALF_EVEN') AS g FROM shop.orders;

-- division
SELECT DIV(order_id, 3) AS a, MOD(order_id, 3) AS b, SAFE_DIVIDE(amount, discount) AS c, IEEE_DIVIDE(1, 0) AS d, DIV(amount, 3) AS e, MOD(amount, 3) AS f FROM shop.orders;

-- safe arithmetic
SELECT SAFE_ADD(order_id, 1) AS a, SAFE_SUBTRACT(amount, 1) AS b, SAFE_MULTIPLY(discount, 2) AS c, SAFE_NEGATE(order_id) AS d FROM shop.orders;

-- signs and roots
SELECT ABS(amount) AS a, SIGN(discount) AS b, SQRT(order_id) AS c, CBRT(discount) AS d, POW(2, 10) AS e, POWER(amount, 2) AS f, EXP(1) AS g FROM shop.orders;

-- logarithms
SELECT LN(order_id) AS a, LOG(amount) AS b, LOG(8, 2) AS c, LOG10(discount) AS d FROM shop.orders;

-- trigonometry
SELECT SIN(weight) AS a, COS(weight) AS b, TAN(weight) AS c, ASIN(0.5) AS d, ACOS(0.5) AS e, ATAN(1) AS f, ATAN2(1, 2) AS g, SINH(1) AS h, COT(1) AS i FROM shop.products;

-- largest and smallest of arguments
SELECT GREATEST(1, order_id, 3) AS a, LEAST(amount, 10) AS b, GREATEST('a', status) AS c, LEAST(order_date, '2024-01-01') AS d, GREATEST(order_id, discount) AS e FROM shop.orders;

-- special floats
SELECT IS_NAN(discount) AS a, IS_INF(discount) AS b, CAST('nan' AS FLOAT64) AS c, CAST('inf' AS FLOAT64) AS d FROM shop.orders;

-- buckets
SELECT RANGE_BUCKET(order_id, [0, 10, 100]) AS a, RANGE_BUCKET(amount, [NUMERIC '0', 10, 100]) AS b, CAST(FLOOR(discount * 10) AS INT64) AS decile FROM shop.orders;

-- numbers from text
SELECT PARSE_NUMERIC(note) AS a, PARSE_BIGNUMERIC(note) AS b, CAST(note AS NUMERIC) AS c, SAFE_CAST(note AS FLOAT64) AS d, CAST('0x1f' AS INT64) AS e FROM shop.orders;

-- bit counts
SELECT BIT_COUNT(order_id) AS a, BIT_COUNT(b'\xff') AS b, BIT_AND(order_id) AS c, BIT_OR(customer_id) AS d, BIT_XOR(order_id) AS e FROM shop.orders GROUP BY order_id;

-- casts between numbers
SELECT CAST(discount AS INT64) AS a, CAST(order_id AS NUMERIC) AS b, CAST(amount AS BIGNUMERIC) AS c, CAST(amount AS NUMERIC(10, 2)) AS d, CAST(TRUE AS INT64) AS e, CAST(0 AS BOOL) AS f FROM shop.orders;

-- a share
SELECT channel, SUM(amount) AS revenue, ROUND(100 * SUM(amount) / SUM(SUM(amount)) OVER (), 2) AS percent FROM shop.orders GROUP BY channel;

-- currency conversion
SELECT o.order_id, o.amount * CAST(r.rate AS NUMERIC) AS converted, o.amount * r.rate AS converted_float
FROM shop.orders AS o JOIN shop.exchange_rates AS r ON r.currency = o.currency AND r.rate_date = o.order_date;

-- generated numbers
SELECT n, n * n AS square, MOD(n, 2) = 0 AS is_even FROM UNNEST(GENERATE_ARRAY(1, 10)) AS n;

-- generated fractions
SELECT x, SIN(x) AS y FROM UNNEST(GENERATE_ARRAY(0, 1, 0.1)) AS x;

-- literals take the type of the column
SELECT amount + 1 AS a, amount * 1.1 AS b, discount + 1 AS c, [1, 2.5] AS d, [amount, 1] AS e, IF(TRUE, amount, 1.5) AS f FROM shop.orders;

-- formatted numbers
SELECT FORMAT('%.2f', discount) AS a, CAST(amount AS STRING) AS b, CAST(order_id AS STRING FORMAT '999,999') AS c, FORMAT("%'d", order_id) AS d FROM shop.orders;
