-- in where
SELECT order_id FROM shop.orders WHERE ⟦ROW_NUMBER() OVER (ORDER BY order_id)⟧ = 1;
-- in group by
SELECT COUNT(*) AS n FROM shop.orders GROUP BY ⟦ROW_NUMBER() OVER (ORDER BY order_id)⟧;
-- in having
SELECT status FROM shop.orders GROUP BY status HAVING ⟦RANK() OVER (ORDER BY status)⟧ = 1;
-- in on
SELECT 1 AS x FROM shop.orders AS o JOIN shop.customers AS c ON o.order_id = ⟦ROW_NUMBER() OVER ()⟧;
-- in a window
SELECT SUM(⟦ROW_NUMBER() OVER ()⟧) OVER () AS s FROM shop.orders;
-- in an aggregate
SELECT SUM(⟦RANK() OVER (ORDER BY order_id)⟧) AS s FROM shop.orders;
-- without over
SELECT ⟦ROW_NUMBER⟧() AS n FROM shop.orders;
-- rank without over
SELECT ⟦RANK⟧() AS n FROM shop.orders;
-- lag without over
SELECT ⟦LAG⟧(amount) AS n FROM shop.orders;
-- rank without order
SELECT ⟦RANK() OVER (PARTITION BY status)⟧ AS n FROM shop.orders;
-- lag without order
SELECT ⟦LAG(amount) OVER (PARTITION BY status)⟧ AS n FROM shop.orders;
-- ntile without order
SELECT ⟦NTILE(4) OVER ()⟧ AS n FROM shop.orders;
-- a frame on row_number
SELECT ROW_NUMBER() OVER ⟦(ORDER BY order_id ROWS UNBOUNDED PRECEDING)⟧ AS n FROM shop.orders;
-- a frame on lag
SELECT LAG(amount) OVER (ORDER BY order_id ⟦ROWS BETWEEN 1 PRECEDING AND CURRENT ROW⟧) AS n FROM shop.orders;
-- over on a function that has none
SELECT ⟦UPPER⟧(status) OVER () AS n FROM shop.orders;
-- a window that nobody defined
SELECT SUM(amount) OVER ⟦w⟧ AS n FROM shop.orders;
-- a window that nobody defined as a base
SELECT SUM(amount) OVER (⟦w⟧ ROWS 1 PRECEDING) AS n FROM shop.orders;
-- a base defined later
SELECT SUM(amount) OVER b AS n FROM shop.orders WINDOW b AS (⟦a⟧ ROWS 1 PRECEDING), a AS (ORDER BY order_id);
-- a second partition behind a base
SELECT SUM(amount) OVER (w PARTITION BY ⟦status⟧) AS n FROM shop.orders WINDOW w AS (PARTITION BY channel);
-- a second order behind a base
SELECT SUM(amount) OVER (w ORDER BY ⟦status⟧) AS n FROM shop.orders WINDOW w AS (ORDER BY channel);
-- distinct with order
SELECT COUNT(DISTINCT status) OVER (ORDER BY ⟦order_id⟧) AS n FROM shop.orders;
-- range over text
SELECT SUM(amount) OVER (ORDER BY ⟦status⟧ RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) AS n FROM shop.orders;
-- range over two keys
SELECT SUM(amount) OVER (ORDER BY ⟦order_id, customer_id RANGE BETWEEN 1 PRECEDING AND CURRENT ROW⟧) AS n FROM shop.orders;
-- range with a distance but without order
SELECT SUM(amount) OVER (⟦RANGE BETWEEN 1 PRECEDING AND CURRENT ROW⟧) AS n FROM shop.orders;
-- partitioned by JSON
SELECT COUNT(*) OVER (PARTITION BY ⟦preferences⟧) AS n FROM shop.customers;
-- partitioned by a float
SELECT COUNT(*) OVER (PARTITION BY ⟦place⟧) AS n FROM lake.sensors;
-- ordered by JSON
SELECT COUNT(*) OVER (ORDER BY ⟦preferences⟧) AS n FROM shop.customers;
-- qualify without a window
SELECT order_id FROM shop.orders WHERE TRUE ⟦QUALIFY amount > 1⟧;
-- a frame that ends before it starts
SELECT SUM(amount) OVER (ORDER BY order_id ROWS BETWEEN ⟦CURRENT ROW AND 1 PRECEDING⟧) AS n FROM shop.orders;
-- a frame whose size is text
SELECT SUM(amount) OVER (ORDER BY order_id ROWS ⟦'a'⟧ PRECEDING) AS n FROM shop.orders;
-- star replace with a window
SELECT * REPLACE (⟦SUM(revenue) OVER (PARTITION BY store_id)⟧ AS revenue) FROM shop.daily_sales;
-- order by inside an aggregate with over
SELECT STRING_AGG(status ORDER BY ⟦order_id⟧) OVER () AS n FROM shop.orders;
