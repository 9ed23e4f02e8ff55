-- parameters as columns
SELECT
  event_date, event_name,
  (SELECT value.string_value FROM UNNEST(event_params) WHERE key = 'page_location') AS page,
  (SELECT value.int_value FROM UNNEST(event_params) WHERE key = 'ga_session_id') AS session_id,
  (SELECT COALESCE(value.double_value, value.float_value, value.int_value) FROM UNNEST(event_params) WHERE key = 'value') AS value
FROM `acme.analytics_1.events_*`
WHERE _TABLE_SUFFIX BETWEEN '20240101' AND '20240131';

-- user properties as columns
SELECT user_pseudo_id, (SELECT p.value.string_value FROM UNNEST(user_properties) AS p WHERE p.key = 'plan') AS plan, (SELECT p.value.set_timestamp_micros FROM UNNEST(user_properties) AS p WHERE p.key = 'plan') AS plan_set FROM `acme.analytics_1.events_20240101`;

-- parameters in rows
SELECT event_name, p.key, p.value.string_value, p.value.int_value FROM `acme.analytics_1.events_20240101`, UNNEST(event_params) AS p;

-- parameters counted by type
SELECT p.key, COUNTIF(p.value.string_value IS NOT NULL) AS strings, COUNTIF(p.value.int_value IS NOT NULL) AS ints, COUNTIF(p.value.double_value IS NOT NULL) AS doubles FROM `acme.analytics_1.events_*`, UNNEST(event_params) AS p GROUP BY p.key ORDER BY strings DESC;

-- items in rows
SELECT event_date, ecommerce.transaction_id, i.item_id, i.item_name, i.price, i.quantity, i.price * i.quantity AS revenue FROM `acme.analytics_1.events_*`, UNNEST(items) AS i WHERE event_name = 'purchase';

-- parameters of items
SELECT i.item_id, ip.key, ip.value.string_value FROM `acme.analytics_1.events_20240101`, UNNEST(items) AS i, UNNEST(i.item_params) AS ip;

-- sessions
SELECT
  CONCAT(user_pseudo_id, '-', CAST((SELECT value.int_value FROM UNNEST(event_params) WHERE key = 'ga_session_id') AS STRING)) AS session_key,
  MIN(TIMESTAMP_MICROS(event_timestamp)) AS started_at,
  MAX(TIMESTAMP_MICROS(event_timestamp)) AS ended_at,
  COUNTIF(event_name = 'page_view') AS page_views,
  MAX(IF(event_name = 'purchase', 1, 0)) AS converted
FROM `acme.analytics_1.events_*`
GROUP BY session_key;

-- sessions with engagement
WITH events AS (
  SELECT user_pseudo_id, event_name, event_timestamp,
    (SELECT value.int_value FROM UNNEST(event_params) WHERE key = 'ga_session_id') AS session_id,
    (SELECT value.string_value FROM UNNEST(event_params) WHERE key = 'session_engaged') AS engaged,
    (SELECT value.int_value FROM UNNEST(event_params) WHERE key = 'engagement_time_msec') AS engagement_ms
  FROM `acme.analytics_1.events_*`
)
SELECT user_pseudo_id, session_id, MAX(engaged) = '1' AS is_engaged, SUM(engagement_ms) / 1000 AS seconds, TIMESTAMP_DIFF(TIMESTAMP_MICROS(MAX(event_timestamp)), TIMESTAMP_MICROS(MIN(event_timestamp)), SECOND) AS duration
FROM events WHERE session_id IS NOT NULL GROUP BY user_pseudo_id, session_id;

-- landing pages
WITH views AS (
  SELECT user_pseudo_id, event_timestamp,
    (SELECT value.string_value FROM UNNEST(event_params) WHERE key = 'page_location') AS page,
    (SELECT value.int_value FROM UNNEST(event_params) WHERE key = 'ga_session_id') AS session_id
  FROM `acme.analytics_1.events_*` WHERE event_name = 'page_view'
)
SELECT REGEXP_REPLACE(page, r'\?.*', '') AS landing_page, COUNT(*) AS sessions
FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY user_pseudo_id, session_id ORDER BY event_timestamp) AS n FROM views)
WHERE n = 1 GROUP BY landing_page ORDER BY sessions DESC LIMIT 20;

