import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { translateToDatabricks } from '../../../src/adapters/databricks/translate.ts';
import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import { datasets } from './cases.ts';
import { deltaInstalled, type Spark, startSpark } from './spark.ts';
import { sender } from './warehouse.ts';

type Rows = readonly (readonly Canonical[])[];

const tables = [
  'DROP SCHEMA IF EXISTS d CASCADE',
  'CREATE SCHEMA d',
  "CREATE TABLE d.t AS SELECT * FROM VALUES (1L, 'a', DATE '2024-01-31'), (2L, 'b', DATE '2024-02-29'), (3L, NULL, NULL) AS t(id, name, day)",
  "CREATE VIEW d.s AS SELECT * FROM VALUES (1L, 'x'), (2L, NULL) AS s(id, name)",
  "CREATE VIEW d.arrived AS SELECT 1L AS id, TIMESTAMP '2024-03-01 00:00:00' AS _PARTITIONTIME",
  "CREATE VIEW d.named AS SELECT 1L AS id, DATE '2024-03-01' AS since",
];

/** What GoogleSQL's scripts give: the rows of their last statement. */
const scripts: readonly (readonly [string, Rows])[] = [
  ["DECLARE since DATE DEFAULT '2024-02-01'; SELECT id FROM d.t WHERE day >= since", [['2']]],
  ['DECLARE last DEFAULT DATE_SUB(DATE "2024-03-01", INTERVAL 1 DAY); SELECT last', [['2024-02-29']]],
  ['DECLARE n INT64; SELECT n IS NULL', [[true]]],
  ['DECLARE n INT64 DEFAULT 3; SET n = n * 2; SET n = (SELECT MAX(id) + n FROM d.t); SELECT n', [['9']]],
  ["DECLARE s STRUCT<a INT64, b ARRAY<STRING>>; SET s = STRUCT(1, ['x']); SELECT s.a, s.b", [['1', ['x']]]],
  ["DECLARE name STRING DEFAULT 'v'; SELECT name FROM (SELECT 'column' AS name)", [['column']]],
  // Whether a column has the name is known when it runs: a column comes first.
  ["DECLARE since DATE DEFAULT '2024-02-01'; SELECT id, since FROM d.named", [['1', '2024-03-01']]],
  [
    "DECLARE since DATE DEFAULT '2024-02-01'; CREATE OR REPLACE TABLE d.u AS SELECT id FROM d.t WHERE day > since; SELECT * FROM d.u",
    [['2']],
  ],
  [
    'CREATE TEMP FUNCTION half(x INT64) RETURNS FLOAT64 AS (x / 2); SELECT half(id) FROM d.t ORDER BY id',
    [[0.5], [1], [1.5]],
  ],
  [
    'CREATE TEMP FUNCTION total(a ARRAY<INT64>) AS ((SELECT SUM(e) FROM UNNEST(a) AS e)); SELECT id, total([id, 1, NULL]) FROM d.t ORDER BY id',
    [
      ['1', '2'],
      ['2', '3'],
      ['3', '4'],
    ],
  ],
  [
    'CREATE TEMP FUNCTION value(k STRING, a ARRAY<STRUCT<key STRING, v INT64>>) AS ((SELECT v FROM UNNEST(a) WHERE key = k)); SELECT id, value(name, [STRUCT("a" AS key, 7 AS v)]) FROM d.t ORDER BY id',
    [
      ['1', '7'],
      ['2', null],
      ['3', null],
    ],
  ],
  [
    'CREATE TEMP FUNCTION one(x ANY TYPE) AS (x = 1); CREATE TEMP FUNCTION none(x INT64) AS (NOT one(x)); SELECT none(id) FROM d.t ORDER BY id',
    [[false], [true], [true]],
  ],
  [
    'CREATE OR REPLACE FUNCTION d.up(x STRING, n INT64) AS (CONCAT(UPPER(x), n)); SELECT d.up(name, id) FROM d.t ORDER BY id',
    [['A1'], ['B2'], [null]],
  ],
  ['CREATE SCHEMA IF NOT EXISTS d; SELECT 1', [['1']]],
  [
    'UPDATE d.t SET name = s.name FROM d.s AS s WHERE t.id = s.id; SELECT id, name FROM d.t ORDER BY id',
    [
      ['1', 'x'],
      ['2', null],
      ['3', null],
    ],
  ],
  [
    'UPDATE d.t AS x SET x.name = CONCAT(x.name, s.n) FROM (SELECT id, "!" AS n FROM d.s) AS s WHERE x.id = s.id AND s.id > 1; SELECT id, name FROM d.t ORDER BY id',
    [
      ['1', 'a'],
      ['2', 'b!'],
      ['3', null],
    ],
  ],
  ['ALTER TABLE d.t SET OPTIONS (description = "it\'s", labels = [("a", "b")]); SELECT COUNT(*) FROM d.t', [['3']]],
  ['ALTER SCHEMA d SET OPTIONS (description = "x", labels = [("a", "b")]); SELECT 1', [['1']]],
  [
    'CREATE OR REPLACE TABLE d.n PARTITION BY day OPTIONS (description = "x", labels = [("k", "v")]) AS SELECT day FROM d.t; SELECT COUNT(*) FROM d.n',
    [['3']],
  ],
  ['ASSERT (SELECT COUNT(*) FROM d.t) = 3 AS "three"; SELECT 1', [['1']]],
  ["SELECT *, _PARTITIONDATE FROM d.arrived WHERE _PARTITIONTIME > '2024-01-01'", [['1', '2024-03-01']]],
  ["SELECT a.id FROM d.arrived AS a WHERE DATE(a._PARTITIONTIME) = '2024-03-01'", [['1']]],
  [
    'CREATE OR REPLACE TABLE d.c AS SELECT 1 AS a, 2 AS b; ALTER TABLE d.c DROP COLUMN b, RENAME COLUMN a TO z, ADD COLUMN s STRUCT<x INT64>; ALTER TABLE d.c DROP COLUMN IF EXISTS b; SELECT * FROM d.c',
    [['1', null]],
  ],
  [
    'CREATE OR REPLACE TABLE d.c AS SELECT 1 AS a; INSERT INTO d.c VALUES ((SELECT MAX(id) FROM d.t)), (7); SELECT a FROM d.c ORDER BY a',
    [['1'], ['3'], ['7']],
  ],
  [
    'CREATE OR REPLACE TABLE FUNCTION d.after(n INT64, since DATE) AS (SELECT id, name, n FROM d.t WHERE id > n AND IFNULL(day > since, TRUE)); SELECT a.id, a.n FROM d.after(1, "2024-01-01") AS a JOIN d.t USING (id) ORDER BY id',
    [
      ['2', '1'],
      ['3', '1'],
    ],
  ],
  [
    'CREATE OR REPLACE TABLE FUNCTION d.halves(n INT64) RETURNS TABLE<x FLOAT64> AS (SELECT t.id / 2 AS x FROM d.t AS t WHERE t.id < n); SELECT x FROM d.halves(2)',
    [[0.5]],
  ],
  // Fields of structs go into a column by place; MERGE and UPDATE of Delta put them there by name.
  [
    'CREATE OR REPLACE TABLE d.w AS SELECT 1 AS id, STRUCT(1 AS a, 2 AS b) AS s; INSERT INTO d.w SELECT 2, STRUCT(10 AS b, 20 AS a); INSERT INTO d.w VALUES (3, STRUCT(10 AS b, 20 AS a)); SELECT id, s.a, s.b FROM d.w ORDER BY id',
    [
      ['1', '1', '2'],
      ['2', '10', '20'],
      ['3', '10', '20'],
    ],
  ],
  [
    'CREATE OR REPLACE TABLE d.w AS SELECT 1 AS id, STRUCT(1 AS a, 2 AS b) AS s; UPDATE d.w SET s = STRUCT(10 AS b, 20 AS a) WHERE id = 1; SELECT s.a, s.b FROM d.w',
    [['10', '20']],
  ],
  [
    'CREATE OR REPLACE TABLE d.w AS SELECT 1 AS id, [STRUCT(1 AS a, 2 AS b)] AS s; MERGE d.w USING (SELECT id, [STRUCT(10 AS b, 20 AS a)] AS s FROM UNNEST([1, 2]) AS id) AS n ON w.id = n.id WHEN MATCHED THEN UPDATE SET s = n.s WHEN NOT MATCHED THEN INSERT (id, s) VALUES (n.id, n.s); SELECT id, s[OFFSET(0)].a, s[OFFSET(0)].b FROM d.w ORDER BY id',
    [
      ['1', '10', '20'],
      ['2', '10', '20'],
    ],
  ],
  [
    'CREATE OR REPLACE TABLE d.w (a INT64, b INT64, l ARRAY<INT64>); MERGE d.w USING (SELECT 2 AS b, 1 AS a) AS n ON FALSE WHEN NOT MATCHED THEN INSERT (a, b) ROW; MERGE d.w USING (SELECT 4 AS b, 3 AS a, [5] AS l) AS n ON w.a = n.b WHEN NOT MATCHED THEN INSERT ROW WHEN NOT MATCHED THEN INSERT (a) VALUES (-1); INSERT INTO d.w (b) SELECT 9; INSERT INTO d.w SELECT 9, 9, NULL; SELECT a, b, l FROM d.w ORDER BY a',
    [
      [null, '9', []],
      ['2', '1', []],
      ['4', '3', ['5']],
      ['9', '9', []],
    ],
  ],
  // Rows that are structs give a table their fields as columns.
  [
    'CREATE OR REPLACE TABLE d.w AS SELECT AS STRUCT id, [name] AS l FROM d.t WHERE id = 1; CREATE OR REPLACE TABLE d.w2 AS SELECT AS VALUE ARRAY_AGG(w)[OFFSET(0)] FROM d.w AS w; CREATE OR REPLACE VIEW d.v2 AS SELECT AS VALUE STRUCT(w2.id AS x, w2.l AS y) FROM d.w2; SELECT x, y, z + 1 FROM d.v2, (SELECT AS VALUE 1) AS z',
    [['1', ['a'], '2']],
  ],
  // A table keeps an empty array in place of NULL.
  [
    "CREATE OR REPLACE TABLE d.w AS SELECT 1 AS id, [STRUCT('x' AS a)] AS s; INSERT INTO d.w VALUES (2, NULL); INSERT INTO d.w SELECT 3, ARRAY_AGG(STRUCT(name AS a)) FROM d.t WHERE FALSE; UPDATE d.w SET s = NULL WHERE id = 1; SELECT id, ARRAY_LENGTH(s) FROM d.w ORDER BY id",
    [
      ['1', '0'],
      ['2', '0'],
      ['3', '0'],
    ],
  ],
  [
    'CREATE OR REPLACE TABLE d.w AS SELECT id, ARRAY_AGG(name IGNORE NULLS) AS s FROM d.t GROUP BY id; MERGE d.w USING (SELECT 9 AS id, CAST(NULL AS ARRAY<STRING>) AS s) AS n ON w.id = n.id WHEN NOT MATCHED THEN INSERT (id, s) VALUES (n.id, n.s); SELECT id, ARRAY_LENGTH(s) FROM d.w ORDER BY id',
    [
      ['1', '1'],
      ['2', '1'],
      ['3', '0'],
      ['9', '0'],
    ],
  ],
  // Control flow.
  ["IF CAST(NULL AS BOOL) THEN SELECT 'a'; ELSEIF FALSE THEN SELECT 'b'; ELSE SELECT 'c'; END IF", [['c']]],
  ['IF (SELECT COUNT(*) FROM d.t) > 2 THEN SELECT 1; END IF', [['1']]],
  ['DECLARE x INT64 DEFAULT 5; IF x > 1 THEN SET x = 100; ELSEIF x > 2 THEN SET x = 7; END IF; SELECT x', [['100']]],
  [
    "DECLARE x STRING DEFAULT 'b'; DECLARE y STRING; CASE x WHEN 'a' THEN SET y = '1'; WHEN 'b' THEN SET y = '2'; END CASE; CASE x WHEN 'z' THEN SET y = '3'; END CASE; SELECT y",
    [['2']],
  ],
  ['DECLARE i INT64 DEFAULT 0; WHILE i < 3 DO SET i = i + 1; END WHILE; SELECT i', [['3']]],
  [
    'DECLARE i INT64 DEFAULT 0; DECLARE s INT64 DEFAULT 0; LOOP SET i = i + 1; IF i = 2 THEN CONTINUE; END IF; IF i > 4 THEN LEAVE; END IF; SET s = s + i; END LOOP; SELECT s',
    [['8']],
  ],
  ['DECLARE i INT64 DEFAULT 9; REPEAT SET i = i + 1; UNTIL i > 3 END REPEAT; SELECT i', [['10']]],
  [
    'DECLARE s STRING DEFAULT ""; FOR r IN (SELECT id AS num, name FROM d.t ORDER BY id DESC) DO SET s = CONCAT(s, r.num, IFNULL(r.name, "-")); END FOR; SELECT s',
    [['3-2b1a']],
  ],
  [
    'DECLARE n INT64 DEFAULT 0; FOR a IN (SELECT x FROM UNNEST([1, 2]) AS x) DO FOR b IN (SELECT y FROM UNNEST([10, 20]) AS y WHERE y > 10 * a.x - 5) DO SET n = n + a.x + b.y; END FOR; END FOR; SELECT n',
    [['54']],
  ],
  [
    'DECLARE n INT64 DEFAULT 0; FOR a IN (SELECT x FROM UNNEST([1, 2]) AS x ORDER BY x) DO BEGIN DECLARE y INT64; IF y IS NULL THEN SET y = a.x; END IF; SET n = n * 10 + y; END; END FOR; SELECT n',
    [['12']],
  ],
  [
    'DECLARE n INT64 DEFAULT 0; outer_loop: LOOP LOOP SET n = n + 1; BREAK outer_loop; END LOOP; END LOOP outer_loop; SELECT n',
    [['1']],
  ],
  ['DECLARE n INT64 DEFAULT 0; WHILE TRUE DO SET n = n + 1; SELECT n; RETURN; END WHILE; SELECT 9', [['1']]],
  [
    "DECLARE n INT64 DEFAULT 0; BEGIN SET n = 1; SELECT ERROR('no'); SET n = 2; EXCEPTION WHEN ERROR THEN SET n = n + 10; END; SELECT n",
    [['11']],
  ],
  ["BEGIN SELECT * FROM d.missing; EXCEPTION WHEN ERROR THEN SELECT 'handled'; END", [['handled']]],
];

