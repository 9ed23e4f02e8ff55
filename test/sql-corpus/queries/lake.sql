-- words of paragraphs of sections
SELECT d.id, s.title, p.body, w.word, w.n FROM lake.documents AS d, d.sections AS s, s.paragraphs AS p, p.words AS w;

-- the same by subqueries
SELECT id, (SELECT SUM(w.n) FROM UNNEST(sections) AS s, UNNEST(s.paragraphs) AS p, UNNEST(p.words) AS w WHERE w.word != 'the') AS words FROM lake.documents;

-- arrays rebuilt at every level
SELECT id, ARRAY(SELECT AS STRUCT s.title, ARRAY(SELECT AS STRUCT p.body, ARRAY(SELECT AS STRUCT w.word, w.n + 1 AS n FROM UNNEST(p.words) AS w WHERE w.n > 0) AS words FROM UNNEST(s.paragraphs) AS p) AS paragraphs FROM UNNEST(sections) AS s) AS sections FROM lake.documents;

-- one level taken out
SELECT id, section.* EXCEPT (paragraphs), ARRAY_LENGTH(section.paragraphs) AS n FROM lake.documents, UNNEST(sections) AS section WITH OFFSET AS i WHERE i < 3;

-- deep fields
SELECT meta.author.name, meta.author.emails[SAFE_OFFSET(0)] AS mail, meta.created, sections[OFFSET(0)].paragraphs[OFFSET(0)].words[OFFSET(0)].word AS first_word FROM lake.documents;

-- a deep field in an aggregate
SELECT meta.author.name AS author, COUNT(*) AS n, MAX(meta.revision) AS revision, ARRAY_AGG(meta ORDER BY meta.created DESC LIMIT 1)[OFFSET(0)].author.emails AS emails FROM lake.documents GROUP BY author;

-- parameterised types
SELECT score, ratio, code, payload, score + 1 AS more, CONCAT(code, 'x') AS coded, SUM(score) OVER () AS total FROM lake.documents;

-- parameterised types made
SELECT CAST(score AS NUMERIC(5, 1)) AS a, CAST(code AS STRING(3)) AS b, CAST(payload AS BYTES(4)) AS c, CAST(ratio AS BIGNUMERIC(40, 10)) AS d FROM lake.documents;

-- samples of readings
SELECT device_id, r.at, sample, i FROM lake.sensors, UNNEST(readings) AS r, UNNEST(r.samples) AS sample WITH OFFSET AS i;

-- statistics of readings
SELECT device_id, r.at, (SELECT AVG(s) FROM UNNEST(r.samples) AS s) AS mean, (SELECT MAX(s) - MIN(s) FROM UNNEST(r.samples) AS s) AS spread, ARRAY_LENGTH(r.flags.codes) AS n_codes FROM lake.sensors, UNNEST(readings) AS r WHERE r.flags.ok;

-- the newest reading
SELECT device_id, (SELECT AS STRUCT r.at, r.samples[SAFE_OFFSET(0)] AS first_sample FROM UNNEST(readings) AS r ORDER BY r.at DESC LIMIT 1).* FROM lake.sensors;

-- codes found in any reading
SELECT device_id FROM lake.sensors AS s WHERE EXISTS (SELECT 1 FROM s.readings AS r, r.flags.codes AS c WHERE c IN (1, 2)) OR 7 IN UNNEST((SELECT ARRAY_CONCAT_AGG(r.flags.codes) FROM s.readings AS r));

-- an unnested nested array path
SELECT device_id, code FROM lake.sensors AS s, s.readings AS r, r.flags.codes AS code;

-- intervals
SELECT device_id, uptime, uptime + INTERVAL 1 HOUR AS more, EXTRACT(HOUR FROM uptime) AS hours, TIMESTAMP '2024-01-01' + uptime AS since, serviced - uptime AS started FROM lake.sensors;

-- ranges
SELECT contract_id, RANGE_START(valid) AS starts, RANGE_END(valid) AS ends, RANGE(DATE '2024-01-01', NULL) AS open_range, valid FROM lake.contracts;

-- range predicates
SELECT contract_id FROM lake.contracts WHERE RANGE_OVERLAPS(valid, RANGE<DATE> '[2024-01-01, 2025-01-01)') AND RANGE_CONTAINS(valid, DATE '2024-06-01');

-- range results
SELECT RANGE_INTERSECT(valid, RANGE<DATE> '[2024-01-01, UNBOUNDED)') AS a, GENERATE_RANGE_ARRAY(valid, INTERVAL 1 MONTH) AS b, valid = RANGE(DATE '2024-01-01', DATE '2024-02-01') AS c, RANGE_CONTAINS(active, CURRENT_TIMESTAMP()) AS d FROM lake.contracts;

