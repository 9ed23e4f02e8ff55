-- a table as it is
SELECT * FROM shop.customers;

-- some columns, some renamed
SELECT customer_id, email, first_name AS given_name, last_name family_name, country FROM shop.customers;

-- a table by its full name in one pair of back-quotes
SELECT order_id, status FROM `acme.shop.orders`;

-- a table by its full name, every part in back-quotes
SELECT o.order_id, o.amount FROM `acme`.`shop`.`orders` AS o;

-- a table by its full name without back-quotes
SELECT products.product_id, products.sku FROM acme.shop.products;

-- cleaned text
SELECT
  customer_id,
  LOWER(TRIM(email)) AS email,
  INITCAP(first_name) AS first_name,
  NULLIF(TRIM(last_name), '') AS last_name,
  UPPER(COALESCE(country, 'unknown')) AS country_code
FROM shop.customers
WHERE email IS NOT NULL;

-- types made right
SELECT
  CAST(order_id AS STRING) AS order_key,
  SAFE_CAST(note AS INT64) AS note_number,
  CAST(amount AS FLOAT64) AS amount_float,
  CAST(discount AS NUMERIC) AS discount_exact,
  CAST(ordered_at AS DATE) AS ordered_on,
  CAST(order_date AS TIMESTAMP) AS order_midnight
FROM shop.orders;

-- the last row of each key
SELECT order_id, customer_id, status, order_date, amount
FROM shop.staged_orders
WHERE NOT deleted
QUALIFY ROW_NUMBER() OVER (PARTITION BY order_id ORDER BY loaded_at DESC) = 1;

-- the last row of each key, the older way
SELECT * EXCEPT (rn)
FROM (
  SELECT s.*, ROW_NUMBER() OVER (PARTITION BY s.order_id ORDER BY s.loaded_at DESC) AS rn
  FROM shop.staged_orders AS s
)
WHERE rn = 1;

-- the last row of each key as a struct of an array
SELECT latest.*
FROM (
  SELECT ARRAY_AGG(s ORDER BY s.loaded_at DESC LIMIT 1)[OFFSET(0)] AS latest
  FROM shop.staged_orders AS s
  GROUP BY s.order_id
);

-- source and renamed, the dbt way
WITH source AS (SELECT * FROM shop.payments),
renamed AS (
  SELECT payment_id, order_id, method AS payment_method, amount / 100 AS amount, paid_at
  FROM source
)
SELECT * FROM renamed;

-- a flag from a list of values
SELECT order_id, status IN ('paid', 'shipped', 'delivered') AS is_sold, status NOT IN ('open') AS is_closed
FROM shop.orders;

-- bands of amounts
SELECT
  order_id,
  CASE
    WHEN amount >= 1000 THEN 'large'
    WHEN amount >= 100 THEN 'medium'
    ELSE 'small'
  END AS size
FROM shop.orders;

-- codes to words
SELECT order_id, CASE channel WHEN 'w' THEN 'web' WHEN 's' THEN 'store' END AS channel_name FROM shop.orders;

-- struct fields as columns
SELECT customer_id, address.street, address.city AS town, address.geo.lat, address.geo.lon AS longitude
FROM shop.customers;

-- epoch numbers to times
SELECT
  TIMESTAMP_MICROS(event_timestamp) AS event_at,
  PARSE_DATE('%Y%m%d', event_date) AS event_day,
  TIMESTAMP_MICROS(user_first_touch_timestamp) AS first_seen_at
FROM `acme.analytics_1.events_20240101`;

-- a surrogate key
SELECT
  TO_HEX(MD5(CONCAT(COALESCE(CAST(order_id AS STRING), ''), '-', COALESCE(CAST(product_id AS STRING), '')))) AS return_key,
  FARM_FINGERPRINT(CONCAT(reason, CAST(returned_at AS STRING))) AS print,
  *
FROM shop.returns;

-- distinct rows
SELECT DISTINCT country, is_vip FROM shop.customers;

-- ordered and cut
SELECT product_id, title, price FROM shop.products ORDER BY price DESC NULLS LAST, title LIMIT 10 OFFSET 5;

-- constants without a table
SELECT 1 AS one, 'two' AS two, 3.0 AS three, TRUE AS yes, NULL AS nothing, b'raw' AS raw, DATE '2024-02-29' AS leap_day;

-- anonymous columns
SELECT 1, 'a', amount + 1, COUNT(*) FROM shop.orders GROUP BY amount;

-- keywords that may be names
SELECT o.status AS value, o.amount AS date, o.channel AS type, o.note AS language, o.currency AS name FROM shop.orders AS o;

-- a column in back-quotes with odd letters
SELECT amount AS `total amount €`, order_id AS `order-id`, `status` FROM shop.orders;

-- names in any case
SELECT Order_ID, STATUS, o.Amount FROM shop.orders AS O;

-- comments everywhere
SELECT /* first */ order_id, # of the order
  status -- as the shop has it
FROM shop.orders /* all of them */;

-- a trailing comma
SELECT order_id, status, FROM shop.orders;

-- nothing but a where
SELECT order_id FROM shop.orders WHERE amount > 100 AND (status = 'paid' OR status = 'shipped') AND NOT channel = 'web';

-- fallbacks for missing values
SELECT
  IFNULL(discount, 0) AS discount,
  COALESCE(note, status, 'none') AS note,
  IF(currency IS NULL, 'EUR', currency) AS currency,
  NULLIF(amount, 0) AS amount
FROM shop.orders;

-- a literal table of codes
SELECT * FROM UNNEST([STRUCT('DE' AS code, 'Germany' AS country), ('FR', 'France'), ('IT', 'Italy')]);

-- union of two sources with a label
SELECT 'orders' AS source, order_id, amount FROM shop.orders
UNION ALL
SELECT 'staged', order_id, amount FROM shop.staged_orders;
