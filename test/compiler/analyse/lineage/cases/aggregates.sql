-- SUM by a key
SELECT status, SUM(price) AS total FROM orders GROUP BY status
--> status = status
--> total = +price
--: group status

-- COUNT(*) has no source of its own
SELECT COUNT(*) AS n FROM orders
--> n =

-- COUNT(*) below a filter
SELECT COUNT(*) AS n FROM orders WHERE status = 'paid'
--> n =
--: where status

-- COUNT DISTINCT
SELECT COUNT(DISTINCT customer_id) AS n FROM orders
--> n = +customer_id

-- COUNTIF
SELECT COUNTIF(price > qty) AS n FROM orders
--> n = +price, +qty

-- computed from aggregates
SELECT SUM(price) / COUNT(qty) AS mean FROM orders
--> mean = +price, +qty

-- an aggregate of a computed value
SELECT SUM(price * qty) AS s FROM orders
--> s = +price, +qty

-- GROUP BY number
SELECT day, status, MAX(price) AS m FROM orders GROUP BY 1, 2
--> day = day
--> status = status
--> m = +price
--: group day, status

-- GROUP BY an alias of an expression
SELECT EXTRACT(YEAR FROM day) AS y, MIN(price) AS m FROM orders GROUP BY y
--> y = ~day
--> m = +price
--: group day

-- GROUP BY an expression
SELECT price > 10 AS big, ANY_VALUE(status) AS s FROM orders GROUP BY price > 10
--> big = ~price
--> s = +status
--: group price

-- HAVING
SELECT status FROM orders GROUP BY status HAVING SUM(price) > 10
--> status = status
--: where price; group status

-- HAVING by an alias
SELECT status, SUM(price) AS s FROM orders GROUP BY status HAVING s > 10
--> status = status
--> s = +price
--: where price; group status

-- ARRAY_AGG
SELECT customer_id, ARRAY_AGG(status ORDER BY day LIMIT 1) AS a FROM orders GROUP BY customer_id
--> customer_id = customer_id
--> a = +status, +day
--: group customer_id

-- a field of an element of ARRAY_AGG of a struct
SELECT ARRAY_AGG(STRUCT(price AS p, qty AS q) ORDER BY day DESC LIMIT 1)[OFFSET(0)].p AS last FROM orders
--> last = +price, +day

-- a field of ANY_VALUE of a row
SELECT ANY_VALUE(p).amount AS a FROM payments p
--> a = +amount

-- STRING_AGG with order
SELECT STRING_AGG(status, ',' ORDER BY price) AS s FROM orders
--> s = +status, +price

-- ANY_VALUE HAVING MAX
SELECT ANY_VALUE(status HAVING MAX price) AS s FROM orders
--> s = +status, +price

-- DISTINCT
SELECT DISTINCT status, day FROM orders
--> status = status
--> day = day
--: group status, day

-- ROLLUP
SELECT status, day, SUM(price) AS s FROM orders GROUP BY ROLLUP (status, day)
--> status = status
--> day = day
--> s = +price
--: group status, day

-- aggregate over a subquery's aggregate
SELECT MAX(s) AS m FROM (SELECT SUM(price) AS s FROM orders GROUP BY status)
--> m = +price
--: group status

-- a copy of an aggregate stays aggregated
SELECT s, s + 1 AS t FROM (SELECT SUM(price) AS s FROM orders)
--> s = +price
--> t = +price

-- windows
SELECT SUM(price) OVER (PARTITION BY customer_id ORDER BY day) AS running FROM orders
--> running = +price, +customer_id, +day

-- ROW_NUMBER
SELECT ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY day) AS n FROM orders
--> n = ~customer_id, ~day

-- LAG of a field
SELECT LAG(address).city AS c FROM (SELECT LAG(address) OVER (ORDER BY id) AS address FROM orders)
--! refused

-- LAG
SELECT LAG(price, 1, 0) OVER (ORDER BY day) AS p FROM orders
--> p = ~price, ~day

-- a field of a row that a window gives
SELECT s.city AS c FROM (SELECT FIRST_VALUE(address) OVER (PARTITION BY customer_id ORDER BY day) AS s FROM orders)
--> c = ~address.city, ~customer_id, ~day

-- named window
SELECT SUM(price) OVER w AS s, RANK() OVER (w ORDER BY qty) AS r FROM orders WINDOW w AS (PARTITION BY status)
--> s = +price, +status
--> r = ~status, ~qty

-- a named window that builds on another
SELECT SUM(price) OVER b AS s FROM orders WINDOW a AS (PARTITION BY status), b AS (a ORDER BY day)
--> s = +price, +status, +day

-- a window over an aggregate
SELECT day, SUM(SUM(price)) OVER (ORDER BY day) AS s FROM orders GROUP BY day
--> day = day
--> s = +price, +day
--: group day

-- QUALIFY
SELECT id, status FROM orders WHERE TRUE QUALIFY ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY day DESC) = 1
--> id = id
--> status = status
--: where customer_id, day

-- QUALIFY by an alias
SELECT id, RANK() OVER (ORDER BY price) AS r FROM orders WHERE TRUE QUALIFY r < 3
--> id = id
--> r = ~price
--: where price

-- APPROX_COUNT_DISTINCT
SELECT APPROX_COUNT_DISTINCT(status) AS n FROM orders
--> n = +status
