-- an alias that nobody defined
SELECT ⟦p⟧.order_id FROM shop.orders AS o;
-- a table's name behind an alias
SELECT ⟦orders⟧.order_id FROM shop.orders AS o;
-- an alias of an inner query
SELECT ⟦i⟧.order_id FROM (SELECT i.order_id FROM shop.orders AS i) AS o;
-- an unknown alias in on
SELECT o.order_id FROM shop.orders AS o JOIN shop.customers AS c ON o.customer_id = ⟦k⟧.customer_id;
-- an unknown alias in where
SELECT o.order_id FROM shop.orders AS o WHERE ⟦c⟧.country = 'DE';
-- an unknown alias before a star
SELECT ⟦x⟧.* FROM shop.orders AS o;
-- an unknown alias in group by
SELECT COUNT(*) AS n FROM shop.orders AS o GROUP BY ⟦ord⟧.status;
-- an unknown alias in unnest
SELECT l.product_id FROM shop.orders AS o, UNNEST(⟦ord⟧.lines) AS l;
-- an alias that comes later in the FROM clause
SELECT l.product_id FROM UNNEST(⟦o⟧.lines) AS l, shop.orders AS o;
-- an ambiguous column of two tables
SELECT ⟦customer_id⟧ FROM shop.orders AS o JOIN shop.customers AS c ON o.customer_id = c.customer_id;
-- an ambiguous column in where
SELECT o.order_id FROM shop.orders AS o JOIN shop.staged_orders AS s ON o.order_id = s.order_id WHERE ⟦status⟧ = 'paid';
-- an ambiguous column in a function
SELECT ROUND(⟦amount⟧, 1) AS a FROM shop.orders AS o JOIN shop.payments AS p ON o.order_id = p.order_id;
-- an ambiguous column in order by
SELECT o.order_id FROM shop.orders AS o, shop.payments AS p ORDER BY ⟦amount⟧;
-- an ambiguous column in group by
SELECT COUNT(*) AS n FROM shop.orders AS o CROSS JOIN shop.staged_orders AS s GROUP BY ⟦order_date⟧;
-- an ambiguous column of an array and a table
SELECT ⟦product_id⟧ FROM shop.products, shop.orders AS o, UNNEST(o.lines);
-- an ambiguous column of a subquery that names it twice
SELECT ⟦a⟧ FROM (SELECT order_id AS a, amount AS a FROM shop.orders);
-- an ambiguous column of a table expression that names it twice
WITH t AS (SELECT o.*, c.* FROM shop.orders AS o JOIN shop.customers AS c ON TRUE) SELECT ⟦customer_id⟧ FROM t;
-- using that is ambiguous on the left
SELECT 1 AS x FROM shop.orders AS o JOIN shop.staged_orders AS s ON TRUE JOIN shop.customers AS c USING (⟦customer_id⟧);
-- the same alias twice
SELECT 1 AS x FROM shop.orders AS o, shop.customers AS ⟦o⟧;
-- the same table twice without alias
SELECT 1 AS x FROM shop.orders JOIN ⟦shop.orders⟧ ON TRUE;
-- the same alias in a join
SELECT 1 AS x FROM shop.orders AS a JOIN shop.customers AS ⟦a⟧ ON TRUE;
-- the same table expression twice
WITH t AS (SELECT 1 AS a), ⟦t⟧ AS (SELECT 2 AS b) SELECT * FROM t;
-- the same window twice
SELECT SUM(amount) OVER w AS s FROM shop.orders WINDOW w AS (ORDER BY order_id), ⟦w⟧ AS (ORDER BY amount);
-- an ambiguous column in an aggregate
SELECT SUM(⟦amount⟧) AS s FROM shop.orders AS o LEFT JOIN shop.staged_orders AS s ON o.order_id = s.order_id;
-- an alias of an outer query's sibling
SELECT o.order_id, (SELECT ⟦q⟧.customer_id) AS c FROM shop.orders AS o;
-- an alias of the table in the other branch
SELECT o.order_id FROM shop.orders AS o UNION ALL SELECT ⟦o⟧.order_id FROM shop.returns AS r;
-- an offset's name that is not defined
SELECT t, ⟦pos⟧ FROM shop.customers, UNNEST(tags) AS t WITH OFFSET AS position;
-- an alias of an unnest that is not there
SELECT ⟦line⟧.product_id FROM shop.orders, UNNEST(lines) AS l;