-- landing and exit pages by windows
SELECT DISTINCT user_pseudo_id, session_id, FIRST_VALUE(page) OVER w AS landing_page, LAST_VALUE(page) OVER w AS exit_page
FROM (SELECT user_pseudo_id, event_timestamp, (SELECT value.string_value FROM UNNEST(event_params) WHERE key = 'page_location') AS page, (SELECT value.int_value FROM UNNEST(event_params) WHERE key = 'ga_session_id') AS session_id FROM `acme.analytics_1.events_*`)
WINDOW w AS (PARTITION BY user_pseudo_id, session_id ORDER BY event_timestamp ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING);

-- a funnel
WITH steps AS (
  SELECT user_pseudo_id, MIN(IF(event_name = 'view_item', event_timestamp, NULL)) AS viewed, MIN(IF(event_name = 'add_to_cart', event_timestamp, NULL)) AS carted, MIN(IF(event_name = 'purchase', event_timestamp, NULL)) AS bought
  FROM `acme.analytics_1.events_*` GROUP BY user_pseudo_id
)
SELECT COUNT(viewed) AS viewed, COUNTIF(carted > viewed) AS carted, COUNTIF(bought > carted AND carted > viewed) AS bought, SAFE_DIVIDE(COUNTIF(bought > carted), COUNT(viewed)) AS rate FROM steps;

-- traffic sources
SELECT IFNULL(collected_traffic_source.manual_source, '(direct)') AS source, collected_traffic_source.manual_medium AS medium, collected_traffic_source.gclid IS NOT NULL AS is_paid, COUNT(DISTINCT user_pseudo_id) AS users FROM `acme.analytics_1.events_*` GROUP BY source, medium, is_paid;

-- first touch
SELECT user_pseudo_id, ARRAY_AGG(STRUCT(traffic_source.source, traffic_source.medium, event_timestamp) ORDER BY event_timestamp LIMIT 1)[OFFSET(0)].source AS first_source FROM `acme.analytics_1.events_*` GROUP BY user_pseudo_id;

