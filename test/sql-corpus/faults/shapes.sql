-- union of different lengths
SELECT order_id, status FROM shop.orders UNION ALL SELECT ⟦return_id FROM shop.returns⟧;
-- union of different lengths by star
SELECT * FROM shop.orders UNION ALL SELECT ⟦* FROM shop.returns⟧;
-- union of text and number
SELECT order_id FROM shop.orders UNION ALL SELECT ⟦status⟧ FROM shop.orders;
-- union of date and number
SELECT order_date FROM shop.orders UNION ALL SELECT ⟦order_id⟧ FROM shop.orders;
-- union of date and timestamp
SELECT order_date AS d FROM shop.orders UNION ALL SELECT ⟦ordered_at⟧ FROM shop.orders;
-- union of array and text
SELECT tags FROM shop.customers UNION ALL SELECT ⟦country⟧ FROM shop.customers;
-- except of different types
SELECT status FROM shop.orders EXCEPT DISTINCT SELECT ⟦order_id⟧ FROM shop.orders;
-- intersect of different lengths
SELECT order_id FROM shop.orders INTERSECT DISTINCT SELECT ⟦order_id, product_id FROM shop.returns⟧;
-- union distinct of JSON
SELECT ⟦preferences⟧ FROM shop.customers UNION DISTINCT SELECT preferences FROM shop.customers;
-- a scalar subquery of two columns
SELECT (SELECT ⟦order_id, status⟧ FROM shop.orders LIMIT 1) AS x;
-- a scalar subquery of all columns
SELECT (SELECT ⟦*⟧ FROM shop.orders LIMIT 1) AS x;
-- in with two columns
SELECT 1 AS x FROM shop.orders WHERE order_id IN (SELECT ⟦order_id, product_id⟧ FROM shop.returns);
-- an array of two columns
SELECT ARRAY(SELECT ⟦order_id, status⟧ FROM shop.orders) AS x;
-- as value of two columns
SELECT AS VALUE ⟦order_id, status⟧ FROM shop.orders;
-- an array of arrays
SELECT [⟦tags⟧, tags] AS x FROM shop.customers;
-- array_agg of arrays
SELECT ARRAY_AGG(⟦tags⟧) AS x FROM shop.customers;
-- an array subquery of arrays
SELECT ARRAY(SELECT ⟦tags⟧ FROM shop.customers) AS x;
-- a star without from
SELECT ⟦*⟧;
-- a recursive table without a base
WITH RECURSIVE ⟦t⟧ AS (SELECT a + 1 AS a FROM t) SELECT * FROM t;
-- recursive branches of different lengths
WITH RECURSIVE t AS (SELECT 1 AS a UNION ALL SELECT ⟦a, a FROM t⟧) SELECT * FROM t;
-- recursive branches of different types
WITH RECURSIVE t AS (SELECT 1 AS a UNION ALL SELECT ⟦'x'⟧ FROM t) SELECT * FROM t;
-- pivot without aggregate
SELECT * FROM (SELECT customer_id, channel, amount FROM shop.orders) PIVOT (⟦amount⟧ FOR channel IN ('web'));
-- pivot values of another type
SELECT * FROM (SELECT customer_id, channel, amount FROM shop.orders) PIVOT (SUM(amount) FOR channel IN (⟦1⟧));
-- pivot values that are columns
SELECT * FROM (SELECT customer_id, channel, amount FROM shop.orders) PIVOT (SUM(amount) FOR channel IN (⟦customer_id⟧));
-- unpivot of different types
SELECT * FROM (SELECT order_id, amount, status FROM shop.orders) UNPIVOT (v FOR k IN (amount, ⟦status⟧));
-- a dot star of a number
SELECT ⟦amount⟧.* FROM shop.orders;
-- a dot star of an array
SELECT ⟦lines⟧.* FROM shop.orders;
-- except of everything
SELECT ⟦* EXCEPT (currency, rate_date, rate)⟧ FROM shop.exchange_rates;
-- except of a column twice
SELECT * EXCEPT (note, ⟦note⟧) FROM shop.orders;
-- replace of a column twice
SELECT * REPLACE (1 AS note, 2 AS ⟦note⟧) FROM shop.orders;
-- a struct with fewer values than fields
SELECT ⟦STRUCT<a INT64, b STRING>(1)⟧ AS s;
-- a struct with a value of the wrong type
SELECT STRUCT<a INT64, b STRING>(1, ⟦2⟧) AS s;
-- an element of the wrong type
SELECT ARRAY<INT64>[1, ⟦'a'⟧] AS s;
-- exists of an unknown column
SELECT 1 AS x FROM shop.orders WHERE EXISTS (SELECT ⟦nothing⟧ FROM shop.returns);
-- compared tuples of different lengths
SELECT 1 AS x FROM shop.orders WHERE ⟦(order_id, status) IN (SELECT AS STRUCT order_id, product_id, reason FROM shop.returns)⟧;
-- union corresponding without common columns
SELECT order_id FROM shop.orders UNION ALL CORRESPONDING SELECT ⟦return_id FROM shop.returns⟧;
