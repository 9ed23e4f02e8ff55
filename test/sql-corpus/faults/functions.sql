-- misspelt
SELECT ⟦UPPERR⟧(status) AS s FROM shop.orders;
-- of another engine: nvl2
SELECT ⟦NVL2⟧(status, 1, 2) AS s FROM shop.orders;
-- of another engine: get_json_object
SELECT ⟦GET_JSON_OBJECT⟧(note, '$.a') AS s FROM shop.orders;
-- of another engine: datediff
SELECT ⟦DATEDIFF⟧(order_date, order_date) AS d FROM shop.orders;
-- of another engine: to_char
SELECT ⟦TO_CHAR⟧(order_date, 'YYYY') AS y FROM shop.orders;
-- of another engine: getdate
SELECT ⟦GETDATE⟧() AS d;
-- of another engine: isnull
SELECT ⟦ISNULL⟧(note, '') AS n FROM shop.orders;
-- of another engine: charindex
SELECT ⟦CHARINDEX⟧('a', status) AS n FROM shop.orders;
-- of another engine: len
SELECT ⟦LEN⟧(status) AS n FROM shop.orders;
-- of another engine: date_part
SELECT ⟦DATE_PART⟧('year', order_date) AS n FROM shop.orders;
-- of another engine: string_to_array
SELECT ⟦STRING_TO_ARRAY⟧(status, ',') AS n FROM shop.orders;
-- of another engine: group_concat
SELECT ⟦GROUP_CONCAT⟧(status) AS n FROM shop.orders;
-- of another engine: collect_list
SELECT ⟦COLLECT_LIST⟧(status) AS n FROM shop.orders;
-- of another engine: to_date
SELECT ⟦TO_DATE⟧(note) AS n FROM shop.orders;
-- of another engine: from_unixtime
SELECT ⟦FROM_UNIXTIME⟧(order_id) AS n FROM shop.orders;
-- of another engine: explode
SELECT ⟦EXPLODE⟧(tags) AS n FROM shop.customers;
-- of another engine: size
SELECT ⟦SIZE⟧(tags) AS n FROM shop.customers;
-- a misspelt aggregate
SELECT ⟦SUMM⟧(amount) AS n FROM shop.orders;
-- a misspelt window function
SELECT ⟦ROWNUMBER⟧() OVER (ORDER BY order_id) AS n FROM shop.orders;
-- a misspelt date function
SELECT ⟦DATE_TRUNCATE⟧(order_date, MONTH) AS n FROM shop.orders;
-- a misspelt array function
SELECT ⟦ARRAY_LEN⟧(tags) AS n FROM shop.customers;
-- a misspelt function in where
SELECT order_id FROM shop.orders WHERE ⟦REGEX_CONTAINS⟧(status, 'a');
-- a misspelt function in a join
SELECT o.order_id FROM shop.orders AS o JOIN shop.customers AS c ON ⟦LOWERCASE⟧(c.email) = o.note;
-- a misspelt safe function
SELECT ⟦SAFE_DIVISION⟧(amount, 2) AS n FROM shop.orders;
-- a misspelt function behind SAFE
SELECT SAFE.⟦PARSEDATE⟧('%F', note) AS n FROM shop.orders;
-- a function of a dataset that nobody made
SELECT ⟦shop.clean_up⟧(note) AS n FROM shop.orders;
-- a misspelt approximate function
SELECT ⟦APPROX_DISTINCT⟧(customer_id) AS n FROM shop.orders;
-- a misspelt hash
SELECT ⟦SHA_256⟧(status) AS n FROM shop.orders;
-- a misspelt json function
SELECT ⟦JSON_VALUES⟧(preferences, '$.a') AS n FROM shop.customers;
-- a function in the net family that is not there
SELECT ⟦NET.DOMAIN⟧(referrer) AS n FROM `acme.shop.web_logs_*`;
