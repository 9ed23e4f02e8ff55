-- except
SELECT * EXCEPT (email, first_name, last_name) FROM shop.customers;

-- replace
SELECT * REPLACE (LOWER(email) AS email, loyalty_points / 2 AS loyalty_points) FROM shop.customers;

-- except and replace
SELECT * EXCEPT (tags, address) REPLACE (UPPER(country) AS country) FROM shop.customers;

-- a table's star with except
SELECT o.* EXCEPT (lines, shipping, note), c.email FROM shop.orders AS o JOIN shop.customers AS c ON c.customer_id = o.customer_id;

-- a star with more columns
SELECT *, amount * 1.19 AS gross, EXTRACT(YEAR FROM order_date) AS year FROM shop.orders;

-- a struct star with except
SELECT customer_id, address.* EXCEPT (geo) FROM shop.customers;

-- a struct star with replace
SELECT order_id, shipping.* REPLACE (IFNULL(shipping.cost, 0) AS cost) FROM shop.orders;

-- a star over a table expression
WITH t AS (SELECT order_id, amount AS net FROM shop.orders) SELECT *, net + 1 AS more FROM t;

-- a star over a join with using
SELECT * EXCEPT (note) FROM shop.orders JOIN shop.customers USING (customer_id);

-- a star over unnest
SELECT * FROM UNNEST([STRUCT(1 AS a, 'x' AS b)]);

-- a star over a value
SELECT * FROM UNNEST([1, 2, 3]);

-- a star over a value with offset
SELECT * FROM UNNEST(['a', 'b']) AS letter WITH OFFSET AS i;

-- a star of an array's elements
SELECT l.* FROM shop.orders AS o, UNNEST(o.lines) AS l;

-- a star over a correlated array
SELECT * FROM shop.orders AS o, o.lines;

-- a star without pseudo columns
SELECT * FROM shop.inventory WHERE _PARTITIONDATE = '2024-01-01';

-- pseudo columns by name
SELECT _PARTITIONTIME AS loaded_at, _PARTITIONDATE AS loaded_on, * FROM shop.inventory;

-- a star replaced by a cast
SELECT * REPLACE (CAST(amount AS FLOAT64) AS amount, CAST(order_date AS STRING) AS order_date) FROM shop.staged_orders;

-- replace with a conversion of several columns
SELECT * REPLACE (revenue * units AS revenue, FORMAT_DATE("%F", day) AS day) FROM shop.daily_sales;

-- except in a table expression and again
WITH a AS (SELECT * EXCEPT (note) FROM shop.orders), b AS (SELECT * EXCEPT (discount) FROM a) SELECT * FROM b;

-- count of all
SELECT COUNT(*) AS n, o.status FROM shop.orders AS o GROUP BY o.status;
