-- grouped by everything: customer_id INT64, channel STRING, revenue NUMERIC, n INT64 | newer: GROUP BY ALL is of 2024
SELECT customer_id, channel, SUM(amount) AS revenue, COUNT(*) AS n FROM shop.orders GROUP BY ALL;

-- pipes: channel STRING, revenue NUMERIC, share FLOAT64 | newer: pipe syntax is of 2024
FROM shop.orders |> WHERE status = 'paid' |> AGGREGATE SUM(amount) AS revenue GROUP BY channel |> EXTEND 0.5 AS share |> ORDER BY revenue DESC;

-- the value beside the largest: customer_id INT64, latest STRING, first STRING | newer: MAX_BY and MIN_BY are not in the analyzer of 2023
SELECT customer_id, MAX_BY(status, ordered_at) AS latest, MIN_BY(status, ordered_at) AS first FROM shop.orders GROUP BY customer_id;

-- text found in any case: found BOOL, distance INT64 | newer: CONTAINS_SUBSTR and EDIT_DISTANCE are not in the analyzer of 2023
SELECT CONTAINS_SUBSTR(title, 'Shoe') AS found, EDIT_DISTANCE(title, sku) AS distance FROM shop.products;
