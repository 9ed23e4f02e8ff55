SELECT day FROM `shop-warehouse.marts.visits_by_day` WHERE day > CURRENT_DATE()
