-- a column
SELECT price FROM orders
--> price = price

-- a renamed column
SELECT price AS p FROM orders
--> p = price

-- a computed column
SELECT price * qty AS total FROM orders
--> total = ~price, ~qty

-- a literal has no source
SELECT 1 AS one, 'x' AS x, status FROM orders
--> one =
--> x =
--> status = status

-- an anonymous column
SELECT price + 1 FROM orders
--> ? = ~price

-- star
SELECT * FROM payments
--> order_id = order_id
--> amount = amount
--> method = method

-- star EXCEPT
SELECT * EXCEPT (method) FROM payments
--> order_id = order_id
--> amount = amount

-- star REPLACE
SELECT * REPLACE (amount * 2 AS amount) FROM payments
--> order_id = order_id
--> amount = ~amount
--> method = method

-- star of one of two tables
SELECT p.* FROM orders o CROSS JOIN payments p
--> order_id = order_id
--> amount = amount
--> method = method

-- a struct field
SELECT address.city FROM orders
--> city = address.city

-- a field of a field
SELECT address.geo.lat AS lat FROM orders o
--> lat = address.geo.lat

-- a field through the table's alias
SELECT o.address.geo.lon FROM orders o
--> lon = address.geo.lon

-- struct star
SELECT address.* FROM orders
--> city = address.city
--> geo = address.geo

-- struct star below a struct
SELECT o.address.geo.* FROM orders AS o
--> lat = address.geo.lat
--> lon = address.geo.lon

-- struct star EXCEPT
SELECT address.* EXCEPT (geo) FROM orders
--> city = address.city

-- cast
SELECT CAST(price AS STRING) AS s, SAFE_CAST(status AS INT64) AS n FROM orders
--> s = ~price
--> n = ~status

-- CASE takes conditions and results
SELECT CASE WHEN status = 'paid' THEN price ELSE qty END AS v FROM orders
--> v = ~status, ~price, ~qty

-- CASE with a value
SELECT CASE status WHEN 'paid' THEN price END AS v FROM orders
--> v = ~status, ~price

-- IF, COALESCE, NULLIF
SELECT IF(qty > 0, price, 0) AS a, COALESCE(status, tags[SAFE_OFFSET(0)]) AS b, NULLIF(price, qty) AS c FROM orders
--> a = ~qty, ~price
--> b = ~status, ~tags
--> c = ~price, ~qty

-- BETWEEN, IN, LIKE, IS
SELECT price BETWEEN qty AND 10 AS a, status IN ('x', tags[OFFSET(0)]) AS b, status LIKE 'a%' AS c, day IS NULL AS d FROM orders
--> a = ~price, ~qty
--> b = ~status, ~tags
--> c = ~status
--> d = ~day

-- an array element
SELECT items[OFFSET(0)].sku AS sku FROM orders
--> sku = ~items.sku

-- an array element by a column
SELECT items[SAFE_ORDINAL(qty)].price AS p FROM orders
--> p = ~items.price, ~qty

-- a struct that is built
SELECT STRUCT(price AS p, qty) AS s FROM orders
--> s = price, qty

-- a field of a struct that is built takes that field alone
SELECT s.p, s.qty FROM (SELECT STRUCT(price AS p, qty) AS s FROM orders)
--> p = price
--> qty = qty

-- a typed struct
SELECT s.b FROM (SELECT STRUCT<a INT64, b INT64>(price, qty) AS s FROM orders)
--> b = qty

-- a struct inside a struct
SELECT s.inner_one.x AS x FROM (SELECT STRUCT(STRUCT(price AS x, qty AS y) AS inner_one, day AS d) AS s FROM orders)
--> x = price

-- an array that is built
SELECT [price, qty] AS a FROM orders
--> a = price, qty

-- a whole row
SELECT TO_JSON_STRING(p) AS j FROM payments p
--> j = ~order_id, ~amount, ~method

-- a whole row as a struct
SELECT p FROM payments AS p
--> p = order_id, amount, method

-- a field of a whole row through a subquery
SELECT q.p.amount AS a FROM (SELECT p FROM payments AS p) AS q
--> a = amount

-- functions without arguments
SELECT CURRENT_DATE() AS d, RAND() AS r, id FROM orders
--> d =
--> r =
--> id = id

-- a date part is no column
SELECT DATE_TRUNC(day, MONTH) AS m, EXTRACT(YEAR FROM day) AS y FROM orders
--> m = ~day
--> y = ~day

-- concatenation and unary operators
SELECT status || '-' || CAST(-price AS STRING) AS s, NOT (qty > 1) AS n FROM orders
--> s = ~status, ~price
--> n = ~qty

-- a long chain of operators
SELECT price + qty + id + price + customer_id AS s FROM orders
--> s = ~price, ~qty, ~id, ~customer_id

-- JSON of a field
SELECT TO_JSON_STRING(address.geo) AS j FROM orders
--> j = ~address.geo

-- the same column copied and computed
SELECT GREATEST(price, qty) AS g, price FROM orders
--> g = ~price, ~qty
--> price = price