-- geography
SELECT device_id, ST_X(place) AS x, ST_Y(place) AS y, ST_DISTANCE(place, ST_GEOGPOINT(13.4, 52.5)) AS metres, ST_ASTEXT(place) AS text, ST_GEOHASH(place) AS geo_hash FROM lake.sensors;

-- geography joined
SELECT s.store_id, d.device_id, ST_AREA(s.area) AS area, ST_CENTROID(s.area) AS middle FROM shop.stores AS s JOIN lake.sensors AS d ON ST_CONTAINS(s.area, d.place) OR ST_DWITHIN(s.location, d.place, 100);

-- geography gathered
SELECT ST_UNION_AGG(place) AS together, ST_CENTROID_AGG(place) AS middle, ST_EXTENT(place).xmin AS west, ARRAY_AGG(place) AS points FROM lake.sensors;

-- geography made
SELECT ST_GEOGFROMTEXT('POINT(1 2)') AS a, ST_MAKELINE(ST_GEOGPOINT(1, 2), ST_GEOGPOINT(3, 4)) AS b, ST_BUFFER(place, 100) AS c, ST_GEOGFROMGEOJSON('{"type":"Point","coordinates":[1,2]}') AS d, ST_ASGEOJSON(place) AS e, ST_NUMPOINTS(place) AS f, ST_ISEMPTY(place) AS g FROM lake.sensors;

-- JSON documents
SELECT id, doc.title AS title, STRING(doc.author.name) AS author, INT64(doc.pages) AS pages, JSON_QUERY_ARRAY(doc.tags) AS tags FROM lake.documents WHERE BOOL(doc.published);

-- JSON arrays in rows
SELECT id, JSON_VALUE(part, '$.name') AS name, SAFE_CAST(JSON_VALUE(part, '$.size') AS FLOAT64) AS size FROM lake.documents, UNNEST(JSON_QUERY_ARRAY(doc, '$.parts')) AS part WITH OFFSET AS n ORDER BY n;

-- structs of structs compared
SELECT a.contract_id FROM lake.contracts AS a JOIN lake.contracts AS b ON a.customer = b.customer AND a.contract_id != b.contract_id WHERE a.customer.name = 'x';

-- arrays of visits
SELECT contract_id, customer.name, SUM(v.minutes) AS minutes, MIN(v.at) AS first_visit, COUNT(*) AS visits FROM lake.contracts, UNNEST(visits) AS v GROUP BY contract_id, customer.name;

-- a grid
SELECT x, y, SUM(z) OVER (PARTITION BY x ORDER BY y) AS running, cells[OFFSET(0)].xs[OFFSET(0)] + cells[OFFSET(0)].ys[SAFE_OFFSET(1)] AS corner FROM lake.grid WHERE ok;

-- a grid's cells crossed
SELECT g.x, a, b FROM lake.grid AS g, g.cells AS c, c.xs AS a, c.ys AS b WHERE a < b;

-- a tree's path
SELECT id, name, ARRAY_TO_STRING(ARRAY(SELECT CAST(p AS STRING) FROM UNNEST(path) AS p), '/') AS trail, ARRAY_LENGTH(path) AS depth, path[ORDINAL(1)] AS root FROM lake.tree;

-- children gathered
SELECT p.id, p.name, ARRAY_AGG(STRUCT(c.id, c.name, c.weight) ORDER BY c.weight DESC) AS children FROM lake.tree AS p JOIN lake.tree AS c ON c.parent_id = p.id GROUP BY p.id, p.name;

-- labels counted across documents
SELECT label, COUNT(DISTINCT id) AS documents, STRING_AGG(DISTINCT meta.author.name, ', ' ORDER BY meta.author.name) AS authors FROM lake.documents, UNNEST(labels) AS label GROUP BY label;

-- whole rows in JSON
SELECT TO_JSON_STRING(d) AS row_text, TO_JSON(d.meta) AS meta, TO_JSON_STRING(STRUCT(d.id, d.labels)) AS short FROM lake.documents AS d;

-- time of day
SELECT device_id, starts, TIME_ADD(starts, INTERVAL 30 MINUTE) AS later, EXTRACT(HOUR FROM starts) AS hour, starts BETWEEN '08:00:00' AND TIME '18:00:00' AS by_day, DATETIME(installed, starts) AS first_start FROM lake.sensors;

-- bytes
SELECT raw, LENGTH(raw) AS n, SUBSTR(raw, 1, 2) AS head, TO_HEX(raw) AS hex, raw || b'\x00' AS longer, BIT_COUNT(raw) AS bits, raw & b'\xff' AS masked FROM lake.grid;

-- numeric and bignumeric together
SELECT price * rebate AS a, price + 1.5 AS b, CAST(rebate AS FLOAT64) * 2 AS c, GREATEST(price, rebate) AS d, ROUND(rebate, 2) AS e, SUM(price) OVER () / COUNT(*) OVER () AS f FROM lake.contracts;
