import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { functions } from '../../../src/adapters/duckdb/functions.ts';
import { translateToDuckdb } from '../../../src/adapters/duckdb/translate.ts';
import { database, datasets, duckdbOf, refusals } from './database.ts';

describe('what has no translation is BF4001 at its place', () => {
  test.each([
    ['SELECT SOUNDEX(x) FROM d.t', 'SOUNDEX', 'the function `SOUNDEX` has no translation to DuckDB yet.'],
    [
      'SELECT a, HLL_COUNT.MERGE(x) FROM d.t',
      'HLL_COUNT.MERGE',
      'the function `HLL_COUNT.MERGE` has no translation to DuckDB yet.',
    ],
    ['SELECT NET.HOST(x) FROM d.t', 'NET.HOST', 'the function `NET.HOST`'],
    ['SELECT ML.PREDICT(x) FROM d.t', 'ML.PREDICT', 'the function `ML.PREDICT`'],
    ['SELECT d.my_udf(x) FROM d.t', 'd.my_udf', 'the function `D.MY_UDF`'],
    ['SELECT SESSION_USER()', 'SESSION_USER', 'the function `SESSION_USER`'],
    ['SELECT STRPOS(a)', 'STRPOS', '`STRPOS` with 1 argument '],
    ["SELECT TRANSLATE(a, 'xyx', 'abc')", "'xyx'", 'TRANSLATE of a character that stands twice'],
    ['SELECT INSTR(a, b, 1, 2)', 'INSTR', '`INSTR` with 4 arguments'],
    ['SELECT ARRAY_AGG(x HAVING MAX y) FROM d.t', 'HAVING MAX y', 'HAVING inside `ARRAY_AGG`'],
    ['SELECT ROW_NUMBER() FROM d.t', 'ROW_NUMBER', '`ROW_NUMBER` without OVER'],
    ['SELECT SAFE.SUM(x) FROM d.t', 'SAFE.SUM', '`SAFE.` before `SUM`'],
    [
      'SELECT (SELECT SUM(o.x) FROM UNNEST(o.xs)) FROM d.o AS o',
      'SUM(o.x)',
      '`SUM` over columns of the outer query alone',
    ],
    ['SELECT @p', '@p', 'the query parameter `@p`'],
    ['SELECT x[0] FROM d.t', 'x[0]', 'a subscript without OFFSET'],
    ['SELECT CAST(x AS BIGNUMERIC)', 'BIGNUMERIC', 'the type `BIGNUMERIC`'],
    ['SELECT CAST(x AS GEOGRAPHY)', 'GEOGRAPHY', 'the type `GEOGRAPHY`'],
    ['SELECT SAFE_CAST(x AS NUMERIC(10, 2))', 'NUMERIC(10, 2)', 'SAFE_CAST to NUMERIC with parameters'],
    ['SELECT CAST(x AS NUMERIC(40, 2))', 'NUMERIC(40, 2)', 'the type `NUMERIC(40, 2)`'],
    ["SELECT CAST(x AS STRING FORMAT 'YYYY')", "'YYYY'", 'this CAST with FORMAT'],
    ["SELECT CAST(DATE '2024-01-01' AS STRING FORMAT 'DAY')", "'DAY'", 'this CAST with FORMAT'],
    ['SELECT JSON_VALUE(x, \'$.a[0].""\')', '\'$.a[0].""\'', 'this JSON path'],
    ["SELECT FORMAT_DATE('%Ez', d)", "'%Ez'", 'the format element `%Ez`'],
    ['SELECT FORMAT_DATE(f, d)', 'f', '`FORMAT_DATE` with a format that is no literal'],
    ["SELECT PARSE_DATE('%U', d)", "'%U'", 'the format element `%U` in `PARSE_DATE`'],
    ["SELECT FORMAT('%T', x)", "'%T'", '`%T` in FORMAT'],
    ['SELECT DATE_TRUNC(d, DECADE)', 'DECADE', 'the part `DECADE` in `DATE_TRUNC`'],
    ['SELECT EXTRACT(EPOCH FROM d)', 'EPOCH', 'the part `EPOCH` in EXTRACT'],
    ['SELECT REGEXP_EXTRACT(x, y)', 'y', 'a regular expression that is no literal'],
    ["SELECT REGEXP_EXTRACT(x, 'a(b)?')", "'a(b)?'", 'a regular expression whose group may be left out'],
    ["SELECT JSON_VALUE(x, '$.a[*]')", "'$.a[*]'", 'this JSON path'],
    ['SELECT JSON_VALUE(x, p)', 'p', 'this JSON path'],
    ['SELECT date_col FROM d.t FOR SYSTEM_TIME AS OF y', 'y', 'FOR SYSTEM_TIME AS OF'],
    ['SELECT x FROM d.t ORDER BY x COLLATE "und:ci"', '"und:ci"', 'COLLATE'],
    ['SELECT CAST(x AS STRING COLLATE "und:ci") FROM d.t', 'STRING COLLATE "und:ci"', 'COLLATE'],
    ['SELECT COUNT(x WHERE y) FROM d.t', 'y', 'WHERE inside a function'],
    ['SELECT SUM(x CLAMPED BETWEEN 0 AND 1) FROM d.t', 'SUM(x CLAMPED BETWEEN 0 AND 1)', 'CLAMPED BETWEEN'],
    ['CREATE TABLE d.t (a INT64 PRIMARY KEY NOT ENFORCED)', 'a', 'a constraint'],
    ['CREATE TABLE d.t (a STRUCT<b INT64 NOT NULL>)', 'INT64', 'NOT NULL inside a type'],
    ['CREATE TABLE d.t SOMETHING NEW AS SELECT 1', 'SOMETHING NEW', 'this clause'],
    ['CREATE TABLE d.t LIKE d.u', 'd.u', 'CREATE TABLE with LIKE'],
    ['UPDATE d.t AS x SET x.s.f = 1 WHERE TRUE', 'x.s.f', 'an assignment to a field'],
    ['UPDATE d.t SET s.f = 1 WHERE TRUE', 's.f', 'an assignment to a field'],
    ['INSERT INTO d.t VALUES (DEFAULT)', 'DEFAULT', '`DEFAULT` as a value'],
    ['SELECT x NOT LIKE ANY ("a", "b") FROM d.t', 'x NOT LIKE ANY ("a", "b")', 'LIKE ANY, SOME and ALL'],
    ['SELECT 1 FROM d.t TABLESAMPLE RESERVOIR (10 ROWS)', 'TABLESAMPLE RESERVOIR (10 ROWS)', 'TABLESAMPLE'],
    ['SELECT 1 FROM ML.PREDICT(MODEL d.m, TABLE d.t)', 'ML.PREDICT', 'the table function `ML.PREDICT`'],
    ['SELECT 1 FROM d.INFORMATION_SCHEMA.JOBS', 'd.INFORMATION_SCHEMA.JOBS', 'the system table'],
    ['SELECT _CHANGE_TYPE FROM d.t', '_CHANGE_TYPE', 'the pseudo column `_CHANGE_TYPE`'],
    [
      'FROM d.a JOIN d.b USING (k) |> EXTEND x + 1 AS y |> WHERE a.x > 1',
      'a',
      'the name `a` behind this pipe operator',
    ],
    ['FROM d.t |> SET x = 1 |> SELECT t.x', 't', 'the name `t` behind this pipe operator'],
    ['FROM d.t |> EXTEND 1 AS y |> SELECT t.y', 't', 'the name `t` behind this pipe operator'],
    ['FROM d.t |> EXTEND 1 AS y |> SELECT t.*', 't', 'the name `t` behind this pipe operator'],
    ['FROM d.t |> CALL d.f()', '|>', 'the pipe operator `CALL`'],
    [
      'WITH a AS (SELECT 1 AS x) FROM a |> WITH a AS (SELECT 2 AS x) |> WHERE x > 0',
      'a',
      'WITH that names a table twice',
    ],
    ['SET x = 1', 'SET', 'the statement `SET`'],
    ["ASSERT (SELECT TRUE) AS CONCAT('a', 'b')", "CONCAT('a', 'b')", 'a message of ASSERT that is no literal'],
    ['EXECUTE IMMEDIATE x', 'x', 'EXECUTE IMMEDIATE of a text that is computed'],
    ['CALL d.p()', 'd.p', 'a call of `d.p`'],
    ['CREATE AGGREGATE FUNCTION d.f(x INT64) AS (SUM(x))', 'd.f', 'CREATE AGGREGATE FUNCTION'],
    ["CREATE TEMP FUNCTION f(x INT64) RETURNS INT64 LANGUAGE js AS 'return x'", 'f', 'a function in JavaScript'],
    ["SELECT * FROM EXTERNAL_QUERY('c', 'SELECT 1')", 'EXTERNAL_QUERY', 'the table function `EXTERNAL_QUERY`'],
    ['CREATE MODEL d.m AS SELECT 1', 'd.m', 'CREATE MODEL'],
    ['ALTER TABLE d.t ALTER COLUMN x DROP NOT NULL', 'ALTER', 'the statement `ALTER`'],
    ['REVOKE `x` ON TABLE d.t FROM "y"', 'REVOKE', 'the statement `REVOKE`'],
    ['SELECT t FROM d.s LEFT JOIN d.t USING (k)', 't', 'the whole row `t` of an outer join'],
    [
      'SELECT STRUCT(1 AS a, 2 AS b) AS s UNION ALL SELECT STRUCT(3 AS b, 4 AS a)',
      'SELECT STRUCT(3 AS b, 4 AS a)',
      'a set operation of structs whose fields have other names',
    ],
    ["SELECT TIMESTAMP '2024-01-31 10:00:00+00' + INTERVAL 3 MONTH", 'INTERVAL 3 MONTH', 'months added to a TIMESTAMP'],
    ['SELECT * FROM d.t, UNNEST(xs) AS x', 'UNNEST(xs) AS x', '`*` over UNNEST'],
  ])('%s', async (sql, at, message) => {
    const found = await refusals(sql);
    expect(found.map((f) => f.at)).toContain(at);
    expect(found.map((f) => f.message).join('\n')).toContain(message);
  });

  test('all of them are reported, in the order of the text', async () => {
    const sql = 'SELECT FOO(a), (SELECT BAR(b) FROM d.t WHERE ), BAZ(c) FROM d.t; CALL d.p(); SELECT QUX(1)';
    expect((await refusals(sql)).map((f) => f.at)).toEqual(['FOO', 'BAR', ')', 'BAZ', 'd.p', 'QUX']);
  });

  test('a fault of the name map is told with the path', async () => {
    const [found] = await refusals('SELECT 1 FROM `orders`');
    expect(found).toEqual({
      at: '`orders`',
      message: 'the table `orders` has no translation to DuckDB yet. it needs a dataset',
    });
  });

  test('the way out is named', async () => {
    const { diagnostics } = await translateToDuckdb({ text: 'SELECT FOO()', pieces: [] }, datasets);
    expect(diagnostics[0]).toMatchObject({
      code: 'BF4001',
      help: expect.stringContaining('biform.target({ duckdb: "..." })'),
    });
  });
});

