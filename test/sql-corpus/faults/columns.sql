-- in select
SELECT order_id, ⟦totl⟧ FROM shop.orders;
-- in where
SELECT order_id FROM shop.orders WHERE ⟦state⟧ = 'paid';
-- qualified
SELECT o.order_id, o.⟦emial⟧ FROM shop.orders AS o;
-- in group by
SELECT COUNT(*) AS n FROM shop.orders GROUP BY ⟦chanel⟧;
-- in order by
SELECT order_id FROM shop.orders ORDER BY ⟦price⟧;
-- in having
SELECT status FROM shop.orders GROUP BY status HAVING SUM(⟦amout⟧) > 1;
-- in a function
SELECT UPPER(⟦titel⟧) AS t FROM shop.products;
-- in a join condition
SELECT o.order_id FROM shop.orders AS o JOIN shop.customers AS c ON o.customer_id = c.⟦id⟧;
-- in a window's partition
SELECT ROW_NUMBER() OVER (PARTITION BY ⟦custmer_id⟧ ORDER BY amount) AS n FROM shop.orders;
-- in a window's order
SELECT SUM(amount) OVER (ORDER BY ⟦orderdate⟧) AS n FROM shop.orders;
-- in qualify
SELECT order_id FROM shop.orders WHERE TRUE QUALIFY ROW_NUMBER() OVER (ORDER BY ⟦loaded_at⟧) = 1;
-- of a table expression
WITH t AS (SELECT order_id AS id FROM shop.orders) SELECT ⟦order_id⟧ FROM t;
-- of a table expression, qualified
WITH t AS (SELECT order_id AS id, amount FROM shop.orders) SELECT t.id, t.⟦total⟧ FROM t;
-- of a subquery
SELECT x.⟦amount⟧ FROM (SELECT order_id FROM shop.orders) AS x;
-- left out by except
SELECT ⟦note⟧ FROM (SELECT * EXCEPT (note) FROM shop.orders);
-- in except
SELECT * EXCEPT (⟦notes⟧) FROM shop.orders;
-- in replace
SELECT * REPLACE (1 AS ⟦amonut⟧) FROM shop.orders;
-- in using
SELECT order_id FROM shop.orders JOIN shop.products USING (⟦customer_id⟧);
-- in a correlated subquery
SELECT (SELECT COUNT(*) FROM shop.orders AS o WHERE o.customer_id = c.⟦custid⟧) AS n FROM shop.customers AS c;
-- in an exists
SELECT customer_id FROM shop.customers AS c WHERE EXISTS (SELECT 1 FROM shop.orders AS o WHERE o.⟦client_id⟧ = c.customer_id);
-- in a case
SELECT CASE WHEN ⟦is_vp⟧ THEN 1 ELSE 0 END AS v FROM shop.customers;
-- in an array subquery
SELECT ARRAY(SELECT ⟦tagg⟧ FROM UNNEST(tags) AS tag) AS t FROM shop.customers;
-- an alias of the same select list
SELECT amount * 2 AS doubled, ⟦doubled⟧ + 1 AS more FROM shop.orders;
-- an alias in where
SELECT amount * 2 AS doubled FROM shop.orders WHERE ⟦doubled⟧ > 10;
-- in unnest
SELECT t FROM shop.customers, UNNEST(⟦tagz⟧) AS t;
-- in the second branch of a union
SELECT order_id FROM shop.orders UNION ALL SELECT ⟦order_id⟧ FROM shop.products;
-- in order by behind a union
SELECT order_id AS id FROM shop.orders UNION ALL SELECT return_id FROM shop.returns ORDER BY ⟦order_id⟧;
-- in cast
SELECT CAST(⟦quantity⟧ AS INT64) AS q FROM shop.orders;
-- in pivot
SELECT * FROM (SELECT customer_id, channel, amount FROM shop.orders) PIVOT (SUM(⟦total⟧) FOR channel IN ('web'));
-- as pivot's column
SELECT * FROM (SELECT customer_id, channel, amount FROM shop.orders) PIVOT (SUM(amount) FOR ⟦chanel⟧ IN ('web'));
-- in unpivot
SELECT * FROM (SELECT order_id, amount FROM shop.orders) UNPIVOT (v FOR k IN (amount, ⟦discount⟧));
-- behind a pivot
SELECT ⟦amount⟧ FROM (SELECT customer_id, channel, amount FROM shop.orders) PIVOT (SUM(amount) FOR channel IN ('web'));
-- in a GA4 event
SELECT event_name, ⟦event_time⟧ FROM `acme.analytics_1.events_*`;
-- in extract
SELECT EXTRACT(YEAR FROM ⟦orderdate⟧) AS y FROM shop.orders;
-- an outer name that a derived table cannot see
SELECT x.n FROM shop.orders AS o, (SELECT ⟦order_id⟧ AS n FROM shop.products) AS x;
-- of a lambda's body
SELECT ARRAY_TRANSFORM(tags, t -> UPPER(⟦u⟧)) AS x FROM shop.customers;
