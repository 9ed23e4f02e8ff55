import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeEach, describe, expect, test } from 'vitest';
import { duckdb } from '../../../src/adapters/duckdb/dialect.ts';
import { openSession } from '../../../src/compiler/lower/translate/session.ts';
import { answerOf } from './canonical.ts';
import { database, datasets, refusals } from './database.ts';

let db: DuckDBConnection;
beforeEach(async () => {
  db = await database();
  await db.run('CREATE SCHEMA d; CREATE TABLE d.t (id BIGINT, name VARCHAR, day DATE)');
  await db.run("INSERT INTO d.t VALUES (1, 'a', DATE '2024-01-01'), (2, 'b', DATE '2024-02-01'), (3, NULL, NULL)");
});

/** Translates and runs the texts of one action, one after another; the rows of the last. */
async function rows(...texts: readonly string[]) {
  const session = openSession();
  let last: Awaited<ReturnType<typeof answerOf>> = { types: [], rows: [] };
  for (const text of texts) {
    const { sql, diagnostics } = await duckdb.translate({ text, pieces: [] }, datasets, session);
    if (!sql) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
    if (sql.text === '') continue;
    const statements = await db.extractStatements(sql.text);
    for (let i = 0; i < statements.count; i += 1) {
      const prepared = await statements.prepare(i);
      if (i === statements.count - 1 && text === texts.at(-1))
        last = await answerOf(db, sql.text.split(';\n').at(-1) ?? '');
      else await prepared.run();
    }
  }
  return last.rows;
}

describe('variables of a script', () => {
  test('are known to the texts behind, with the type of their declaration', async () => {
    expect(
      await rows(
        "DECLARE since DATE DEFAULT '2024-01-15'; DECLARE n INT64",
        'SET n = (SELECT MAX(id) FROM `p.d.t`)',
        'SELECT id, n, since FROM (SELECT id, day FROM d.t WHERE FALSE) RIGHT JOIN (SELECT 7 AS id) USING (id) WHERE n = 3',
      ),
    ).toEqual([['7', '3', '2024-01-15']]);
  });

  test('take their type from the value where none is given', async () => {
    expect(await rows('DECLARE a, b DEFAULT DATE_SUB(DATE "2024-03-01", INTERVAL 1 DAY)', 'SELECT a = b, a')).toEqual([
      [true, '2024-02-29'],
    ]);
  });

  test('work in blocks of plain statements', async () => {
    const script =
      'BEGIN DECLARE x INT64 DEFAULT 5; SET x = x + 1; CREATE TABLE d.u AS SELECT x AS x; END; SELECT * FROM d.u';
    expect(await rows(script)).toEqual([['6']]);
  });

  test('are told from columns, or refused', async () => {
    expect(await rows('DECLARE name STRING DEFAULT "v"', "SELECT name FROM (SELECT 'column' AS name)")).toEqual([
      ['column'],
    ]);
  });

  test('are told from columns of unknown tables when the statement runs', async () => {
    const since = "DECLARE since DATE DEFAULT '2024-01-15'";
    const query = 'WITH u AS (SELECT * FROM d.t WHERE day > since) SELECT id FROM u WHERE since < "2025-01-01"';
    expect(await rows(since, query)).toEqual([['2']]);
    expect(
      await rows(since, 'CREATE OR REPLACE TABLE d.u AS SELECT id FROM d.t WHERE day < since; SELECT * FROM d.u'),
    ).toEqual([['1']]);
    await db.run('ALTER TABLE d.t ADD COLUMN "Since" DATE');
    await expect(rows(since, query)).rejects.toThrow('The name since may be a column or a variable');
    await expect(
      rows(since, 'SELECT id FROM d.t AS a JOIN d.none AS b USING (id) WHERE since > b.day'),
    ).rejects.toThrow();
  });

  test.each([
    'SELECT name FROM d.t, UNNEST(items)',
    'SELECT id AS name FROM d.t WHERE name > "a"',
    'SELECT name FROM `d.t*`',
    'SELECT name FROM t',
    'UPDATE d.t SET id = 1 WHERE name = "a"',
    'SELECT name FROM d.t PIVOT (MAX(id) FOR day IN (DATE "2024-01-01" AS a))',
  ])('in %s may be columns of others, and are refused', async (text) => {
    const found = await refusals(`DECLARE name STRING DEFAULT "v"; ${text}`);
    expect(found.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('the name `name`, which may be a column or a variable'),
    );
  });
});

