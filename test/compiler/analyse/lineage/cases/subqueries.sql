-- a scalar subquery over an array
SELECT (SELECT value.int_value FROM UNNEST(event_params) WHERE key = 'session') AS session FROM events
--> session = event_params.value.int_value | where event_params.key; join event_params

-- two of them
SELECT (SELECT value.string_value FROM UNNEST(event_params) WHERE key = 'a') AS a, user_id FROM events
--> a = event_params.value.string_value | where event_params.key; join event_params
--> user_id = user_id

-- with an alias of the element
SELECT (SELECT p.value.string_value FROM UNNEST(e.event_params) AS p WHERE p.key = 'a' LIMIT 1) AS a FROM events e
--> a = event_params.value.string_value | where event_params.key; join event_params

-- COALESCE of two parameters
SELECT COALESCE((SELECT value.int_value FROM UNNEST(event_params) WHERE key = 'a'), ts) AS v FROM events
--> v = ~event_params.value.int_value, ~ts | where event_params.key; join event_params

-- ARRAY of a subquery
SELECT ARRAY(SELECT sku FROM UNNEST(items) WHERE qty > 1) AS skus FROM (SELECT items FROM orders)
--> skus = items.sku | where items.qty; join items

-- ARRAY of structs, a field of an element
SELECT a[OFFSET(0)].s AS s FROM (SELECT ARRAY(SELECT AS STRUCT sku AS s, price AS p FROM UNNEST(items)) AS a FROM (SELECT items FROM orders))
--> s = ~items.sku | join items

-- a field of a struct subquery
SELECT (SELECT AS STRUCT status AS s, price AS d).d AS d FROM orders
--> d = price

-- a correlated scalar subquery on a table
SELECT c.name, (SELECT MAX(o.price) FROM orders o WHERE o.customer_id = c.id) AS top FROM customers c
--> name = customers.name
--> top = +orders.price | where orders.customer_id, customers.id

-- an uncorrelated scalar subquery
SELECT price / (SELECT SUM(amount) FROM payments) AS share FROM orders
--> share = ~orders.price, +payments.amount

-- EXISTS
SELECT EXISTS (SELECT 1 FROM UNNEST(items) WHERE sku = 'x') AS has_x FROM (SELECT items FROM orders)
--> has_x = ~items, ~items.sku

-- IN a subquery
SELECT status IN (SELECT method FROM payments WHERE amount > 1) AS paid FROM orders
--> paid = ~orders.status, ~payments.method, ~payments.amount

-- a semi join
SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE qty > 2)
--> name = customers.name
--: where customers.id, orders.customer_id, orders.qty

-- an anti join
SELECT name FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)
--> name = customers.name
--: where customers.id, orders.customer_id

-- IN UNNEST
SELECT id FROM orders WHERE 'xt' IN UNNEST(tags)
--> id = id
--: where tags

-- a subquery over a CTE
WITH big AS (SELECT id, price FROM orders WHERE price > 5) SELECT name, (SELECT COUNT(*) FROM big WHERE big.id = customers.id) AS n FROM customers
--> name = customers.name
--> n = | where orders.price, orders.id, customers.id

-- an aggregate inside a subquery over an array
SELECT (SELECT SUM(i.price * i.qty) FROM UNNEST(items) AS i) AS total FROM (SELECT items FROM orders)
--> total = +items.price, +items.qty | join items

-- a subquery inside an aggregate
SELECT SUM((SELECT COUNT(*) FROM UNNEST(items) AS i WHERE i.qty > 1)) AS n FROM (SELECT items FROM orders)
--> n = | where items.qty; join items

-- ARRAY_LENGTH
SELECT ARRAY_LENGTH(items) AS n FROM orders
--> n = ~items

-- ARRAY_TO_STRING of a subquery
SELECT ARRAY_TO_STRING(ARRAY(SELECT sku FROM UNNEST(items) ORDER BY price), ',') AS s FROM (SELECT items FROM orders)
--> s = ~items.sku | join items

-- nested subqueries
SELECT (SELECT (SELECT MAX(x.price) FROM UNNEST(o.items) AS x WHERE CONCAT(x.sku, 't') = t) FROM UNNEST(o.tags) AS t LIMIT 1) AS m FROM orders o
--> m = +items.price | where items.sku, tags; join items, tags

-- a WITH inside a scalar subquery
SELECT status, (WITH x AS (SELECT amount AS a FROM payments WHERE method = 'x') SELECT MAX(a) FROM x) AS m FROM orders
--> status = orders.status
--> m = +payments.amount | where payments.method

-- SELECT AS VALUE
SELECT v.p FROM (SELECT AS VALUE STRUCT(price AS p, qty AS q) FROM orders) AS v
--> p = price

-- an element picked from an ordered array subquery
SELECT ARRAY(SELECT p.value.string_value FROM UNNEST(event_params) AS p ORDER BY p.key)[SAFE_OFFSET(0)] AS v FROM events
--> v = ~event_params.value.string_value | join event_params

-- the condition of IF holds a subquery
SELECT IF((SELECT COUNT(*) FROM UNNEST(tags)) > 1, price, 0) AS p FROM orders
--> p = ~price | join tags
