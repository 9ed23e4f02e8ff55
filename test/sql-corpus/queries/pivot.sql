-- one aggregate
SELECT * FROM (SELECT customer_id, channel, amount FROM shop.orders) PIVOT (SUM(amount) FOR channel IN ('web', 'store'));

-- aliases of the values
SELECT customer_id, web_sales, store_sales FROM (SELECT customer_id, channel, amount FROM shop.orders) PIVOT (SUM(amount) FOR channel IN ('web' AS web_sales, 'store' store_sales));

-- two aggregates
SELECT * FROM (SELECT channel, status, amount FROM shop.orders) PIVOT (SUM(amount) AS total, COUNT(*) AS n FOR status IN ('open', 'paid' AS paid));

-- over a table expression
WITH monthly AS (SELECT store_id, EXTRACT(MONTH FROM day) AS month, revenue FROM shop.daily_sales) SELECT * FROM monthly PIVOT (SUM(revenue) AS revenue FOR month IN (1, 2, 3 AS mar));

-- with an alias behind
SELECT p.store_id, p.y2023, p.y2024 FROM (SELECT store_id, EXTRACT(YEAR FROM day) AS y, units FROM shop.daily_sales) PIVOT (SUM(units) FOR y IN (2023 AS y2023, 2024 AS y2024)) AS p;

-- joined
SELECT s.name, p.a FROM (SELECT store_id, IF(units > 0, 'a', 'b') AS k, units FROM shop.daily_sales) PIVOT (MAX(units) FOR k IN ('a' AS a)) AS p JOIN shop.stores AS s ON s.store_id = p.store_id;

-- by an expression
SELECT * FROM (SELECT order_date, status, amount FROM shop.orders) PIVOT (AVG(amount) FOR UPPER(status) IN ('OPEN', 'PAID'));

-- by numbers, dates and NULL
SELECT * FROM (SELECT store_id, day, units FROM shop.daily_sales) PIVOT (ANY_VALUE(units) FOR day IN (DATE '2024-01-01', DATE '2024-01-02' AS second, NULL AS none));

-- numbers
SELECT * FROM (SELECT store_id, product_id, stock FROM shop.inventory) PIVOT (SUM(stock) AS stock FOR store_id IN (1, 2, -3));

-- unpivot
SELECT * FROM (SELECT order_id, amount, CAST(discount AS NUMERIC) AS discount FROM shop.orders) UNPIVOT (value FOR what IN (amount, discount));

-- unpivot with labels
SELECT product_id, what, value FROM (SELECT product_id, sku, title, category FROM shop.products) UNPIVOT (value FOR what IN (sku AS 'SKU', title AS 'Title', category));

-- unpivot with NULL
SELECT * FROM (SELECT store_id, revenue AS a, revenue * 2 AS b FROM shop.daily_sales) UNPIVOT INCLUDE NULLS (v FOR k IN (a, b));

-- unpivot of groups
SELECT * FROM (SELECT order_id, 1 AS q1, 2 AS r1, 3 AS q2, 4 AS r2 FROM shop.orders) UNPIVOT ((q, r) FOR half IN ((q1, r1) AS 'first', (q2, r2) AS 'second'));

-- unpivot with number labels and an alias
SELECT u.k + 1 AS k, u.v FROM (SELECT 1 AS id, 10 AS a, 20 AS b) UNPIVOT EXCLUDE NULLS (v FOR k IN (a AS 1, b AS 2)) AS u;

-- unpivot back to pivot
SELECT * FROM (SELECT k, v FROM (SELECT 'x' AS x, 'y' AS y) UNPIVOT (v FOR k IN (x, y))) PIVOT (MAX(v) FOR k IN ('x' AS c1, 'y' AS c2));
