/** GoogleSQL in all its forms, by topic, for laws that hold whatever the names mean. Texts are separated by blank lines. */
const texts: Readonly<Record<string, string>> = {
  expressions: String.raw`
SELECT 1, -1, - -1, +x, ~5, 0xFF, 1., .5, 1e3, 1.5E-3, TRUE, false, NULL, @p, ?, @@time_zone, @@a.b.c

SELECT 'a', "b", '''c'd''', """e"f""", r'\d', b'\xff', rb"\x", 'tab\there', 'q\'uote', '\u00e9\U0001F600', 'new\nline', 'é'

SELECT 'one' 'two' "three", b'x' b'y'

SELECT DATE '2024-01-01', TIMESTAMP "2024-01-01", DATETIME '2024-01-01', TIME '10:00:00', NUMERIC '1.5', DECIMAL '2', BIGNUMERIC '3', JSON '{"a": 1}'

SELECT RANGE<DATE> '[2024-01-01, 2025-01-01)', RANGE(a, b), INTERVAL 1 DAY, INTERVAL -x + 1 MONTH, INTERVAL '1-2' YEAR TO MONTH

SELECT a + b * c - d / e || f, (a + b) * c, a - (b - c), a || (b || c), a << 1 >> 2 & 3 ^ 4 | 5

SELECT NOT a AND b OR NOT c, NOT (a OR b), NOT NOT a, NOT a = b, (NOT a) = b, a = (b = c)

SELECT a = 1, a <> 2, a != 3, a < 4, a <= 5, a > 6, a >= 7, (a > b) > c, a > -b

SELECT a IS NULL, a IS NOT NULL, a IS TRUE, a IS NOT FALSE, a IS UNKNOWN, a IS DISTINCT FROM b, a IS NOT DISTINCT FROM b

SELECT a BETWEEN 1 AND 2 AND b, a NOT BETWEEN b + 1 AND c * 2 OR d, a BETWEEN (b AND c) AND d

SELECT a IN (1, 2, 3), a NOT IN ('x'), a IN (SELECT b FROM t), a NOT IN ((SELECT 1)), a IN UNNEST(arr), (a, b) IN ((1, 2), (3, 4))

SELECT a LIKE 'x%', a NOT LIKE b, a LIKE ANY ('x', 'y'), a NOT LIKE ALL ('x', 'y'), a LIKE SOME UNNEST(arr), a LIKE ANY (SELECT b FROM t)

SELECT CASE WHEN a THEN 1 END, CASE a WHEN 1 THEN 'x' WHEN 2 THEN 'y' ELSE 'z' END, CASE WHEN CASE WHEN a THEN b END THEN c END

SELECT CAST(a AS INT64), SAFE_CAST(a AS NUMERIC(10, 2)), CAST(a AS STRING FORMAT 'YYYY' AT TIME ZONE 'UTC'), CAST(a AS ARRAY<STRUCT<x INT64, ARRAY<STRING(MAX)>>>)

SELECT EXTRACT(YEAR FROM d), EXTRACT(WEEK(MONDAY) FROM d), EXTRACT(DATE FROM ts AT TIME ZONE 'Europe/Paris')

SELECT [1, 2], ARRAY[1], ARRAY<INT64>[], ARRAY<STRUCT<a INT64, b STRING>>[(1, 'x')], ARRAY(SELECT 1), [[1].a]

SELECT STRUCT(1 AS a, b, c.d), STRUCT<INT64, x STRING>(1, 'x'), STRUCT(), (1, 2), ((1, 2), 3), (a, b).c

SELECT a.b.c, a[0], a[OFFSET(1)], a[SAFE_OFFSET(i + 1)].b[ORDINAL(1)], (a).b, f(x).y, f(x)[0].z, (SELECT AS STRUCT 1 AS a).a, j.k['l'].m

SELECT EXISTS(SELECT 1), NOT EXISTS (SELECT 1 FROM t WHERE t.a = u.a), (SELECT 1) + (SELECT 2), ((SELECT 1)), ((SELECT 1) + 1)

SELECT WITH(a AS 1, b AS a + 1, a * b), REPLACE_FIELDS(s, 1 AS a, 2 AS b.c), IF(a, b, c), LEFT(a, 1), RIGHT(b, 2), COLLATE(a, 'und:ci')

SELECT (x).UPPER().LENGTH(), f(x).concat('a', 'b')
`,
  calls: `
SELECT COUNT(*), COUNT(DISTINCT a), SUM(DISTINCT b), f(), project.dataset.f(1), SAFE.SUBSTR(a, 0, -2), NET.HOST(u), SAFE.NET.REG_DOMAIN(u), KEYS.NEW_KEYSET('x')

SELECT ARRAY_AGG(a IGNORE NULLS ORDER BY b DESC NULLS LAST, c LIMIT 10), STRING_AGG(DISTINCT a, ', ' ORDER BY a), ANY_VALUE(a HAVING MAX b), MIN(a HAVING MIN b)

SELECT SUM(a CLAMPED BETWEEN 0 AND 100), COUNT(a WHERE b > 1), SUM(AVG(a) GROUP BY b)

SELECT ROW_NUMBER() OVER (), RANK() OVER (PARTITION BY a, b ORDER BY c DESC), SUM(a) OVER w, LAG(a, 1) OVER (w ORDER BY b), FIRST_VALUE(a RESPECT NULLS) OVER (ORDER BY b)

SELECT SUM(a) OVER (ORDER BY b ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), SUM(a) OVER (ORDER BY b RANGE BETWEEN 1 PRECEDING AND 2 + 3 FOLLOWING), SUM(a) OVER (ORDER BY b ROWS 3 PRECEDING), SUM(a) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)

SELECT ARRAY_TRANSFORM(a, x -> x + 1), ARRAY_FILTER(a, (x, i) -> i > 1 AND x.y), f(name => 1, other => x -> x)

SELECT CURRENT_DATE, CURRENT_TIMESTAMP(), CURRENT_DATE('UTC'), CURRENT_DATETIME, DATE(ts), GROUPING(a), SESSION_USER()

SELECT AI.GENERATE(('Say ', a), connection_id => 'x.y', output_schema => 'b STRING').b, ML.DISTANCE(a, b), AI.IF(('Is it?', a))
`,
  select: `
SELECT a, b AS c, d e, t.*, * FROM t

SELECT * EXCEPT (a, b), t.* EXCEPT (c) REPLACE (d + 1 AS d, 'x' AS e), * REPLACE (1 AS z) FROM t

SELECT f(x).*, (a).*, (SELECT AS STRUCT 1 AS a).* EXCEPT (a), s.t.*, arr[0].* REPLACE (1 AS b), STRUCT(1 AS q).* FROM t

SELECT a, b, FROM t

SELECT DISTINCT a FROM t

SELECT ALL a FROM t

SELECT AS STRUCT a, b FROM t

SELECT DISTINCT AS VALUE a FROM t

SELECT a FROM t WHERE b GROUP BY c HAVING d QUALIFY e WINDOW w AS (PARTITION BY f), v AS w, u AS (w ORDER BY g)

SELECT a FROM t GROUP BY ALL

SELECT a FROM t GROUP BY ROLLUP (a, b)

SELECT a FROM t GROUP BY CUBE (a, b)

SELECT a FROM t GROUP BY GROUPING SETS ((a, b), a, (), ROLLUP (c), CUBE (d, e))

SELECT COUNT(*) FROM t GROUP BY ()

SELECT a FROM t GROUP BY (a + b) * 2, 1, t.c

SELECT a FROM t ORDER BY a DESC NULLS LAST, b ASC, c NULLS FIRST, d COLLATE 'und:ci' LIMIT 10 OFFSET @skip

SELECT WITH DIFFERENTIAL_PRIVACY OPTIONS (epsilon = 1.0, delta = 1e-5, privacy_unit_column = id) item, AVG(quantity, contribution_bounds_per_group => (0, 100)) FROM t GROUP BY item

SELECT @{hint=1} a FROM t @{force_index=x} JOIN @{join_method=hash} u ON t.a = u.a

SELECT date, time, timestamp, offset, ordinal, table, view, model, value, type, name, label, final, namespace, end_date, day, week, format, function, language, pivot, unpivot, system, options FROM t AS table

SELECT t.select, t.from.where, \`select\`, \`a-b\`, \`a\\\`b\` FROM \`p.d.t\` AS \`x y\`
`,
  from: `
SELECT * FROM a, b JOIN c ON a.x = c.x LEFT JOIN d USING (y, z) CROSS JOIN g INNER JOIN h ON a.b

SELECT * FROM a RIGHT OUTER JOIN e ON TRUE FULL JOIN f USING (x) LEFT OUTER JOIN g ON a.b, h

SELECT * FROM a JOIN b JOIN c ON b.x = c.x ON a.x = b.x

SELECT * FROM a JOIN (b JOIN c ON b.x = c.x) ON a.x = b.x, (d CROSS JOIN e)

SELECT * FROM (SELECT 1) AS x, (SELECT 2) y, ((SELECT 3) UNION ALL (SELECT 4)) z, (WITH a AS (SELECT 1) SELECT * FROM a) AS w

SELECT * FROM my-project.dataset.t, my-project-1.d.t, \`my-project\`.d.t, \`p.d.t\`, d.2024_orders, d.INFORMATION_SCHEMA.COLUMNS, \`d.events_*\`

SELECT * FROM t, t.arr, t.a.b AS c, UNNEST(t.arr) AS x WITH OFFSET, UNNEST([1, 2]) y WITH OFFSET AS pos, UNNEST(a, b, mode => 'PAD') AS z

SELECT * FROM t AS u FOR SYSTEM_TIME AS OF TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 HOUR) WHERE a

SELECT * FROM t TABLESAMPLE SYSTEM (10 PERCENT), u AS v TABLESAMPLE RESERVOIR (100 ROWS)

SELECT * FROM t PIVOT (SUM(a) AS s, COUNT(*) FOR b IN ('x' AS x, 'y', 3 AS three)) AS p

SELECT * FROM (SELECT a, b FROM t) AS q PIVOT (SUM(a) FOR b IN ('x')), u UNPIVOT (v FOR n IN (c1, c2 AS 'two', c3 AS 3)) AS w

SELECT * FROM t UNPIVOT INCLUDE NULLS ((a, b) FOR n IN ((c1, c2) AS 'one', (c3, c4)))

SELECT * FROM ML.PREDICT(MODEL d.m, TABLE d.t, STRUCT(0.5 AS threshold)) AS p, ML.FORECAST(MODEL \`d.m\`), d.tvf(1, 'x') x, EXTERNAL_QUERY('c', 'SELECT 1')

SELECT * FROM VECTOR_SEARCH(TABLE d.t, 'embedding', (SELECT embedding FROM d.q), top_k => 10, options => '{}'), GAP_FILL(TABLE d.t, ts_column => 'ts', bucket_width => INTERVAL 1 DAY)

SELECT * FROM GRAPH_TABLE(g MATCH (a)-[b]->(c) RETURN a.x) AS x

SELECT * FROM t MATCH_RECOGNIZE (PARTITION BY a ORDER BY b PATTERN (x+ y) DEFINE x AS c) AS m
`,
  queries: `
(SELECT 1) UNION ALL (SELECT 2) ORDER BY 1 LIMIT 1

SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3

SELECT 1 INTERSECT DISTINCT SELECT 2

(SELECT 1 UNION DISTINCT SELECT 2) EXCEPT DISTINCT (SELECT 3 ORDER BY 1)

SELECT 1 AS a UNION ALL BY NAME SELECT 2 AS a

SELECT 1 AS a FULL OUTER UNION ALL BY NAME ON (a) SELECT 2 AS a

SELECT 1 AS a LEFT UNION DISTINCT CORRESPONDING SELECT 2 AS a

SELECT 1 AS a UNION ALL STRICT CORRESPONDING BY (a) SELECT 2 AS a

WITH a AS (SELECT 1), b AS (SELECT * FROM a), c AS (WITH d AS (SELECT 2) SELECT * FROM d) SELECT * FROM b, c

WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT * FROM n

WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i FROM n) WITH DEPTH AS depth BETWEEN 1 AND 5 SELECT * FROM n

((SELECT 1))

SELECT (SELECT a FROM t LIMIT 1), ARRAY(SELECT AS STRUCT * FROM t ORDER BY a LIMIT 3)
`,
  pipes: `
FROM t

FROM t |> WHERE a > 1 |> SELECT a, b AS c |> ORDER BY a DESC |> LIMIT 5 OFFSET 1

FROM t |> EXTEND a + 1 AS b, c * 2 AS d |> SET a = a + 1, b = 2 |> DROP c |> RENAME d AS e, f g

FROM t |> AS u |> AGGREGATE COUNT(*) AS n, SUM(a) s GROUP BY b, c AS d DESC NULLS LAST

FROM t |> AGGREGATE COUNT(*) |> AGGREGATE GROUP BY a |> AGGREGATE SUM(x), GROUP AND ORDER BY y, z DESC

FROM t |> AGGREGATE SUM(a) GROUP BY ROLLUP (b, c) |> AGGREGATE SUM(a) GROUP BY GROUPING SETS ((b), (c, d)) |> AGGREGATE MAX(b) GROUP BY ALL

FROM t |> JOIN u ON t.a = u.a |> LEFT JOIN v USING (b) |> CROSS JOIN w |> FULL OUTER JOIN (SELECT 1) AS x ON TRUE

FROM t |> UNION ALL (SELECT 1), (SELECT 2) |> EXCEPT DISTINCT (FROM u |> SELECT a) |> UNION ALL BY NAME (SELECT 1 AS a)

FROM t |> DISTINCT |> WINDOW SUM(a) OVER () AS b |> TABLESAMPLE SYSTEM (1 PERCENT)

FROM t |> PIVOT (SUM(a) FOR b IN ('x', 'y')) |> UNPIVOT (v FOR n IN (c, d)) AS u |> CALL d.tvf(1, TABLE x) AS y

FROM t |> WITH a AS (SELECT 1) |> ASSERT COUNT(*) > 0, 'empty', a |> SELECT DISTINCT a

SELECT a FROM t ORDER BY a |> WHERE a > 1

SELECT * FROM (FROM t |> SELECT a) AS x WHERE a IN (FROM u |> SELECT a)

FROM t |> SOMETHING NEW (a, (b)) c |> SELECT a

FROM t |> FORK (|> WHERE a), (|> WHERE b)
`,
  dml: `
INSERT INTO d.t (a, b) VALUES (1, 'x'), (DEFAULT, (SELECT 2))

INSERT d.t SELECT * FROM u

INSERT INTO d.t (SELECT 1)

INSERT INTO d.t (a) WITH x AS (SELECT 1) SELECT * FROM x

UPDATE d.t SET a = 1, b.c = DEFAULT WHERE TRUE

UPDATE d.t AS x SET a = y.a FROM u AS y JOIN v ON y.k = v.k WHERE x.k = y.k

DELETE FROM d.t WHERE a IN (SELECT b FROM u)

DELETE d.t x WHERE x.a = 1

TRUNCATE TABLE d.t

MERGE INTO d.t AS t USING (SELECT 1 AS k) AS s ON t.k = s.k WHEN MATCHED AND s.d THEN DELETE WHEN MATCHED THEN UPDATE SET a = s.a, b = DEFAULT WHEN NOT MATCHED THEN INSERT (k, a) VALUES (s.k, DEFAULT) WHEN NOT MATCHED BY SOURCE AND t.x THEN UPDATE SET a = NULL

MERGE d.t USING d.s ON FALSE WHEN NOT MATCHED BY TARGET THEN INSERT ROW WHEN NOT MATCHED BY SOURCE THEN DELETE
`,
  ddl: `
CREATE TABLE d.t (a INT64 NOT NULL, b STRING(10) DEFAULT 'x' OPTIONS (description = 'b'), c ARRAY<STRUCT<d DATE NOT NULL, e NUMERIC(5, 2)>>, f STRING COLLATE 'und:ci', PRIMARY KEY (a) NOT ENFORCED, CONSTRAINT fk FOREIGN KEY (b) REFERENCES d.u (b) NOT ENFORCED) DEFAULT COLLATE 'und:ci' PARTITION BY DATE_TRUNC(c, MONTH) CLUSTER BY a, b OPTIONS (labels = [('k', 'v')], description = 'x')

CREATE OR REPLACE TEMP TABLE t AS SELECT 1 AS a

CREATE TABLE IF NOT EXISTS d.t PARTITION BY RANGE_BUCKET(a, GENERATE_ARRAY(0, 100, 10)) AS SELECT 1 AS a

CREATE TABLE d.t LIKE d.u

CREATE TABLE d.t LIKE d.u AS SELECT * FROM d.u

CREATE TABLE d.t COPY d.u

CREATE SNAPSHOT TABLE d.t CLONE d.u FOR SYSTEM_TIME AS OF CURRENT_TIMESTAMP() OPTIONS (expiration_timestamp = NULL)

CREATE EXTERNAL TABLE d.t (a INT64) WITH PARTITION COLUMNS (b DATE) WITH CONNECTION \`p.eu.c\` OPTIONS (format = 'PARQUET', uris = ['gs://b/*'])

CREATE OR REPLACE VIEW d.v (a OPTIONS (description = 'x'), b) OPTIONS (description = 'v') AS SELECT 1, 2

CREATE MATERIALIZED VIEW d.v PARTITION BY a CLUSTER BY b OPTIONS (enable_refresh = TRUE) AS SELECT a, COUNT(*) AS b FROM t GROUP BY a

CREATE TEMP FUNCTION f(x INT64, y ANY TYPE) RETURNS INT64 AS (x + 1)

CREATE OR REPLACE FUNCTION d.f(x ARRAY<STRING>) AS ((SELECT MAX(y) FROM UNNEST(x) AS y))

CREATE FUNCTION d.f(x STRING) RETURNS ARRAY<STRUCT<a STRING>> DETERMINISTIC LANGUAGE js OPTIONS (library = ['gs://x']) AS '''return [];'''

CREATE FUNCTION d.f(x STRING) RETURNS STRING REMOTE WITH CONNECTION p.eu.c OPTIONS (endpoint = 'https://example.com')

CREATE AGGREGATE FUNCTION d.f(x FLOAT64, y INT64 NOT AGGREGATE) RETURNS FLOAT64 AS (SUM(x) / y)

CREATE TABLE FUNCTION d.f(x INT64, t TABLE<a INT64, b STRING>, u ANY TABLE) RETURNS TABLE<a INT64> AS SELECT a FROM t WHERE a = x

CREATE OR REPLACE PROCEDURE d.p(IN a INT64, OUT b STRING, INOUT c DATE, out INT64) OPTIONS (strict_mode = FALSE) BEGIN SET b = 'x'; SELECT a; END

CREATE MODEL d.m TRANSFORM(ML.STANDARD_SCALER(a) OVER () AS a, * EXCEPT (b)) OPTIONS (model_type = 'linear_reg', input_label_cols = ['c']) AS SELECT a, b, c FROM t

CREATE MODEL d.m OPTIONS (model_type = 'ARIMA_PLUS') AS (training_data AS (SELECT 1), custom_holiday AS (SELECT 2))

CREATE MODEL d.m INPUT (a INT64) OUTPUT (b FLOAT64) REMOTE WITH CONNECTION p.eu.c OPTIONS (endpoint = 'x')

CREATE SCHEMA IF NOT EXISTS d DEFAULT COLLATE 'und:ci' OPTIONS (location = 'eu')

ALTER TABLE d.t ADD COLUMN a INT64, DROP COLUMN IF EXISTS b, RENAME COLUMN c TO d

ALTER TABLE IF EXISTS d.t ALTER COLUMN a SET DATA TYPE NUMERIC(10, 2)

ALTER VIEW d.v SET OPTIONS (description = 'x')

DROP TABLE IF EXISTS d.t

DROP SCHEMA d CASCADE

DROP MATERIALIZED VIEW d.v

DROP TABLE FUNCTION d.f

DROP ROW ACCESS POLICY IF EXISTS p ON d.t

CREATE ROW ACCESS POLICY p ON d.t GRANT TO ('user:a@example.com') FILTER USING (a = SESSION_USER())

CREATE SEARCH INDEX i ON d.t (ALL COLUMNS)

CREATE VECTOR INDEX i ON d.t (embedding) OPTIONS (index_type = 'IVF')

CREATE RESERVATION admin.eu.r OPTIONS (slot_capacity = 100)

GRANT \`roles/bigquery.dataViewer\` ON TABLE d.t TO 'user:a@example.com'

REVOKE \`roles/bigquery.dataViewer\` ON SCHEMA d FROM 'user:a@example.com'

EXPORT DATA WITH CONNECTION p.eu.c OPTIONS (uri = 'gs://b/*.csv', format = 'CSV') AS SELECT 1

EXPORT MODEL d.m OPTIONS (uri = 'gs://b')

LOAD DATA INTO d.t (a INT64) FROM FILES (format = 'CSV', uris = ['gs://b/*'])

UNDROP SCHEMA d

ASSERT (SELECT COUNT(*) FROM t) > 0 AS 'empty'

ASSERT EXISTS(SELECT 1 FROM t)
`,
  scripts: `
DECLARE a, b INT64 DEFAULT 1; DECLARE c STRING; DECLARE d DEFAULT [1, 2]; SET a = 2; SET (a, b) = (1, 2); SET @@time_zone = 'UTC'

IF a > 1 THEN SELECT 1; ELSEIF b THEN SELECT 2; SELECT 3; ELSE SELECT 4; END IF

LOOP SET a = a + 1; IF a > 10 THEN BREAK; END IF; CONTINUE; END LOOP

WHILE a < 10 DO SET a = a + 1; ITERATE; LEAVE; END WHILE

REPEAT SET a = a + 1; UNTIL a > 10 END REPEAT

FOR r IN (SELECT a FROM t) DO SELECT r.a; END FOR

BEGIN SELECT 1; EXCEPTION WHEN ERROR THEN SELECT @@error.message; RAISE USING MESSAGE = 'x'; END

BEGIN BEGIN TRANSACTION; INSERT INTO t VALUES (1); COMMIT TRANSACTION; EXCEPTION WHEN ERROR THEN ROLLBACK; RAISE; END

CASE WHEN a THEN SELECT 1; WHEN b THEN SELECT 2; ELSE SELECT 3; END CASE

CASE a WHEN 1 THEN SELECT 1; END CASE; RETURN

outer_loop: LOOP inner_loop: WHILE TRUE DO BREAK outer_loop; END WHILE inner_loop; END LOOP outer_loop

CALL d.p(1, 'x', @a); EXECUTE IMMEDIATE 'SELECT ?' INTO a, b USING 1, c AS d; EXECUTE IMMEDIATE sql

SELECT 1;; SELECT 2;

BEGIN; SELECT 1; COMMIT;
`,
};

/** Texts with their topic. */
export const syntax: readonly { readonly topic: string; readonly sql: string }[] = Object.entries(texts).flatMap(
  ([topic, text]) =>
    text
      .trim()
      .split(/\n{2,}/)
      .map((sql) => ({ topic, sql })),
);