test('a function that is not on the list is refused, whatever DuckDB would make of it', async () => {
  const connection = await database();
  const reader = await connection.runAndReadAll(
    "SELECT DISTINCT upper(function_name) FROM duckdb_functions() WHERE function_name ~ '^[a-z_0-9]+$'",
  );
  const names = reader.getRowsJson().map(([name]) => String(name));
  const grammar = new Set([
    'CASE',
    'CAST',
    'UNNEST',
    'EXTRACT',
    'INTERVAL',
    'STRUCT',
    'ARRAY',
    'IF',
    'TRY_CAST',
    'COLLATE',
    'GROUPING',
  ]);
  const unlisted = names.filter((name) => functions[name] === undefined && !grammar.has(name));
  expect(unlisted.length).toBeGreaterThan(400);
  for (const name of unlisted) expect((await refusals(`SELECT ${name}(1)`)).length, name).toBeGreaterThan(0);
});

describe('hostile SQL does not get through', () => {
  test.each([
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT read_text('/etc/passwd')",
    "SELECT getenv('HOME')",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM '/etc/passwd.csv'",
    "SELECT * FROM 'x.csv'",
    'SELECT * FROM `x.csv`',
    'SELECT * FROM `/etc/passwd`',
    'SELECT * FROM `../secret.parquet`',
    'SELECT * FROM d.`t.json`',
    'SELECT * FROM `https://example.com/x.csv`',
    'SELECT * FROM `d"."t`',
    'SELECT * FROM duckdb_settings()',
    "ATTACH 'x.db'",
    "COPY d.t TO 'x.csv'",
    "COPY (SELECT 1) TO 'x.csv'",
    'INSTALL httpfs',
    'LOAD httpfs',
    'PRAGMA database_list',
    "SET memory_limit = '1GB'",
    'SELECT 1; PRAGMA version',
    "SELECT 1 /* ; */ ; ATTACH 'x'",
    'CREATE MACRO f() AS 1',
    'CREATE SECRET s (TYPE s3)',
    "EXPORT DATABASE 'x'",
    'CHECKPOINT',
    'USE d',
    'VACUUM',
    'SELECT $$x$$',
    "SELECT current_setting('x')",
    'SELECT biform.bf_mul(1, 2)',
    'SELECT TRY(1)',
    'SELECT pg_catalog.version()',
    'SELECT COLUMNS(*) FROM d.t',
    'SELECT #1 FROM d.t',
    'SELECT x::INT FROM d.t',
    'SELECT {x: 1}',
    'SUMMARIZE d.t',
    'DESCRIBE d.t',
    'SELECT * FROM d.t POSITIONAL JOIN d.u',
    'SELECT * FROM (VALUES (1)) AS t',
    'INSERT INTO d.t BY NAME SELECT 1',
    'DELETE FROM d.t',
    'DROP SCHEMA d CASCADE',
  ])('%s', async (sql) => {
    expect((await refusals(sql)).length).toBeGreaterThan(0);
  });

  test('strings, identifiers and comments stay what they are', async () => {
    const hostile = ["'; DROP TABLE x; --", '"; DROP', '`', '\\', '$$', '/*', '--', '\n', "''", 'é'];
    for (const text of hostile) {
      const connection = await database();
      const literal = JSON.stringify(text);
      const reader = await connection.runAndReadAll(
        await duckdbOf(`SELECT ${literal} AS x /* ${text.replaceAll('*', '')} */`),
      );
      expect(reader.getRowsJson()).toEqual([[text]]);
    }
  });

  test('any text is translated or refused, and never crashes', async () => {
    const words = fc.constantFrom(
      'SELECT',
      'FROM',
      'd.t',
      '(',
      ')',
      ',',
      '1',
      "'a'",
      '`x`',
      'AS',
      'x',
      '*',
      'WHERE',
      'UNNEST',
      '[',
      ']',
      'OFFSET',
      ';',
      '.',
      'WITH',
      'JOIN',
      'ON',
      '=',
      '--',
      '\n',
      'STRUCT',
      '<',
      '>',
      'CASE',
      'END',
      'NULL',
      '"',
      "'''",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 25 }), async (tokens) => {
        const result = await translateToDuckdb({ text: tokens.join(' '), pieces: [] }, datasets);
        expect(result.sql !== undefined || result.diagnostics.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('deep nesting is refused, not a crash', async () => {
    const deep = `SELECT ${'('.repeat(5000)}1${')'.repeat(5000)}`;
    expect((await refusals(deep)).map((f) => f.message).join()).toContain('nested more than');
  });
});
