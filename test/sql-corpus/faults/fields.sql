-- of a struct
SELECT address.⟦town⟧ FROM shop.customers;
-- of a nested struct
SELECT address.geo.⟦latitude⟧ FROM shop.customers;
-- of an element
SELECT l.⟦price⟧ FROM shop.orders, UNNEST(lines) AS l;
-- of an element by offset
SELECT lines[OFFSET(0)].⟦sku⟧ FROM shop.orders;
-- of an array
SELECT lines.⟦product_id⟧ FROM shop.orders;
-- of an array of structs, deeper
SELECT event_params.⟦value⟧.int_value FROM `acme.analytics_1.events_*`;
-- of text
SELECT status.⟦code⟧ FROM shop.orders;
-- of a number
SELECT o.amount.⟦net⟧ FROM shop.orders AS o;
-- of a date
SELECT order_date.⟦year⟧ FROM shop.orders;
-- of a GA4 parameter
SELECT (SELECT value.⟦str_value⟧ FROM UNNEST(event_params) WHERE key = 'x') AS x FROM `acme.analytics_1.events_*`;
-- of a GA4 parameter's element
SELECT p.⟦name⟧ FROM `acme.analytics_1.events_*`, UNNEST(event_params) AS p;
-- of the device
SELECT device.web_info.⟦browsers⟧ FROM `acme.analytics_1.events_20240101`;
-- of the device without its level
SELECT device.⟦browser⟧ FROM `acme.analytics_1.events_20240101`;
-- of an item's parameter
SELECT ip.value.⟦float_value⟧ FROM `acme.analytics_1.events_20240101` AS e, e.items AS i, i.item_params AS ip;
-- of a struct written out
SELECT STRUCT(1 AS a, 2 AS b).⟦c⟧ AS x;
-- of a struct without names
SELECT t.⟦a⟧ FROM (SELECT STRUCT(1, 2) AS t);
-- of a subquery's struct
SELECT (SELECT AS STRUCT 1 AS a).⟦b⟧ AS x;
-- of an aggregate's struct
SELECT ANY_VALUE(shipping).⟦price⟧ AS p FROM shop.orders;
-- of gathered structs
SELECT ARRAY_AGG(STRUCT(order_id, amount))[OFFSET(0)].⟦status⟧ AS s FROM shop.orders;
-- in where
SELECT order_id FROM shop.orders WHERE shipping.address.⟦zip⟧ = '1';
-- in group by
SELECT COUNT(*) AS n FROM shop.customers GROUP BY address.⟦state⟧;
-- in order by
SELECT customer_id FROM shop.customers ORDER BY address.⟦number⟧;
-- in a struct star's except
SELECT address.* EXCEPT (⟦country⟧) FROM shop.customers;
-- of a deep path of a document
SELECT w.⟦count⟧ FROM lake.documents AS d, d.sections AS s, s.paragraphs AS p, p.words AS w;
-- of an author
SELECT meta.author.⟦mail⟧ FROM lake.documents;
-- a path to an array that is not there
SELECT 1 AS x FROM lake.documents AS d, d.sections AS s, s.⟦lines⟧ AS p;
-- of flags in a reading
SELECT r.flags.⟦valid⟧ FROM lake.sensors, UNNEST(readings) AS r;
-- of a scalar element
SELECT t.⟦name⟧ FROM shop.customers, UNNEST(tags) AS t;
-- of a lambda's element
SELECT ARRAY_TRANSFORM(lines, l -> l.⟦amount⟧) AS x FROM shop.orders;
-- of a row
SELECT o.shipping.⟦carrier⟧ FROM shop.orders AS o;
