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
];

const failing: readonly (readonly [string, RegExp])[] = [
  ['ASSERT (SELECT COUNT(*) FROM d.t) = 4 AS "four"', /four/],
  ['ASSERT (SELECT CAST(NULL AS BOOL))', /Assertion failed/],
  // As in BigQuery, one row of the source at most for one of the target.
  [
    'UPDATE d.t SET name = s.name FROM (SELECT 1 AS id, "x" AS name UNION ALL SELECT 1, "y") AS s WHERE t.id = s.id',
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
