-- misspelt
SELECT 1 AS x FROM ⟦shop.ordes⟧;
-- in a join
SELECT o.order_id FROM shop.orders AS o JOIN ⟦shop.clients⟧ AS c ON TRUE;
-- wrong dataset
SELECT 1 AS x FROM ⟦shops.orders⟧;
-- without dataset
SELECT 1 AS x FROM ⟦orders⟧;
-- in back-quotes
SELECT 1 AS x FROM ⟦`acme.shop.order`⟧;
-- wrong project
SELECT 1 AS x FROM ⟦`acma.shop.orders`⟧;
-- in a subquery
SELECT order_id FROM shop.orders WHERE order_id IN (SELECT order_id FROM ⟦shop.refunds⟧);
-- in a table expression
WITH t AS (SELECT * FROM ⟦shop.invoices⟧) SELECT * FROM t;
-- a table expression misspelt
WITH totals AS (SELECT 1 AS a) SELECT * FROM ⟦total⟧;
-- a table expression used before it is made
WITH a AS (SELECT * FROM ⟦b⟧), b AS (SELECT 1 AS x) SELECT * FROM a;
-- a table expression of itself without recursive
WITH t AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM ⟦t⟧) SELECT * FROM t;
-- a table expression of an inner query
SELECT * FROM (WITH t AS (SELECT 1 AS a) SELECT a FROM t), ⟦t⟧;
-- in the second branch of a union
SELECT order_id FROM shop.orders UNION ALL SELECT order_id FROM ⟦shop.old_orders⟧;
-- in exists
SELECT 1 AS x FROM shop.orders AS o WHERE EXISTS (SELECT 1 FROM ⟦shop.refund⟧ AS r WHERE r.order_id = o.order_id);
-- of insert
INSERT INTO ⟦shop.order⟧ (order_id) VALUES (1);
-- of update
UPDATE ⟦shop.customer⟧ SET email = '' WHERE TRUE;
-- of delete
DELETE FROM ⟦shop.product⟧ WHERE TRUE;
-- of merge
MERGE ⟦shop.target⟧ AS t USING shop.orders AS s ON t.order_id = s.order_id WHEN MATCHED THEN DELETE;
-- merge's source
MERGE shop.orders AS t USING ⟦shop.source⟧ AS s ON TRUE WHEN NOT MATCHED BY SOURCE THEN DELETE;
-- in a view
CREATE VIEW shop.v AS SELECT * FROM ⟦shop.nothing⟧;
-- in a scalar subquery
SELECT (SELECT MAX(x) FROM ⟦shop.limits⟧) AS m FROM shop.orders;
-- a wildcard that matches nothing
SELECT 1 AS x FROM ⟦`acme.analytics_1.event_*`⟧;
-- a column as a table
SELECT 1 AS x FROM shop.orders AS o, ⟦lines⟧ AS l;
-- update from
UPDATE shop.orders AS o SET status = s.status FROM ⟦shop.staging⟧ AS s WHERE s.order_id = o.order_id;
-- in an array subquery
SELECT ARRAY(SELECT name FROM ⟦shop.shops⟧) AS names;
