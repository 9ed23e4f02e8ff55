-- today in several forms
SELECT CURRENT_DATE() AS a, CURRENT_DATE('Europe/Berlin') AS b, CURRENT_DATETIME() AS c, CURRENT_TIMESTAMP() AS d, CURRENT_TIME('UTC') AS e, CURRENT_DATE AS f, CURRENT_TIMESTAMP AS g;

-- parts of a date
SELECT
  EXTRACT(YEAR FROM order_date) AS y, EXTRACT(QUARTER FROM order_date) AS q, EXTRACT(MONTH FROM order_date) AS m,
  EXTRACT(WEEK FROM order_date) AS w, EXTRACT(ISOWEEK FROM order_date) AS iw, EXTRACT(WEEK(MONDAY) FROM order_date) AS wm,
  EXTRACT(DAYOFWEEK FROM order_date) AS dow, EXTRACT(DAYOFYEAR FROM order_date) AS doy, EXTRACT(ISOYEAR FROM order_date) AS iy
FROM shop.orders;

-- parts of a timestamp
SELECT
  EXTRACT(HOUR FROM ordered_at) AS h, EXTRACT(MINUTE FROM ordered_at AT TIME ZONE 'Asia/Tokyo') AS m,
  EXTRACT(DATE FROM ordered_at) AS d, EXTRACT(TIME FROM ordered_at AT TIME ZONE 'UTC') AS t,
  EXTRACT(DATETIME FROM ordered_at) AS dt, EXTRACT(MICROSECOND FROM ordered_at) AS us
FROM shop.orders;

-- parts of the other types
SELECT EXTRACT(HOUR FROM opens) AS a, EXTRACT(DATE FROM returned_at) AS b, EXTRACT(TIME FROM returned_at) AS c, EXTRACT(DAY FROM INTERVAL 3 DAY) AS d
FROM shop.stores, shop.returns;

-- truncated dates
SELECT
  DATE_TRUNC(order_date, MONTH) AS m, DATE_TRUNC(order_date, WEEK(MONDAY)) AS w, DATE_TRUNC(order_date, ISOYEAR) AS y,
  TIMESTAMP_TRUNC(ordered_at, HOUR) AS h, TIMESTAMP_TRUNC(ordered_at, DAY, 'America/New_York') AS d,
  DATETIME_TRUNC(DATETIME(ordered_at), QUARTER) AS q
FROM shop.orders;

-- truncated times
SELECT TIME_TRUNC(opens, HOUR) AS a, DATETIME_TRUNC(returned_at, MINUTE) AS b, LAST_DAY(returned_at) AS c, LAST_DAY(DATE '2024-02-01', WEEK) AS d
FROM shop.stores, shop.returns;

-- differences
SELECT
  DATE_DIFF(CURRENT_DATE(), order_date, DAY) AS days,
  DATE_DIFF(order_date, DATE '2024-01-01', WEEK(SUNDAY)) AS weeks,
  TIMESTAMP_DIFF(CURRENT_TIMESTAMP(), ordered_at, HOUR) AS hours,
  DATETIME_DIFF(DATETIME(ordered_at), DATETIME '2024-01-01', MONTH) AS months,
  TIME_DIFF(TIME '10:00:00', TIME '09:00:00', MINUTE) AS minutes
FROM shop.orders;

-- added and taken away
SELECT
  DATE_ADD(order_date, INTERVAL 1 QUARTER) AS a, DATE_SUB(order_date, INTERVAL order_id DAY) AS b,
  TIMESTAMP_ADD(ordered_at, INTERVAL 90 SECOND) AS c, TIMESTAMP_SUB(ordered_at, INTERVAL 7 DAY) AS d,
  DATETIME_ADD(DATETIME '2024-01-01', INTERVAL 1 YEAR) AS e, DATETIME_SUB(DATETIME '2024-01-01', INTERVAL 1 MICROSECOND) AS f,
  TIME_ADD(TIME '10:00:00', INTERVAL 1 HOUR) AS g, TIME_SUB(TIME '10:00:00', INTERVAL 1 MILLISECOND) AS h
FROM shop.orders;

-- made from parts
SELECT
  DATE(2024, 1, 31) AS a, DATE(TIMESTAMP '2024-01-01') AS b, DATE(ordered_at, 'Europe/Paris') AS c, DATE(DATETIME '2024-01-01 10:00:00') AS d,
  DATETIME(2024, 1, 2, 3, 4, 5) AS e, DATETIME(order_date, TIME '10:00:00') AS f, DATETIME(ordered_at, 'UTC') AS g,
  TIMESTAMP(order_date) AS h, TIMESTAMP('2024-01-01 10:00:00') AS i, TIMESTAMP(DATETIME '2024-01-01') AS j,
  TIME(10, 30, 0) AS k, TIME(ordered_at) AS l
FROM shop.orders;

