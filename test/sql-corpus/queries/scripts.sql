-- variables
DECLARE day DATE DEFAULT DATE_SUB(CURRENT_DATE(), INTERVAL 1 DAY);
DECLARE n, m INT64;
SET n = (SELECT COUNT(*) FROM shop.orders WHERE order_date = day);
SET (n, m) = (SELECT AS STRUCT COUNT(*), MAX(order_id) FROM shop.orders);
SELECT n + m AS total, day AS day;

-- a condition
DECLARE total NUMERIC DEFAULT 0;
SET total = (SELECT SUM(amount) FROM shop.orders);
IF total > 100 THEN
  INSERT INTO shop.exchange_rates (currency, rate_date, rate) VALUES ('EUR', CURRENT_DATE(), 1);
ELSEIF total IS NULL THEN
  DELETE FROM shop.exchange_rates WHERE TRUE;
ELSE
  SELECT total;
END IF;

-- loops
DECLARE i INT64 DEFAULT 0;
WHILE i < 3 DO
  SET i = i + 1;
  IF i = 2 THEN CONTINUE; END IF;
END WHILE;
LOOP
  SET i = i - 1;
  IF i < 0 THEN BREAK; END IF;
END LOOP;
REPEAT SET i = i + 1; UNTIL i > 3 END REPEAT;

-- a loop over rows
FOR row IN (SELECT store_id, name FROM shop.stores) DO
  SELECT row.store_id, UPPER(row.name) AS name;
END FOR;

-- temporary tables one after the other
CREATE TEMP TABLE totals AS SELECT customer_id, SUM(amount) AS total FROM shop.orders GROUP BY customer_id;
CREATE TEMP TABLE best AS SELECT * FROM totals WHERE total > 100;
SELECT c.email, b.total FROM best AS b JOIN shop.customers AS c USING (customer_id);

-- a function and its use
CREATE TEMP FUNCTION gross(net NUMERIC) RETURNS NUMERIC AS (net * NUMERIC '1.19');
SELECT order_id, gross(amount) AS amount FROM shop.orders;

-- a function of any type and its use
CREATE TEMP FUNCTION first_of(list ANY TYPE) AS (list[SAFE_OFFSET(0)]);
SELECT first_of(tags) AS tag FROM shop.customers;

-- errors caught
BEGIN
  INSERT INTO shop.stores (store_id, name) VALUES (1, 'a');
EXCEPTION WHEN ERROR THEN
  SELECT @@error.message AS message;
  RAISE USING MESSAGE = 'no store';
END;

-- a transaction
BEGIN TRANSACTION;
DELETE FROM shop.daily_sales WHERE day = CURRENT_DATE();
INSERT INTO shop.daily_sales SELECT order_date, 1, SUM(amount), COUNT(*) FROM shop.orders WHERE order_date = CURRENT_DATE() GROUP BY order_date;
COMMIT TRANSACTION;

-- dynamic SQL
DECLARE n INT64;
EXECUTE IMMEDIATE 'SELECT COUNT(*) FROM shop.orders WHERE status = @state' INTO n USING 'paid' AS state;
SELECT n;

-- case of statements
DECLARE state STRING DEFAULT 'open';
CASE state WHEN 'open' THEN SELECT 1; WHEN 'closed' THEN SELECT 2; ELSE SELECT 3; END CASE;

-- a procedure
CREATE OR REPLACE PROCEDURE shop.refresh(day DATE, OUT n INT64)
BEGIN
  DELETE FROM shop.daily_sales WHERE daily_sales.day = day;
  SET n = (SELECT COUNT(*) FROM shop.orders);
END;

-- a guarded assertion
ASSERT EXISTS (SELECT 1 FROM shop.orders) AS 'orders are empty';
SELECT 'fine' AS state;

-- an incremental load
DECLARE checkpoint DEFAULT (SELECT MAX(loaded_at) FROM shop.staged_orders);
MERGE shop.orders AS t USING (SELECT * FROM shop.staged_orders WHERE loaded_at > checkpoint) AS s ON t.order_id = s.order_id
WHEN MATCHED THEN UPDATE SET status = s.status
WHEN NOT MATCHED THEN INSERT (order_id, status) VALUES (order_id, status);
