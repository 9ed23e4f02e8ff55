-- a number for text
SELECT UPPER(⟦amount⟧) AS s FROM shop.orders;
-- text for a number
SELECT ABS(⟦status⟧) AS s FROM shop.orders;
-- text for a sum
SELECT SUM(⟦status⟧) AS s FROM shop.orders;
-- a date for a sum
SELECT SUM(⟦order_date⟧) AS s FROM shop.orders;
-- text for an average
SELECT AVG(⟦note⟧) AS s FROM shop.orders;
-- text for date_trunc
SELECT DATE_TRUNC(⟦status⟧, MONTH) AS s FROM shop.orders;
-- text for date_diff
SELECT DATE_DIFF(⟦event_date⟧, CURRENT_DATE(), DAY) AS s FROM `acme.analytics_1.events_*`;
-- a timestamp for date_add
SELECT DATE_ADD(⟦event_timestamp⟧, INTERVAL 1 DAY) AS s FROM `acme.analytics_1.events_*`;
-- a number for timestamp_trunc
SELECT TIMESTAMP_TRUNC(⟦event_timestamp⟧, DAY) AS s FROM `acme.analytics_1.events_*`;
-- text for timestamp_micros
SELECT TIMESTAMP_MICROS(⟦event_date⟧) AS s FROM `acme.analytics_1.events_*`;
-- a number for parse_date
SELECT PARSE_DATE('%F', ⟦order_id⟧) AS s FROM shop.orders;
-- text for format_date
SELECT FORMAT_DATE('%F', ⟦note⟧) AS s FROM shop.orders;
-- a number for length
SELECT LENGTH(⟦order_id⟧) AS s FROM shop.orders;
-- a number for trim
SELECT TRIM(⟦order_id⟧) AS s FROM shop.orders;
-- a number for substr
SELECT SUBSTR(⟦amount⟧, 1, 2) AS s FROM shop.orders;
-- text for substr's place
SELECT SUBSTR(status, ⟦note⟧) AS s FROM shop.orders;
-- text for a condition of if
SELECT IF(⟦status⟧, 1, 2) AS s FROM shop.orders;
-- a number for a condition of if
SELECT IF(⟦order_id⟧, 1, 2) AS s FROM shop.orders;
-- a number for countif
SELECT COUNTIF(⟦amount⟧) AS s FROM shop.orders;
-- a number for regexp_contains
SELECT REGEXP_CONTAINS(⟦order_id⟧, 'a') AS s FROM shop.orders;
-- text for unnest
SELECT x FROM shop.orders, UNNEST(⟦status⟧) AS x;
-- a struct for unnest
SELECT 1 AS x FROM shop.orders, UNNEST(⟦shipping⟧) AS s;
-- text for array_length
SELECT ARRAY_LENGTH(⟦status⟧) AS s FROM shop.orders;
-- an array of numbers for array_to_string
SELECT ARRAY_TO_STRING(⟦path⟧, ',') AS s FROM lake.tree;
-- a number for split
SELECT SPLIT(⟦order_id⟧, ',') AS s FROM shop.orders;
-- numbers for string_agg
SELECT STRING_AGG(⟦order_id⟧, ',') AS s FROM shop.orders;
-- a struct for json_value
SELECT JSON_VALUE(⟦address⟧, '$.city') AS s FROM shop.customers;
-- an impossible cast of a date
SELECT CAST(⟦order_date⟧ AS INT64) AS s FROM shop.orders;
-- an impossible cast of an array
SELECT CAST(⟦tags⟧ AS STRING) AS s FROM shop.customers;
-- an impossible cast of a struct
SELECT CAST(⟦address⟧ AS STRING) AS s FROM shop.customers;
-- an impossible cast of a timestamp
SELECT CAST(⟦ordered_at⟧ AS INT64) AS s FROM shop.orders;
-- an impossible cast of a boolean
SELECT CAST(⟦is_vip⟧ AS DATE) AS s FROM shop.customers;
-- a cast to a type that does not exist
SELECT CAST(order_id AS ⟦INT32⟧) AS s FROM shop.orders;
-- a cast to a type of another engine
SELECT CAST(order_id AS ⟦VARCHAR⟧) AS s FROM shop.orders;
-- a wrong date part
SELECT DATE_TRUNC(order_date, ⟦HOUR⟧) AS s FROM shop.orders;
-- an unknown date part
SELECT DATE_TRUNC(order_date, ⟦MONTHS⟧) AS s FROM shop.orders;
-- a part that extract does not know for dates
SELECT EXTRACT(⟦HOUR⟧ FROM order_date) AS s FROM shop.orders;
-- extract from text
SELECT EXTRACT(YEAR FROM ⟦status⟧) AS s FROM shop.orders;
-- coalesce of text and number
SELECT ⟦COALESCE(status, order_id)⟧ AS s FROM shop.orders;
-- ifnull of a number and text
SELECT ⟦IFNULL(amount, 'none')⟧ AS s FROM shop.orders;
-- branches of a case
SELECT CASE WHEN amount > 1 THEN status ELSE ⟦order_id⟧ END AS s FROM shop.orders;
-- branches of if
SELECT ⟦IF(amount > 1, status, order_date)⟧ AS s FROM shop.orders;
-- mixed array
SELECT [1, ⟦'a'⟧] AS s;
-- greatest of text and number
SELECT ⟦GREATEST(status, order_id)⟧ AS s FROM shop.orders;
-- a bad date literal
SELECT ⟦DATE '2024-13-01'⟧ AS d;
-- a bad timestamp literal
SELECT ⟦TIMESTAMP 'yesterday'⟧ AS d;
-- generate_date_array of numbers
SELECT GENERATE_DATE_ARRAY(⟦1, 10⟧) AS d;
-- an index that is text
SELECT tags[OFFSET(⟦country⟧)] AS t FROM shop.customers;
-- a subscript of text
SELECT ⟦status[OFFSET(0)]⟧ AS t FROM shop.orders;
-- logical_or of a number
SELECT LOGICAL_OR(⟦order_id⟧) AS t FROM shop.orders;
-- a sum of booleans
SELECT SUM(⟦refunded⟧) AS t FROM shop.returns;
-- geography of text
SELECT ST_DISTANCE(place, ⟦device_id⟧) AS d FROM lake.sensors;
-- a float for mod
SELECT MOD(⟦discount⟧, 2) AS m FROM shop.orders;
-- an interval of text
SELECT DATE_ADD(order_date, INTERVAL ⟦status⟧ DAY) AS d FROM shop.orders;
-- max of JSON
SELECT MAX(⟦preferences⟧) AS m FROM shop.customers;
-- max of a struct
SELECT MAX(⟦address⟧) AS m FROM shop.customers;
-- concat of numbers and an array
SELECT CONCAT(status, ⟦lines⟧) AS c FROM shop.orders;
-- an index that is a fraction
SELECT tags[ORDINAL(⟦1.5⟧)] AS t FROM shop.customers;
