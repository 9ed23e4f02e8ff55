-- length in characters and bytes
SELECT LENGTH(title) AS a, CHAR_LENGTH(title) AS b, CHARACTER_LENGTH(title) AS c, BYTE_LENGTH(title) AS d, LENGTH(image) AS e, OCTET_LENGTH(image) AS f FROM shop.products;

-- case
SELECT UPPER(title) AS a, LOWER(sku) AS b, INITCAP(title) AS c, INITCAP(title, '- ') AS d, UPPER(image) AS e FROM shop.products;

-- parts
SELECT SUBSTR(sku, 2) AS a, SUBSTR(sku, 2, 3) AS b, SUBSTRING(sku, 1, 1) AS c, LEFT(sku, 3) AS d, RIGHT(sku, 2) AS e, SUBSTR(image, 1, 4) AS f FROM shop.products;

-- trimming and padding
SELECT TRIM(title) AS a, LTRIM(title, 'x') AS b, RTRIM(title) AS c, LPAD(sku, 10, '0') AS d, RPAD(sku, 10) AS e, TRIM(image, b'\x00') AS f FROM shop.products;

-- searching
SELECT STRPOS(title, 'a') AS a, INSTR(title, 'a', 1, 2) AS b, STARTS_WITH(sku, 'A') AS c, ENDS_WITH(sku, 'Z') AS d, INSTR(image, b'a') AS e FROM shop.products;

-- replacing
SELECT REPLACE(title, ' ', '_') AS a, TRANSLATE(sku, 'abc', 'xyz') AS b, REVERSE(sku) AS c, REPEAT('-', 10) AS d FROM shop.products;

-- regular expressions
SELECT
  REGEXP_CONTAINS(email, r'@[a-z]+\.com$') AS a,
  REGEXP_EXTRACT(email, r'@(.+)$') AS domain,
  REGEXP_EXTRACT(email, r'[a-z]+', 2, 1) AS c,
  REGEXP_EXTRACT_ALL(email, r'[aeiou]') AS vowels,
  REGEXP_REPLACE(email, r'\+.*@', '@') AS e,
  REGEXP_INSTR(email, '@') AS f,
  REGEXP_SUBSTR(email, '[a-z]+') AS g
FROM shop.customers;

-- splitting and joining
SELECT
  SPLIT(email, '@')[SAFE_OFFSET(1)] AS domain,
  SPLIT(first_name) AS pieces,
  ARRAY_TO_STRING(tags, ', ') AS tag_list,
  ARRAY_TO_STRING(tags, ', ', 'none') AS tag_list_filled,
  SPLIT(b'a,b', b',') AS bytes_pieces
FROM shop.customers;

-- concatenation
SELECT CONCAT(first_name, ' ', last_name) AS a, CONCAT(first_name) AS b, CONCAT(b'a', b'b') AS c, CONCAT('', CAST(customer_id AS STRING), '') AS d FROM shop.customers;

-- formatting
SELECT FORMAT('%05d', order_id) AS a, FORMAT('%s is %t', status, order_date) AS b, FORMAT("%'.2f", discount) AS c, FORMAT('%T', lines) AS d FROM shop.orders;

-- encodings
SELECT
  TO_BASE64(image) AS a, FROM_BASE64(sku) AS b, TO_HEX(image) AS c, FROM_HEX(sku) AS d, TO_BASE32(image) AS e,
  SAFE_CONVERT_BYTES_TO_STRING(image) AS f, TO_CODE_POINTS(title) AS g, CODE_POINTS_TO_STRING([65, 66]) AS h,
  CODE_POINTS_TO_BYTES([65]) AS i, CHR(65) AS j, ASCII(sku) AS k, UNICODE(sku) AS l
FROM shop.products;

-- hashes
SELECT MD5(sku) AS a, SHA1(sku) AS b, SHA256(image) AS c, SHA512(sku) AS d, FARM_FINGERPRINT(sku) AS e, TO_HEX(SHA256(title)) AS f FROM shop.products;

-- unicode
SELECT NORMALIZE(title) AS a, NORMALIZE(title, NFKC) AS b, NORMALIZE_AND_CASEFOLD(title) AS c, SOUNDEX(title) AS d FROM shop.products;

-- net functions
SELECT
  NET.HOST(referrer) AS a, NET.REG_DOMAIN(referrer) AS b, NET.PUBLIC_SUFFIX(referrer) AS c,
  NET.IP_FROM_STRING(ip) AS d, NET.SAFE_IP_FROM_STRING(ip) AS e, NET.IP_TO_STRING(NET.IP_FROM_STRING(ip)) AS f,
  NET.IPV4_TO_INT64(NET.IP_FROM_STRING(ip)) AS g, NET.IP_TRUNC(NET.IP_FROM_STRING(ip), 16) AS h, NET.IP_NET_MASK(4, 24) AS i
FROM `acme.shop.web_logs_*`;

-- safe prefix
SELECT SAFE.SUBSTR(title, 1, -1) AS a, SAFE.PARSE_DATE('%F', sku) AS b, SAFE.FROM_BASE64(sku) AS c FROM shop.products;

-- nested calls
SELECT UPPER(SUBSTR(TRIM(REGEXP_REPLACE(title, r'\s+', ' ')), 1, GREATEST(LENGTH(sku), 3))) AS short FROM shop.products;

-- a domain from a mail address
SELECT LOWER(SPLIT(email, '@')[SAFE_ORDINAL(2)]) AS domain, COUNT(*) AS n FROM shop.customers GROUP BY domain ORDER BY n DESC;

-- a path's first part
SELECT REGEXP_EXTRACT(path, r'^/([^/?]+)') AS section, SUM(bytes_sent) AS bytes FROM `acme.shop.web_logs_*` GROUP BY 1 HAVING section IS NOT NULL;

-- a random id
SELECT GENERATE_UUID() AS id, RAND() AS r, SESSION_USER() AS who, CURRENT_DATE() AS today;

-- text collated
SELECT COLLATE(title, 'und:ci') AS title FROM shop.products ORDER BY title;

-- bytes and text cast
SELECT CAST(title AS BYTES) AS a, CAST(image AS STRING) AS b, CAST(image AS STRING FORMAT 'HEX') AS c, CAST('4a' AS BYTES FORMAT 'HEX') AS d FROM shop.products;
