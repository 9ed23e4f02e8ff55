-- a column that is not grouped
SELECT status, ⟦channel⟧, COUNT(*) AS n FROM shop.orders GROUP BY status;
-- beside an aggregate without groups
SELECT ⟦status⟧, COUNT(*) AS n FROM shop.orders;
-- in an expression
SELECT status, UPPER(⟦channel⟧) AS c FROM shop.orders GROUP BY status;
-- qualified
SELECT o.status, ⟦o.channel⟧, SUM(o.amount) AS s FROM shop.orders AS o GROUP BY o.status;
-- in having
SELECT status FROM shop.orders GROUP BY status HAVING ⟦amount⟧ > 1;
-- in order by
SELECT status FROM shop.orders GROUP BY status ORDER BY ⟦amount⟧;
-- the other branch of an expression
SELECT status, amount + SUM(discount) AS x FROM shop.orders GROUP BY status, amount HAVING ⟦currency⟧ = 'EUR';
-- grouped by an expression and selected as it is
SELECT ⟦order_date⟧, COUNT(*) AS n FROM shop.orders GROUP BY DATE_TRUNC(order_date, MONTH);
-- another expression than the grouped one
SELECT DATE_TRUNC(⟦order_date⟧, WEEK) AS w FROM shop.orders GROUP BY DATE_TRUNC(order_date, MONTH);
-- a struct's other field
SELECT address.city, ⟦address.zip⟧ FROM shop.customers GROUP BY address.city;
-- a star
SELECT ⟦*⟧ FROM shop.orders GROUP BY order_id;
-- a table's star
SELECT ⟦o.*⟧ FROM shop.orders AS o GROUP BY o.order_id;
-- a star beside an aggregate
SELECT ⟦*⟧, COUNT(*) AS n FROM shop.orders;
-- an aggregate in where
SELECT status FROM shop.orders WHERE ⟦SUM(amount)⟧ > 1;
-- an aggregate in where with groups
SELECT status FROM shop.orders WHERE ⟦COUNT(*)⟧ > 1 GROUP BY status;
-- an aggregate in on
SELECT 1 AS x FROM shop.orders AS o JOIN shop.customers AS c ON o.order_id = ⟦MAX(c.customer_id)⟧;
-- an aggregate in group by
SELECT COUNT(*) AS n FROM shop.orders GROUP BY ⟦SUM(amount)⟧;
-- an aggregate in an aggregate
SELECT SUM(⟦COUNT(*)⟧) AS n FROM shop.orders;
-- an aggregate in an aggregate's order
SELECT STRING_AGG(status ORDER BY ⟦MAX(amount)⟧) AS n FROM shop.orders;
-- a position behind the list
SELECT status, COUNT(*) AS n FROM shop.orders GROUP BY ⟦3⟧;
-- a position that is an aggregate
SELECT status, COUNT(*) AS n FROM shop.orders GROUP BY ⟦2⟧;
-- an alias that is an aggregate
SELECT COUNT(*) AS n FROM shop.orders GROUP BY ⟦n⟧;
-- order by a position behind the list
SELECT status FROM shop.orders ORDER BY ⟦2⟧;
-- grouped by JSON
SELECT COUNT(*) AS n FROM shop.customers GROUP BY ⟦preferences⟧;
-- grouped by geography
SELECT COUNT(*) AS n FROM lake.sensors GROUP BY ⟦place⟧;
-- ordered by geography
SELECT device_id FROM lake.sensors ORDER BY ⟦place⟧;
-- ordered by JSON
SELECT customer_id FROM shop.customers ORDER BY ⟦preferences⟧;
-- ordered by a struct
SELECT customer_id FROM shop.customers ORDER BY ⟦address⟧;
-- distinct of JSON
SELECT ⟦DISTINCT preferences⟧ FROM shop.customers;
-- count distinct of JSON
SELECT COUNT(DISTINCT ⟦preferences⟧) AS n FROM shop.customers;
-- distinct with order by another column
SELECT DISTINCT status FROM shop.orders ORDER BY ⟦amount⟧;
-- in a correlated subquery
SELECT status, (SELECT MAX(p.amount) FROM shop.payments AS p WHERE p.order_id = ⟦o.order_id⟧) AS m FROM shop.orders AS o GROUP BY status;
-- in a window over groups
SELECT status, SUM(⟦amount⟧) OVER (PARTITION BY status) AS s FROM shop.orders GROUP BY status;
-- in a window's order over groups
SELECT status, RANK() OVER (ORDER BY ⟦amount⟧) AS r FROM shop.orders GROUP BY status;
-- having without group by or aggregate
SELECT status FROM shop.orders HAVING ⟦status = 'a'⟧;
-- in a case
SELECT CASE WHEN ⟦amount⟧ > 1 THEN status END AS x, COUNT(*) AS n FROM shop.orders GROUP BY status;
-- an element that is not grouped
SELECT ⟦l.product_id⟧, SUM(l.quantity) AS q FROM shop.orders, UNNEST(lines) AS l GROUP BY order_id;
-- in a joined query
SELECT c.country, ⟦c.email⟧, SUM(o.amount) AS s FROM shop.orders AS o JOIN shop.customers AS c USING (customer_id) GROUP BY c.country;
-- an aggregate in unnest
SELECT x FROM shop.orders, UNNEST([⟦SUM(amount)⟧]) AS x;
-- distinct in a function that is no aggregate
SELECT ⟦UPPER⟧(DISTINCT status) AS s FROM shop.orders;
-- a limit without order in a function that is no aggregate
SELECT ⟦UPPER(status ORDER BY status)⟧ AS s FROM shop.orders;
