-- number and text
SELECT ⟦order_id + status⟧ AS x FROM shop.orders;
-- text and number in a comparison
SELECT order_id FROM shop.orders WHERE ⟦status = 1⟧;
-- number column and text column
SELECT 1 AS x FROM shop.orders WHERE ⟦order_id = note⟧;
-- date and number
SELECT 1 AS x FROM shop.orders WHERE ⟦order_date > 20240101⟧;
-- date and timestamp
SELECT 1 AS x FROM shop.orders WHERE ⟦order_date = ordered_at⟧;
-- timestamp and datetime
SELECT 1 AS x FROM shop.orders, shop.returns WHERE ⟦ordered_at < returned_at⟧;
-- text date column and date
SELECT 1 AS x FROM `acme.analytics_1.events_*` WHERE ⟦event_date >= DATE '2024-01-01'⟧;
-- text date column and a date's sum
SELECT 1 AS x FROM `acme.analytics_1.events_*` WHERE ⟦event_date = DATE_SUB(CURRENT_DATE(), INTERVAL 1 DAY)⟧;
-- suffix and date
SELECT 1 AS x FROM `acme.analytics_1.events_*` WHERE ⟦_TABLE_SUFFIX = CURRENT_DATE()⟧;
-- a join of text and number
SELECT 1 AS x FROM shop.orders AS o JOIN shop.payments AS p ON ⟦o.order_id = p.payment_id⟧;
-- boolean and number
SELECT 1 AS x FROM shop.customers WHERE ⟦is_vip = 1⟧;
-- boolean and text
SELECT 1 AS x FROM shop.customers WHERE ⟦is_vip = 'yes'⟧;
-- where that is a number
SELECT 1 AS x FROM shop.orders WHERE ⟦order_id⟧;
-- where that is text
SELECT 1 AS x FROM shop.orders WHERE ⟦status⟧;
-- having that is a number
SELECT status FROM shop.orders GROUP BY status HAVING ⟦COUNT(*)⟧;
-- on that is a number
SELECT 1 AS x FROM shop.orders AS o JOIN shop.customers AS c ON ⟦c.customer_id⟧;
-- qualify that is a number
SELECT order_id FROM shop.orders WHERE TRUE QUALIFY ⟦ROW_NUMBER() OVER (ORDER BY order_id)⟧;
-- and of a number
SELECT 1 AS x FROM shop.orders WHERE status = 'a' AND ⟦order_id⟧;
-- not of a number
SELECT NOT ⟦order_id⟧ AS x FROM shop.orders;
-- minus of text
SELECT ⟦-status⟧ AS x FROM shop.orders;
-- product of text
SELECT ⟦status * 2⟧ AS x FROM shop.orders;
-- division of a date
SELECT ⟦order_date / 2⟧ AS x FROM shop.orders;
-- timestamp plus number
SELECT ⟦ordered_at + 1⟧ AS x FROM shop.orders;
-- concatenation of number and date
SELECT ⟦order_date || tags⟧ AS x FROM shop.orders, shop.customers;
-- like on a number
SELECT 1 AS x FROM shop.orders WHERE ⟦order_id LIKE '1%'⟧;
-- like on a date
SELECT 1 AS x FROM shop.orders WHERE ⟦order_date LIKE '2024%'⟧;
-- in of text and numbers
SELECT 1 AS x FROM shop.orders WHERE ⟦status IN (1, 2)⟧;
-- in of numbers and text columns
SELECT 1 AS x FROM shop.orders WHERE ⟦order_id IN (status, note)⟧;
-- in of a subquery of another type
SELECT 1 AS x FROM shop.orders WHERE ⟦status IN (SELECT order_id FROM shop.returns)⟧;
-- in unnest of another type
SELECT 1 AS x FROM shop.customers WHERE ⟦customer_id IN UNNEST(tags)⟧;
-- between of text and numbers
SELECT 1 AS x FROM shop.orders WHERE ⟦status BETWEEN 1 AND 2⟧;
-- between of a date and timestamps
SELECT 1 AS x FROM shop.orders WHERE ⟦order_date BETWEEN TIMESTAMP '2024-01-01' AND CURRENT_TIMESTAMP()⟧;
-- comparison of arrays and text
SELECT 1 AS x FROM shop.customers WHERE ⟦tags = 'vip'⟧;
-- comparison of arrays
SELECT 1 AS x FROM shop.customers AS a, lake.tree AS b WHERE ⟦a.tags = b.path⟧;
-- comparison of a struct and text
SELECT 1 AS x FROM shop.customers WHERE ⟦address = 'Berlin'⟧;
-- bits of floats
SELECT ⟦discount & 1⟧ AS x FROM shop.orders;
-- comparison of JSON and text
SELECT 1 AS x FROM shop.customers WHERE ⟦preferences.theme = 'dark'⟧;
-- using of different types
SELECT 1 AS x FROM shop.orders JOIN (SELECT 'a' AS order_id) AS t USING (⟦order_id⟧);
-- case values of another type
SELECT CASE order_id WHEN ⟦'a'⟧ THEN 1 END AS x FROM shop.orders;
-- case condition that is text
SELECT CASE WHEN ⟦status⟧ THEN 1 END AS x FROM shop.orders;
-- is true of a number
SELECT ⟦order_id⟧ IS TRUE AS x FROM shop.orders;
-- text compared with a bad date literal
SELECT 1 AS x FROM shop.orders WHERE order_date = ⟦'yesterday'⟧;
-- interval plus text
SELECT ⟦status + INTERVAL 1 DAY⟧ AS x FROM shop.orders;
-- geography compared
SELECT 1 AS x FROM lake.sensors WHERE ⟦place = place⟧;