-- last touch that is not direct
SELECT user_pseudo_id, session_id, LAST_VALUE(NULLIF(source, '(direct)') IGNORE NULLS) OVER (PARTITION BY user_pseudo_id ORDER BY session_start ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS attributed
FROM (SELECT user_pseudo_id, (SELECT value.int_value FROM UNNEST(event_params) WHERE key = 'ga_session_id') AS session_id, MIN(event_timestamp) AS session_start, ANY_VALUE(traffic_source.source) AS source FROM `acme.analytics_1.events_*` GROUP BY user_pseudo_id, session_id);

-- devices
SELECT device.category, device.operating_system AS os, device.web_info.browser, COUNT(*) AS events, COUNT(DISTINCT user_pseudo_id) AS users FROM `acme.analytics_1.events_*` GROUP BY device.category, os, device.web_info.browser;

-- all fields of the device and the place
SELECT user_pseudo_id, device.* EXCEPT (web_info), device.web_info.*, geo.country FROM `acme.analytics_1.events_20240101`;

-- daily active users
SELECT PARSE_DATE('%Y%m%d', event_date) AS day, COUNT(DISTINCT user_pseudo_id) AS dau, COUNT(DISTINCT IF(is_active_user, user_pseudo_id, NULL)) AS active FROM `acme.analytics_1.events_*` GROUP BY day ORDER BY day;

-- retention by week
WITH seen AS (SELECT DISTINCT user_pseudo_id, DATE_TRUNC(PARSE_DATE('%Y%m%d', event_date), WEEK) AS week FROM `acme.analytics_1.events_*`),
firsts AS (SELECT user_pseudo_id, MIN(week) AS cohort FROM seen GROUP BY user_pseudo_id)
SELECT f.cohort, DATE_DIFF(s.week, f.cohort, WEEK) AS week_number, COUNT(DISTINCT s.user_pseudo_id) AS users FROM seen AS s JOIN firsts AS f USING (user_pseudo_id) GROUP BY f.cohort, week_number;

-- revenue by item
SELECT i.item_name, i.item_category, SUM(i.item_revenue) AS revenue, SUM(i.quantity) AS units, COUNT(DISTINCT ecommerce.transaction_id) AS transactions FROM `acme.analytics_1.events_*` AS e, e.items AS i WHERE e.event_name = 'purchase' GROUP BY 1, 2 ORDER BY revenue DESC;

-- the basket of a transaction
SELECT ecommerce.transaction_id, ARRAY_AGG(STRUCT(i.item_id AS id, i.quantity AS n) ORDER BY i.item_id) AS basket, SUM(i.price * i.quantity) AS total FROM `acme.analytics_1.events_*`, UNNEST(items) AS i GROUP BY ecommerce.transaction_id;

-- items changed in place
SELECT * REPLACE (ARRAY(SELECT AS STRUCT i.* REPLACE (IFNULL(i.quantity, 1) AS quantity) FROM UNNEST(items) AS i) AS items) FROM `acme.analytics_1.events_20240101`;

-- parameters cut down
SELECT event_name, ARRAY(SELECT AS STRUCT key, value.string_value AS text FROM UNNEST(event_params) WHERE value.string_value IS NOT NULL) AS texts, ARRAY_LENGTH(event_params) AS n FROM `acme.analytics_1.events_20240101`;

-- parameters as JSON
SELECT event_name, TO_JSON(event_params) AS params, TO_JSON_STRING(ARRAY(SELECT AS STRUCT p.key, p.value.int_value FROM UNNEST(event_params) AS p)) AS ints FROM `acme.analytics_1.events_20240101`;

-- a JSON object of parameters
SELECT event_timestamp, JSON_OBJECT(ARRAY(SELECT key FROM UNNEST(event_params)), ARRAY(SELECT COALESCE(value.string_value, CAST(value.int_value AS STRING)) FROM UNNEST(event_params))) AS params FROM `acme.analytics_1.events_20240101`;

-- parameters by pivot
SELECT * FROM (SELECT event_timestamp, user_pseudo_id, p.key, p.value.string_value AS v FROM `acme.analytics_1.events_20240101`, UNNEST(event_params) AS p) PIVOT (ANY_VALUE(v) FOR key IN ('page_title' AS page_title, 'page_referrer' AS referrer));

-- has a parameter
SELECT COUNT(*) AS n FROM `acme.analytics_1.events_*` WHERE EXISTS (SELECT 1 FROM UNNEST(event_params) AS p WHERE p.key = 'debug_mode' AND p.value.int_value = 1) AND 'purchase' IN (event_name);

-- today and before
SELECT event_name, _TABLE_SUFFIX AS suffix FROM `acme.analytics_1.events_*` WHERE REGEXP_EXTRACT(_TABLE_SUFFIX, r'[0-9]+') BETWEEN FORMAT_DATE('%Y%m%d', DATE_SUB(CURRENT_DATE(), INTERVAL 3 DAY)) AND FORMAT_DATE('%Y%m%d', CURRENT_DATE());

-- consent
SELECT privacy_info.analytics_storage, privacy_info.ads_storage = 'Yes' AS ads, COUNT(*) AS n, ROUND(COUNT(*) / SUM(COUNT(*)) OVER (), 4) AS share FROM `acme.analytics_1.events_*` GROUP BY 1, 2;

-- users with audiences
SELECT u.user_pseudo_id, a.name, TIMESTAMP_MICROS(a.membership_start_timestamp_micros) AS since, u.predictions.churn_score_7d FROM analytics_1.users AS u, u.audiences AS a WHERE u.predictions.churn_score_7d > 0.5;

-- users beside events
SELECT u.first_seen, COUNT(DISTINCT e.user_pseudo_id) AS users, SUM(e.ecommerce.purchase_revenue) AS revenue FROM analytics_1.users AS u LEFT JOIN `acme.analytics_1.events_*` AS e ON e.user_pseudo_id = u.user_pseudo_id AND e.event_name = 'purchase' GROUP BY u.first_seen;

-- time between events
SELECT user_pseudo_id, event_name, TIMESTAMP_DIFF(TIMESTAMP_MICROS(event_timestamp), TIMESTAMP_MICROS(LAG(event_timestamp) OVER (PARTITION BY user_pseudo_id ORDER BY event_timestamp)), SECOND) AS gap, LEAD(event_name) OVER (PARTITION BY user_pseudo_id ORDER BY event_timestamp) AS next_event FROM `acme.analytics_1.events_20240101`;

-- sessions of own making
WITH gaps AS (SELECT user_pseudo_id, event_timestamp, event_timestamp - LAG(event_timestamp) OVER (PARTITION BY user_pseudo_id ORDER BY event_timestamp) > 30 * 60 * 1000000 AS is_new FROM `acme.analytics_1.events_*`)
SELECT user_pseudo_id, event_timestamp, COUNTIF(is_new) OVER (PARTITION BY user_pseudo_id ORDER BY event_timestamp) + 1 AS session_no FROM gaps;

-- paths of pages
SELECT user_pseudo_id, STRING_AGG(page, ' > ' ORDER BY event_timestamp) AS trail, ARRAY_AGG(STRUCT(page, event_timestamp AS seen) ORDER BY event_timestamp) AS steps FROM (SELECT user_pseudo_id, event_timestamp, (SELECT value.string_value FROM UNNEST(event_params) WHERE key = 'page_title') AS page FROM `acme.analytics_1.events_*`) WHERE page IS NOT NULL GROUP BY user_pseudo_id;

-- channel groups
SELECT
  CASE
    WHEN traffic_source.source = '(direct)' AND traffic_source.medium IN ('(none)', '(not set)') THEN 'Direct'
    WHEN REGEXP_CONTAINS(traffic_source.medium, r'^(cpc|ppc|paid.*)$') THEN 'Paid'
    WHEN traffic_source.medium = 'organic' THEN 'Organic'
    WHEN LOWER(traffic_source.medium) LIKE '%mail%' THEN 'Email'
    ELSE 'Other'
  END AS channel,
  COUNT(DISTINCT user_pseudo_id) AS users, SUM(IFNULL(event_value_in_usd, 0)) AS value
FROM `acme.analytics_1.events_*` GROUP BY channel;

-- scroll depth by percent of views
SELECT page, SAFE_DIVIDE(COUNTIF(event_name = 'scroll'), COUNTIF(event_name = 'page_view')) AS scroll_rate, APPROX_QUANTILES(engagement, 2)[SAFE_OFFSET(1)] AS median_engagement FROM (SELECT event_name, (SELECT value.string_value FROM UNNEST(event_params) WHERE key = 'page_location') AS page, (SELECT value.int_value FROM UNNEST(event_params) WHERE key = 'engagement_time_msec') AS engagement FROM `acme.analytics_1.events_*`) GROUP BY page HAVING COUNT(*) > 100;

-- duplicate events
SELECT * EXCEPT (copies) FROM (SELECT e.*, COUNT(*) OVER (PARTITION BY user_pseudo_id, event_timestamp, event_name, event_bundle_sequence_id) AS copies FROM `acme.analytics_1.events_20240101` AS e) WHERE copies > 1;

-- refunds beside purchases
SELECT p.transaction_id, p.revenue, r.refunded FROM (SELECT ecommerce.transaction_id, SUM(ecommerce.purchase_revenue) AS revenue FROM `acme.analytics_1.events_*` WHERE event_name = 'purchase' GROUP BY ecommerce.transaction_id) AS p LEFT JOIN (SELECT ecommerce.transaction_id AS transaction_id, COUNT(*) > 0 AS refunded FROM `acme.analytics_1.events_*` WHERE event_name = 'refund' GROUP BY 1) AS r USING (transaction_id);