describe('SQL functions', () => {
  test('are written out where they are called', async () => {
    expect(
      await rows(
        'CREATE TEMP FUNCTION twice(x INT64) AS (x + x); CREATE TEMP FUNCTION plus(a FLOAT64, b FLOAT64) RETURNS FLOAT64 AS (a + b)',
        'SELECT twice(id + 1), plus(1, 2) FROM d.t WHERE id = 1',
      ),
    ).toEqual([['4', 3]]);
  });

  test('may call one another, and hold queries', async () => {
    expect(
      await rows(
        'CREATE TEMP FUNCTION one(x ANY TYPE) AS (x); CREATE TEMP FUNCTION low(xs ARRAY<INT64>, least INT64) AS ((SELECT MIN(x) FROM UNNEST(xs) AS x WHERE x >= one(least)))',
        'SELECT low([5, 3, x], x + 1) FROM (SELECT 2 AS x) WHERE one(TRUE)',
      ),
    ).toEqual([['3']]);
  });

  test('of a dataset are written out as well, and send nothing', async () => {
    expect(await rows('CREATE FUNCTION `p.d.twice`(x INT64) AS (x * 2)', 'SELECT p.d.twice(4)')).toEqual([['8']]);
  });

  test('round and cast as their types say', async () => {
    expect(
      await rows(
        'CREATE TEMP FUNCTION day(x DATE) RETURNS STRING AS (FORMAT_DATE("%F", x))',
        'SELECT day("2024-01-31"), day(CAST(NULL AS DATE))',
      ),
    ).toEqual([['2024-01-31', null]]);
  });

  test.each([
    ['CREATE TEMP FUNCTION f(x STRING) RETURNS STRING LANGUAGE js AS "return x"', 'a function in JavaScript'],
    ['CREATE TEMP FUNCTION f(x FLOAT64) AS (x + x); SELECT f(RAND())', 'a value that changes'],
    ['CREATE TEMP FUNCTION f(x FLOAT64) AS (x); SELECT f(1, 2)', '`F` with 2 arguments'],
    ['DECLARE a, b INT64; SET (a, b) = (1, 2)', 'SET of several variables'],
    ['DECLARE a INT64; DECLARE A INT64', 'a variable that is declared twice'],
  ])('%s is refused', async (sql, message) => {
    expect((await refusals(sql)).map((f) => f.message).join('\n')).toContain(message);
  });
});

describe('ASSERT', () => {
  test('passes over what is true and fails on what is not', async () => {
    await rows('ASSERT (SELECT COUNT(*) FROM d.t) = 3 AS "three"');
    await expect(rows('ASSERT EXISTS (SELECT 1 FROM d.t WHERE id > 9) AS "no nine"')).rejects.toThrow('no nine');
    await expect(rows('ASSERT (SELECT name = "c" FROM d.t WHERE id = 3)')).rejects.toThrow('Assertion failed');
  });
});

describe('what only describes', () => {
  test('is left out', async () => {
    expect(await rows('CREATE SCHEMA IF NOT EXISTS `p.d` OPTIONS (description = "x")', 'SELECT 1')).toEqual([['1']]);
    expect(await rows('ALTER TABLE d.t SET OPTIONS (description = "x"); SELECT 2')).toEqual([['2']]);
    expect(await rows('GRANT `roles/x` ON TABLE d.t TO "user:a@b.example"; SELECT 3')).toEqual([['3']]);
  });
});

describe('ALTER TABLE', () => {
  test('adds, drops and renames columns', async () => {
    await db.run('CREATE TABLE d.wide AS SELECT 1::BIGINT AS id, 2::BIGINT AS old, 3::BIGINT AS gone');
    await rows(
      'ALTER TABLE d.wide ADD COLUMN IF NOT EXISTS price NUMERIC, ADD COLUMN tags ARRAY<STRING> OPTIONS (description = "x"), DROP COLUMN IF EXISTS gone, DROP COLUMN IF EXISTS never; ALTER TABLE d.wide RENAME COLUMN old TO `new`; ALTER TABLE d.wide ADD COLUMN IF NOT EXISTS price NUMERIC; UPDATE d.wide SET price = 1.5 WHERE TRUE',
    );
    const columns = await db.runAndReadAll(
      "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'wide' ORDER BY column_index",
    );
    expect(columns.getRowsJson()).toEqual([
      ['id', 'BIGINT'],
      ['new', 'BIGINT'],
      ['price', 'DECIMAL(38,9)'],
      ['tags', 'VARCHAR[]'],
    ]);
    expect(await rows('SELECT id, `new`, price FROM d.wide')).toEqual([['1', '2', '1.5']]);
    await rows('INSERT INTO d.wide (id) VALUES (7)');
    expect(await rows('SELECT id, tags IS NULL, ARRAY_LENGTH(tags) FROM d.wide ORDER BY id')).toEqual([
      ['1', false, '0'],
      ['7', false, '0'],
    ]);
  });

  test.each([
    ['ALTER TABLE d.t ADD COLUMN x INT64 DEFAULT 1', 'a column that is added with a constraint or a DEFAULT'],
    ['ALTER TABLE d.t ALTER COLUMN x SET DATA TYPE STRING', 'the statement `ALTER`'],
    ['ALTER TABLE d.t RENAME TO u', 'the statement `ALTER`'],
  ])('%s is refused', async (sql, message) => {
    expect((await refusals(sql)).map((f) => f.message).join('\n')).toContain(message);
  });
});

describe('a table partitioned by arrival', () => {
  test('has its time and date by name, and not under a star', async () => {
    await db.run("CREATE TABLE d.p AS SELECT 1::BIGINT AS id, TIMESTAMPTZ '2024-05-01 10:00:00+00' AS _PARTITIONTIME");
    expect(await rows('SELECT *, DATE(_PARTITIONTIME) AS day, _PARTITIONDATE AS d FROM `p.d.p`')).toEqual([
      ['1', '2024-05-01', '2024-05-01'],
    ]);
    expect(
      await rows('SELECT p.*, x.* FROM d.p AS p, (SELECT 2 AS y) AS x WHERE p._PARTITIONTIME IS NOT NULL'),
    ).toEqual([['1', '2']]);
    expect((await refusals('SELECT p.* FROM d.p, d.t WHERE _PARTITIONTIME IS NULL')).map((f) => f.at)).toEqual(['p.*']);
  });
});
