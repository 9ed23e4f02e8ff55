-- none for one
SELECT ⟦UPPER⟧() AS s;
-- two for one
SELECT ⟦UPPER⟧(status, 'x') AS s FROM shop.orders;
-- one for two
SELECT ⟦NULLIF⟧(status) AS s FROM shop.orders;
-- three for two
SELECT ⟦IFNULL⟧(status, note, 'x') AS s FROM shop.orders;
-- two for if
SELECT ⟦IF⟧(amount > 1, 2) AS s FROM shop.orders;
-- one for date_trunc
SELECT ⟦DATE_TRUNC⟧(order_date) AS s FROM shop.orders;
-- two for date_diff
SELECT ⟦DATE_DIFF⟧(order_date, order_date) AS s FROM shop.orders;
-- one for strpos
SELECT ⟦STRPOS⟧(status) AS s FROM shop.orders;
-- one for replace
SELECT ⟦REPLACE⟧(status, 'a') AS s FROM shop.orders;
-- one for starts_with
SELECT ⟦STARTS_WITH⟧(status) AS s FROM shop.orders;
-- one for regexp_contains
SELECT ⟦REGEXP_CONTAINS⟧(status) AS s FROM shop.orders;
-- two for regexp_replace
SELECT ⟦REGEXP_REPLACE⟧(status, 'a') AS s FROM shop.orders;
-- one for div
SELECT ⟦DIV⟧(order_id) AS s FROM shop.orders;
-- one for mod
SELECT ⟦MOD⟧(order_id) AS s FROM shop.orders;
-- three for round
SELECT ⟦ROUND(discount, 1, 2)⟧ AS s FROM shop.orders;
-- two for abs
SELECT ⟦ABS⟧(amount, 1) AS s FROM shop.orders;
-- one for safe_divide
SELECT ⟦SAFE_DIVIDE⟧(amount) AS s FROM shop.orders;
-- none for coalesce
SELECT ⟦COALESCE⟧() AS s;
-- none for sum
SELECT ⟦SUM⟧() AS s FROM shop.orders;
-- two for sum
SELECT ⟦SUM⟧(amount, 1) AS s FROM shop.orders;
-- three for string_agg
SELECT ⟦STRING_AGG⟧(status, ',', 'x') AS s FROM shop.orders;
-- two for countif
SELECT ⟦COUNTIF⟧(amount > 1, TRUE) AS s FROM shop.orders;
-- one for row_number
SELECT ⟦ROW_NUMBER⟧(order_id) OVER (ORDER BY order_id) AS s FROM shop.orders;
-- none for lag
SELECT ⟦LAG⟧() OVER (ORDER BY order_id) AS s FROM shop.orders;
-- four for lead
SELECT ⟦LEAD⟧(status, 1, 'x', 'y') OVER (ORDER BY order_id) AS s FROM shop.orders;
-- none for ntile
SELECT ⟦NTILE⟧() OVER (ORDER BY order_id) AS s FROM shop.orders;
-- three for split
SELECT ⟦SPLIT⟧(status, ',', 1) AS s FROM shop.orders;
-- two for array_length
SELECT ⟦ARRAY_LENGTH⟧(tags, 1) AS s FROM shop.customers;
-- one for json_value's many
SELECT ⟦JSON_VALUE⟧(preferences, '$.a', '$.b') AS s FROM shop.customers;
-- one for format_date
SELECT ⟦FORMAT_DATE⟧('%F') AS s;
-- one for parse_date
SELECT ⟦PARSE_DATE⟧('%F') AS s;
-- one for generate_array
SELECT ⟦GENERATE_ARRAY⟧(1) AS s;
-- one for st_geogpoint
SELECT ⟦ST_GEOGPOINT⟧(1) AS s;
-- two for timestamp_micros
SELECT ⟦TIMESTAMP_MICROS⟧(event_timestamp, 'UTC') AS s FROM `acme.analytics_1.events_*`;
-- one for approx_quantiles
SELECT ⟦APPROX_QUANTILES⟧(amount) AS s FROM shop.orders;
-- one argument for concat's none
SELECT ⟦CONCAT⟧() AS s;