const failing: readonly (readonly [string, RegExp])[] = [
  ['ASSERT (SELECT COUNT(*) FROM d.t) = 4 AS "four"', /four/],
  ['ASSERT (SELECT CAST(NULL AS BOOL))', /Assertion failed/],
  ["IF TRUE THEN RAISE USING MESSAGE = 'mine'; END IF", /mine/],
  ["IF TRUE THEN ASSERT FALSE AS 'no'; END IF", /no/],
  ["BEGIN SELECT ERROR('first'); EXCEPTION WHEN ERROR THEN SELECT ERROR('second'); END", /second/],
  // As in BigQuery, one row of the source at most for one of the target.
  [
    'UPDATE d.t SET name = s.name FROM (SELECT 1 AS id, "x" AS name UNION ALL SELECT 1, "y") AS s WHERE t.id = s.id',
    /MULTIPLE_SOURCE_ROW/,
  ],
  [
    'MERGE d.t USING (SELECT 1 AS id, "x" AS name UNION ALL SELECT 1, "y") AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET name = s.name',
    /MULTIPLE_SOURCE_ROW/,
  ],
  [
    'MERGE d.t USING (SELECT 1 AS id UNION ALL SELECT 1) AS s ON t.id = s.id WHEN MATCHED THEN DELETE',
    /MULTIPLE_SOURCE_ROW/,
  ],
];

