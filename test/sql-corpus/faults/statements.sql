-- insert into a column that is not there
INSERT INTO shop.stores (store_id, ⟦title⟧) VALUES (1, 'a');
-- insert of too few values
INSERT INTO shop.stores (store_id, name) VALUES (⟦1⟧);
-- insert of too many values
INSERT INTO shop.exchange_rates (currency) VALUES (⟦'EUR', 1⟧);
-- insert of a query with too few columns
INSERT INTO shop.exchange_rates (currency, rate_date, rate) SELECT ⟦currency, rate_date⟧ FROM shop.exchange_rates;
-- insert of a query with too many columns
INSERT INTO shop.exchange_rates (currency) SELECT ⟦currency, rate⟧ FROM shop.exchange_rates;
-- insert of the wrong type
INSERT INTO shop.stores (store_id, name) VALUES (⟦'one'⟧, 'a');
-- insert of a number into text
INSERT INTO shop.stores (store_id, name) VALUES (1, ⟦2⟧);
-- insert of a query of the wrong type
INSERT INTO shop.stores (store_id, name) SELECT order_id, ⟦order_date⟧ FROM shop.orders;
-- insert of a column twice
INSERT INTO shop.stores (store_id, ⟦store_id⟧) VALUES (1, 2);
-- update of a column that is not there
UPDATE shop.orders SET ⟦state⟧ = 'a' WHERE TRUE;
-- update with the wrong type
UPDATE shop.orders SET amount = ⟦'a lot'⟧ WHERE TRUE;
-- update with a column of the wrong type
UPDATE shop.orders SET order_id = ⟦status⟧ WHERE TRUE;
-- update of a column twice
UPDATE shop.orders SET status = 'a', ⟦status⟧ = 'b' WHERE TRUE;
-- update with an unknown column in where
UPDATE shop.orders SET status = 'a' WHERE ⟦id⟧ = 1;
-- update with an unknown column as value
UPDATE shop.orders SET status = ⟦state⟧ WHERE TRUE;
-- update of a field that is not there
UPDATE shop.orders SET shipping.⟦price⟧ = 1 WHERE TRUE;
-- update with a condition that is a number
UPDATE shop.orders SET status = 'a' WHERE ⟦order_id⟧;
-- update of another table's column
UPDATE shop.orders AS o SET status = s.status FROM shop.staged_orders AS s WHERE s.⟦id⟧ = o.order_id;
-- delete with an unknown column
DELETE FROM shop.orders WHERE ⟦id⟧ = 1;
-- delete with a condition of the wrong types
DELETE FROM shop.orders WHERE ⟦order_date < 5⟧;
-- delete with a condition that is text
DELETE FROM shop.orders WHERE ⟦status⟧;
-- merge on an unknown column
MERGE shop.orders AS t USING shop.staged_orders AS s ON t.order_id = s.⟦id⟧ WHEN MATCHED THEN DELETE;
-- merge that sets an unknown column
MERGE shop.orders AS t USING shop.staged_orders AS s ON t.order_id = s.order_id WHEN MATCHED THEN UPDATE SET ⟦state⟧ = s.status;
-- merge that sets to an unknown column
MERGE shop.orders AS t USING shop.staged_orders AS s ON t.order_id = s.order_id WHEN MATCHED THEN UPDATE SET status = s.⟦state⟧;
-- merge that sets a wrong type
MERGE shop.orders AS t USING shop.staged_orders AS s ON t.order_id = s.order_id WHEN MATCHED THEN UPDATE SET status = ⟦s.order_id⟧;
-- merge that inserts into an unknown column
MERGE shop.orders AS t USING shop.staged_orders AS s ON t.order_id = s.order_id WHEN NOT MATCHED THEN INSERT (order_id, ⟦state⟧) VALUES (s.order_id, s.status);
-- merge that inserts too few values
MERGE shop.orders AS t USING shop.staged_orders AS s ON t.order_id = s.order_id WHEN NOT MATCHED THEN INSERT (order_id, status) VALUES (⟦s.order_id⟧);
-- merge that inserts the target's column
MERGE shop.orders AS t USING shop.staged_orders AS s ON t.order_id = s.order_id WHEN NOT MATCHED THEN INSERT (order_id) VALUES (⟦t⟧.order_id);
-- merge that inserts a row of another length
MERGE shop.orders AS t USING shop.staged_orders AS s ON t.order_id = s.order_id WHEN NOT MATCHED THEN ⟦INSERT ROW⟧;
-- merge with an unknown column in a condition
MERGE shop.orders AS t USING shop.staged_orders AS s ON t.order_id = s.order_id WHEN MATCHED AND s.⟦removed⟧ THEN DELETE;
-- merge that reads the source where there is none
MERGE shop.orders AS t USING shop.staged_orders AS s ON t.order_id = s.order_id WHEN NOT MATCHED BY SOURCE AND ⟦s⟧.deleted THEN DELETE;
-- merge with a condition that is a number
MERGE shop.orders AS t USING shop.staged_orders AS s ON ⟦s.order_id⟧ WHEN MATCHED THEN DELETE;
-- merge with an ambiguous column
MERGE shop.orders AS t USING shop.staged_orders AS s ON ⟦order_id⟧ = 1 WHEN MATCHED THEN DELETE;
-- a table with a column twice
CREATE TABLE shop.x (a INT64, ⟦a⟧ STRING);
-- a table with a query's column twice
CREATE TABLE shop.x AS SELECT order_id AS a, ⟦status AS a⟧ FROM shop.orders;
-- a table with an anonymous column
CREATE TABLE shop.x AS SELECT ⟦order_id + 1⟧ FROM shop.orders;
-- a view with a column twice
CREATE VIEW shop.x AS SELECT o.order_id, ⟦s.order_id⟧ FROM shop.orders AS o JOIN shop.staged_orders AS s ON TRUE;
-- a table partitioned by an unknown column
CREATE TABLE shop.x PARTITION BY ⟦day⟧ AS SELECT order_id, order_date FROM shop.orders;
-- a table clustered by an unknown column
CREATE TABLE shop.x CLUSTER BY ⟦client⟧ AS SELECT order_id, order_date FROM shop.orders;
-- a table of an unknown type
CREATE TABLE shop.x (a ⟦INTEGR⟧);
-- columns and query of different lengths
CREATE TABLE shop.x (⟦a INT64, b STRING⟧) AS SELECT order_id FROM shop.orders;
-- columns and query of different types
CREATE TABLE shop.x (a INT64) AS SELECT ⟦status⟧ FROM shop.orders;
-- a view with more names than columns
CREATE VIEW shop.x (⟦a, b⟧) AS SELECT order_id FROM shop.orders;
-- a function's body of another type
CREATE FUNCTION shop.f(x STRING) RETURNS INT64 AS ⟦(x)⟧;
-- a function's body with an unknown name
CREATE FUNCTION shop.f(x STRING) AS (UPPER(⟦y⟧));
-- a function's parameter twice
CREATE FUNCTION shop.f(x STRING, ⟦x⟧ INT64) AS (1);
-- an assertion that is no condition
ASSERT ⟦(SELECT COUNT(*) FROM shop.orders)⟧;
-- a default of another type
CREATE TABLE shop.x (a INT64 DEFAULT ⟦'x'⟧);
-- an export of an unknown column
EXPORT DATA OPTIONS (uri = 'gs://b/f_*.csv', format = 'CSV') AS SELECT ⟦totals⟧ FROM shop.orders;
