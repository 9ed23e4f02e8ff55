-- a column's elements
SELECT customer_id, tag FROM shop.customers, UNNEST(tags) AS tag;

-- elements of structs by alias
SELECT o.order_id, line.product_id, line.quantity FROM shop.orders AS o, UNNEST(o.lines) AS line;

-- elements of structs without alias
SELECT order_id, product_id, quantity FROM shop.orders, UNNEST(lines);

-- a path as a table
SELECT o.order_id, l.product_id FROM shop.orders AS o, o.lines AS l;

-- two levels
SELECT o.order_id, l.product_id, opt.name, opt.value FROM shop.orders AS o, o.lines AS l, l.options AS opt;

-- two levels by unnest
SELECT order_id, product_id, name, value FROM shop.orders CROSS JOIN UNNEST(lines) AS line CROSS JOIN UNNEST(line.options);

-- with offset
SELECT customer_id, tag, position FROM shop.customers, UNNEST(tags) AS tag WITH OFFSET AS position;

-- with offset of its own name
SELECT tag, offset FROM shop.customers, UNNEST(tags) AS tag WITH OFFSET WHERE offset = 0;

-- left join keeps rows
SELECT c.customer_id, tag FROM shop.customers AS c LEFT JOIN UNNEST(c.tags) AS tag;

-- left join of a path
SELECT c.customer_id, t FROM shop.customers AS c LEFT JOIN c.tags AS t;

-- cross of two arrays
SELECT a, b FROM UNNEST([1, 2]) AS a, UNNEST(['x', 'y']) AS b;

-- an array that depends on the one before
SELECT n, m FROM UNNEST([1, 2, 3]) AS n, UNNEST(GENERATE_ARRAY(1, n)) AS m;

-- structs written out
SELECT name, price * 2 AS doubled FROM UNNEST([STRUCT('a' AS name, 1.5 AS price), STRUCT('b' AS name, 2 AS price)]);

-- typed structs
SELECT day, n FROM UNNEST(ARRAY<STRUCT<day DATE, n INT64>>[('2024-01-01', 1), ('2024-01-02', 2)]);

-- the whole element
SELECT l FROM shop.orders, UNNEST(lines) AS l;

-- the element's fields and the row's
SELECT o.*, l.* EXCEPT (options) FROM shop.orders AS o, UNNEST(lines) AS l WHERE l.quantity > 0;

-- aggregated again
SELECT product_id, SUM(quantity) AS n, SUM(quantity * unit_price) AS revenue, COUNT(DISTINCT order_id) AS orders FROM shop.orders, UNNEST(lines) GROUP BY product_id;

-- a condition on elements in a join
SELECT p.title, l.quantity FROM shop.orders AS o, UNNEST(o.lines) AS l JOIN shop.products AS p ON p.product_id = l.product_id AND l.quantity > 1;

-- from a call
SELECT part FROM shop.products, UNNEST(REGEXP_EXTRACT_ALL(title, r'\w+')) AS part;

-- from a subquery's array
SELECT item FROM UNNEST((SELECT ARRAY_AGG(title) FROM shop.products)) AS item;

-- from a parameterless array function
SELECT day FROM UNNEST(GENERATE_DATE_ARRAY('2024-01-01', CURRENT_DATE(), INTERVAL 1 WEEK)) day WHERE EXTRACT(MONTH FROM day) = 1;

-- an outer column and an element of the same name
SELECT o.note, opt.name, o.lines[OFFSET(0)].product_id FROM shop.orders AS o LEFT JOIN UNNEST(o.lines[SAFE_OFFSET(0)].options) AS opt ON opt.name = o.note;

-- a path in an exists
SELECT order_id FROM shop.orders AS o WHERE EXISTS (SELECT 1 FROM o.lines AS l WHERE l.quantity > 5);

-- a path in a scalar subquery
SELECT order_id, (SELECT MAX(l.unit_price) FROM o.lines AS l) AS dearest, (SELECT SUM(quantity) FROM o.lines) AS n FROM shop.orders AS o;
