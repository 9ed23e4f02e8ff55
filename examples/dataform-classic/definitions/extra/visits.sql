SELECT DATE(ts) AS day, COUNT(*) AS visits FROM `shop-warehouse.raw.visits` GROUP BY day
