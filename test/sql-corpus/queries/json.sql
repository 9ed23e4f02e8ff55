-- fields as text
SELECT JSON_VALUE(preferences, '$.theme') AS a, JSON_EXTRACT_SCALAR(preferences, '$.mail.daily') AS b, JSON_VALUE(email, '$.a') AS c, JSON_VALUE(preferences.theme) AS d FROM shop.customers;

-- fields as JSON
SELECT JSON_QUERY(preferences, '$.mail') AS a, JSON_EXTRACT(preferences, '$.mail') AS b, JSON_QUERY(email, '$.x') AS c FROM shop.customers;

-- arrays of JSON
SELECT JSON_QUERY_ARRAY(preferences, '$.colors') AS a, JSON_VALUE_ARRAY(preferences, '$.colors') AS b, JSON_EXTRACT_ARRAY(preferences.colors) AS c, JSON_EXTRACT_STRING_ARRAY(email, '$.x') AS d, JSON_QUERY_ARRAY(email) AS e FROM shop.customers;

-- JSON unnested
SELECT customer_id, JSON_VALUE(color.hex) AS hex FROM shop.customers, UNNEST(JSON_QUERY_ARRAY(preferences, '$.colors')) AS color;

-- made of values
SELECT TO_JSON(address) AS a, TO_JSON_STRING(tags) AS b, PARSE_JSON('{"a": 1}') AS c, TO_JSON(STRUCT(1 AS x)) AS d, TO_JSON_STRING(address, TRUE) AS e, PARSE_JSON(email, wide_number_mode => 'round') AS f FROM shop.customers;

-- made of parts
SELECT JSON_OBJECT('id', customer_id, 'mail', email) AS a, JSON_ARRAY(1, 'a', NULL) AS b, JSON_OBJECT(['a', 'b'], [1, 2]) AS c FROM shop.customers;

-- to scalars
SELECT
  INT64(preferences.level) AS a, FLOAT64(preferences.rate) AS b, BOOL(preferences.active) AS c, STRING(preferences.theme) AS d,
  LAX_INT64(preferences.level) AS e, LAX_BOOL(preferences.active) AS f, LAX_FLOAT64(preferences.rate) AS g, LAX_STRING(preferences.theme) AS h
FROM shop.customers;

-- the type
SELECT JSON_TYPE(preferences) AS a, JSON_TYPE(preferences.x) = 'null' AS b, preferences IS NULL AS c FROM shop.customers;

-- casts by way of text
SELECT CAST(JSON_VALUE(attributes, '$.weight') AS FLOAT64) AS weight, SAFE_CAST(JSON_VALUE(attributes, '$.count') AS INT64) AS n, DATE(JSON_VALUE(attributes, '$.day')) AS day FROM shop.products;

-- filtered by a field
SELECT product_id FROM shop.products WHERE JSON_VALUE(attributes, '$.color') = 'red' AND LAX_INT64(attributes.size) BETWEEN 38 AND 46;

-- grouped by a field
SELECT JSON_VALUE(attributes.material) AS material, AVG(price) AS price FROM shop.products GROUP BY material;

-- JSON literal compared as text
SELECT TO_JSON_STRING(JSON '{"a": [1, 2]}') AS text, JSON_VALUE(JSON '{"a": 1}', '$.a') AS value, (JSON '{"a": {"b": 1}}').a.b AS field;

-- JSON in a struct in an array
SELECT ARRAY_AGG(STRUCT(product_id, attributes)) AS list, ARRAY_AGG(attributes IGNORE NULLS)[SAFE_OFFSET(0)].color AS color FROM shop.products GROUP BY category;

-- subscripts by column
SELECT preferences[country] AS a, preferences.list[loyalty_points] AS b, preferences['a']['b'] AS c FROM shop.customers;