describe.skipIf(!deltaInstalled)('scripts in GoogleSQL on Spark 4.2 with Delta', () => {
  let spark: Spark;
  beforeAll(async () => {
    spark = await startSpark('delta');
  }, 300_000);
  afterAll(() => spark?.stop());

  let changed = true;

  async function run(text: string): Promise<Rows> {
    const send = sender(spark);
    if (changed) for (const sql of tables) await send(sql);
    changed = text.startsWith('UPDATE');
    const { sql, script, diagnostics } = await translateToDatabricks({ text, pieces: [] }, datasets);
    if (!sql) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
    let rows: Rows = [];
    for (const step of script ?? [{ do: 'send', start: 0, end: sql.text.length } as const])
      if (step.do === 'send') rows = await send(sql.text.slice(step.start, step.end));
    return rows;
  }

  test.each(scripts)('%s', async (text, rows) => {
    expect(await run(text)).toEqual(rows);
  });

  test.each(failing)('%s fails', async (text, why) => {
    await expect(run(text)).rejects.toThrow(why);
  });

  test('a function is there for others', async () => {
    await run('CREATE OR REPLACE FUNCTION d.half(x INT64) RETURNS FLOAT64 AS (x / 2)');
    expect(await sender(spark)('SELECT d.half(3)')).toEqual([[1.5]]);
  });
});