-- formatted
SELECT
  FORMAT_DATE('%Y-%m', order_date) AS a, FORMAT_TIMESTAMP('%H:%M', ordered_at, 'Europe/Berlin') AS b,
  FORMAT_DATETIME('%c', DATETIME '2024-01-01') AS c, FORMAT_TIME('%R', TIME '10:00:00') AS d,
  CAST(order_date AS STRING FORMAT 'YYYY/MM/DD') AS e, STRING(ordered_at, 'UTC') AS f, STRING(order_date) AS g
FROM shop.orders;

-- parsed
SELECT
  PARSE_DATE('%Y%m%d', note) AS a, PARSE_TIMESTAMP('%FT%TZ', note) AS b, PARSE_TIMESTAMP('%F', note, 'Asia/Kolkata') AS c,
  PARSE_DATETIME('%F %T', note) AS d, PARSE_TIME('%H:%M', note) AS e, CAST(note AS DATE FORMAT 'DD.MM.YYYY') AS f,
  CAST(note AS TIMESTAMP FORMAT 'YYYY-MM-DD HH24:MI:SS' AT TIME ZONE 'UTC') AS g
FROM shop.orders;

-- unix times
SELECT
  UNIX_SECONDS(ordered_at) AS a, UNIX_MILLIS(ordered_at) AS b, UNIX_MICROS(ordered_at) AS c, UNIX_DATE(order_date) AS d,
  TIMESTAMP_SECONDS(1700000000) AS e, TIMESTAMP_MILLIS(order_id) AS f, TIMESTAMP_MICROS(order_id) AS g, DATE_FROM_UNIX_DATE(order_id) AS h
FROM shop.orders;

-- a calendar
SELECT
  day,
  EXTRACT(YEAR FROM day) AS year,
  FORMAT_DATE('%B', day) AS month_name,
  EXTRACT(DAYOFWEEK FROM day) IN (1, 7) AS is_weekend,
  day = LAST_DAY(day, MONTH) AS is_month_end
FROM UNNEST(GENERATE_DATE_ARRAY(DATE '2020-01-01', DATE '2030-12-31')) AS day;

-- a calendar of months
SELECT month, DATE_SUB(DATE_ADD(month, INTERVAL 1 MONTH), INTERVAL 1 DAY) AS last_day
FROM UNNEST(GENERATE_DATE_ARRAY('2024-01-01', '2024-12-01', INTERVAL 1 MONTH)) AS month;

-- hours of a day
SELECT hour, COUNT(o.order_id) AS n
FROM UNNEST(GENERATE_TIMESTAMP_ARRAY(TIMESTAMP '2024-01-01', TIMESTAMP '2024-01-02', INTERVAL 1 HOUR)) AS hour
LEFT JOIN shop.orders AS o ON TIMESTAMP_TRUNC(o.ordered_at, HOUR) = hour
GROUP BY hour;

-- the last thirty days
SELECT order_id FROM shop.orders WHERE order_date >= DATE_SUB(CURRENT_DATE(), INTERVAL 30 DAY) AND ordered_at >= TIMESTAMP(DATE_SUB(CURRENT_DATE(), INTERVAL 30 DAY));

-- this year against the year before
SELECT
  SUM(IF(EXTRACT(YEAR FROM order_date) = EXTRACT(YEAR FROM CURRENT_DATE()), amount, 0)) AS this_year,
  SUM(IF(EXTRACT(YEAR FROM order_date) = EXTRACT(YEAR FROM CURRENT_DATE()) - 1, amount, 0)) AS last_year
FROM shop.orders;

-- intervals made and taken apart
SELECT
  MAKE_INTERVAL(1, 2, 3) AS a, MAKE_INTERVAL(day => 3, hour => 4) AS b, JUSTIFY_HOURS(INTERVAL 30 HOUR) AS c, JUSTIFY_DAYS(INTERVAL 40 DAY) AS d,
  JUSTIFY_INTERVAL(INTERVAL 40 DAY) AS e, EXTRACT(HOUR FROM uptime) AS f, uptime * 2 AS g, CAST('1-2 3 4:5:6' AS INTERVAL) AS h
FROM lake.sensors;

-- ages
SELECT customer_id, DATE_DIFF(CURRENT_DATE(), birth_date, YEAR) - IF(FORMAT_DATE('%m%d', CURRENT_DATE()) < FORMAT_DATE('%m%d', birth_date), 1, 0) AS age FROM shop.customers;

-- a date literal compared with a timestamp cast
SELECT order_id FROM shop.orders WHERE DATE(ordered_at) = '2024-05-01' OR CAST(ordered_at AS DATE) = order_date;

-- operators on datetime
SELECT returned_at > '2024-01-01' AS a, returned_at + INTERVAL 1 DAY AS b, returned_at - DATETIME '2024-01-01 00:00:00' AS c FROM shop.returns;

-- a date from a table suffix
SELECT PARSE_DATE('%Y%m%d', _TABLE_SUFFIX) AS day, COUNT(*) AS n FROM `acme.analytics_1.events_*` WHERE _TABLE_SUFFIX BETWEEN '20240101' AND FORMAT_DATE('%Y%m%d', CURRENT_DATE()) GROUP BY day;
