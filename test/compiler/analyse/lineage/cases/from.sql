-- a filter
SELECT id FROM orders WHERE status = 'paid' AND price > 1
--> id = id
--: where status, price

-- a join
SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id
--> id = orders.id
--> name = customers.name
--: join customers.id, orders.customer_id

-- a left join with a condition on one side
SELECT c.name, o.price FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND o.status = 'x'
--> name = customers.name
--> price = orders.price
--: join customers.id, orders.customer_id, orders.status

-- USING
SELECT id, name FROM orders JOIN customers USING (id)
--> id = orders.id
--> name = customers.name
--: join orders.id, customers.id

-- FULL JOIN USING gives the key of either side
SELECT id FROM orders FULL JOIN customers USING (id)
--> id = orders.id, customers.id
--: join orders.id, customers.id

-- star over USING
SELECT * FROM (SELECT id, price FROM orders) JOIN (SELECT id, name FROM customers) USING (id)
--> id = orders.id
--> price = orders.price
--> name = customers.name
--: join orders.id, customers.id

-- a self join
SELECT a.name, b.name AS parent FROM customers a LEFT JOIN customers b ON a.parent_id = b.id
--> name = name
--> parent = name
--: join parent_id, id

-- cross join
SELECT o.id, p.amount FROM orders o, payments p WHERE p.order_id = o.id
--> id = orders.id
--> amount = payments.amount
--: where orders.id, payments.order_id

-- a derived table
SELECT total FROM (SELECT price * qty AS total, status FROM orders) WHERE status = 'x'
--> total = ~price, ~qty
--: where status

-- a CTE chain
WITH a AS (SELECT id, price FROM orders WHERE qty > 0), b AS (SELECT id, price + 1 AS p FROM a) SELECT p FROM b
--> p = ~price
--: where qty

-- a CTE that nobody reads decides nothing
WITH a AS (SELECT id FROM orders WHERE qty > 0) SELECT name FROM customers
--> name = name

-- a CTE hides a table
WITH customers AS (SELECT id, status AS name FROM orders) SELECT name FROM customers
--> name = status

-- a CTE used twice
WITH a AS (SELECT id, price FROM orders) SELECT x.price AS p, y.price AS q FROM a x JOIN a y ON x.id = y.id
--> p = price
--> q = price
--: join id

-- a nested CTE
SELECT v FROM (WITH z AS (SELECT price AS v FROM orders) SELECT v FROM z)
--> v = price

-- a recursive CTE
WITH RECURSIVE tree AS (SELECT id, name, parent_id FROM customers WHERE parent_id IS NULL UNION ALL SELECT c.id, c.name, c.parent_id FROM customers c JOIN tree t ON c.parent_id = t.id) SELECT id, name FROM tree
--> id = id
--> name = name
--: where parent_id; join parent_id, id

-- a recursive CTE that counts
WITH RECURSIVE tree AS (SELECT id, 1 AS depth FROM customers WHERE parent_id IS NULL UNION ALL SELECT c.id, t.depth + 1 FROM customers c JOIN tree t ON c.parent_id = t.id) SELECT depth FROM tree
--> depth =
--: where parent_id; join parent_id, id

-- UNION ALL
SELECT id, price AS v FROM orders UNION ALL SELECT order_id, amount FROM payments
--> id = orders.id, payments.order_id
--> v = orders.price, payments.amount

-- UNION DISTINCT
SELECT id FROM orders UNION DISTINCT SELECT order_id FROM payments
--> id = orders.id, payments.order_id
--: group orders.id, payments.order_id

-- EXCEPT DISTINCT
SELECT id FROM orders EXCEPT DISTINCT SELECT order_id FROM payments
--> id = orders.id
--: group orders.id, payments.order_id

-- INTERSECT DISTINCT
SELECT id FROM orders INTERSECT DISTINCT SELECT order_id FROM payments
--> id = orders.id, payments.order_id
--: group orders.id, payments.order_id

-- a union of three with filters
SELECT id FROM orders WHERE qty = 1 UNION ALL SELECT id FROM customers WHERE country = 'x' UNION ALL SELECT order_id FROM payments
--> id = orders.id, customers.id, payments.order_id
--: where orders.qty, customers.country

-- UNNEST with an alias
SELECT o.id, i.sku FROM orders o, UNNEST(o.items) AS i
--> id = id
--> sku = items.sku
--: join items

-- UNNEST without an alias
SELECT id, sku, price FROM (SELECT id, items FROM orders), UNNEST(items)
--> id = id
--> sku = items.sku
--> price = items.price
--: join items

-- an array of the table as a table
SELECT i.qty FROM orders AS t, t.items AS i
--> qty = items.qty
--: join items

-- UNNEST of scalars
SELECT tag FROM orders, UNNEST(tags) AS tag
--> tag = tags
--: join tags

-- LEFT JOIN UNNEST
SELECT id, i.sku FROM orders LEFT JOIN UNNEST(items) AS i
--> id = id
--> sku = items.sku
--: join items

-- WITH OFFSET
SELECT sku, pos FROM orders, UNNEST(items) WITH OFFSET AS pos
--> sku = items.sku
--> pos =
--: join items

-- UNNEST with a filter on the element
SELECT p.value.int_value AS v FROM events, UNNEST(event_params) AS p WHERE p.key = 'page'
--> v = event_params.value.int_value
--: where event_params.key; join event_params

-- UNNEST of an array that is built
SELECT x FROM orders, UNNEST([price, qty]) AS x
--> x = price, qty
--: join price, qty

-- UNNEST of structs that are built
SELECT x.n, x.v FROM orders, UNNEST([STRUCT('price' AS n, price AS v), STRUCT('qty', qty)]) AS x
--> n =
--> v = price, qty
--: join price, qty

-- struct star of an element
SELECT i.* FROM orders, UNNEST(items) AS i
--> sku = items.sku
--> qty = items.qty
--> price = items.price
--: join items

-- ORDER BY with LIMIT decides the rows
SELECT id FROM orders ORDER BY price DESC LIMIT 3
--> id = id
--: where price

-- ORDER BY alone does not
SELECT id FROM orders ORDER BY price
--> id = id

-- a parenthesised join
SELECT o.id, p.amount, c.name FROM orders o JOIN (payments p JOIN customers c ON c.id = p.order_id) ON o.id = p.order_id
--> id = orders.id
--> amount = payments.amount
--> name = customers.name
--: join orders.id, payments.order_id, customers.id

-- PIVOT
SELECT * FROM (SELECT customer_id, status, price FROM orders) PIVOT (SUM(price) FOR status IN ('paid', 'open'))
--> customer_id = customer_id
--> paid = +price, ~status
--> open = +price, ~status
--: group status, customer_id

-- UNPIVOT
SELECT id, kind, n FROM (SELECT id, price, qty FROM orders) UNPIVOT (n FOR kind IN (price, qty))
--> id = id
--> kind =
--> n = price, qty
--: where price, qty

-- pipes: filter, extend, select
FROM orders |> WHERE status = 'x' |> EXTEND price * qty AS total |> SELECT id, total
--> id = id
--> total = ~price, ~qty
--: where status

-- pipes: aggregate
FROM orders |> AGGREGATE SUM(price) AS s GROUP BY status
--> status = status
--> s = +price
--: group status

-- pipes: join and drop
FROM orders |> JOIN customers USING (id) |> SELECT name, price |> DROP price
--> name = customers.name
--: join orders.id, customers.id

-- pipes: set and rename
FROM payments |> SET amount = amount + 1 |> RENAME method AS how
--> order_id = order_id
--> amount = ~amount
--> how = method
