import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { readDatabricks } from '../../../../src/adapters/databricks/reader/read.ts';
import { printStatements } from '../../../../src/compiler/sql/print/statement.ts';
import { answerOf } from '../../duckdb/canonical.ts';
import { database } from '../../duckdb/database.ts';
import { type Case, cases, close, files, translated } from './cases.ts';
import { pageText, written } from './page.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await database();
});

/** Rows of a query that leaves their order open. */
const sorted = (rows: Case['rows'] = []): NonNullable<Case['rows']> =>
  [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe.each(files)('Databricks SQL on DuckDB gives what Spark gives: $file', ({ cases: own }) => {
  test.each(own)('$sql', async ({ sql, rows, error }) => {
    const { duckdb } = await translated(sql);
    if (error !== undefined) return expect(answerOf(connection, duckdb)).rejects.toThrow(/^(?!Binder|Parser|Catalog)/);
    const answer = await answerOf(connection, duckdb);
    const isOrdered = /\border by\b/i.test(sql.replace(/--.*/g, ''));
    const isAlike = close(rows ?? [], answer.rows) || (!isOrdered && close(sorted(rows), sorted(answer.rows)));
    expect(isAlike, `${duckdb}\n${JSON.stringify(answer.rows)}\n${JSON.stringify(rows)}`).toBe(true);
  });
});

test('there are at least 400 cases', () => {
  expect(cases.length).toBeGreaterThan(400);
});

const refused = (sql: string): readonly string[] =>
  readDatabricks(sql).unread.map(({ start, end, what }) => `${sql.slice(start, end)}: ${what}`);

test('what is on no list is refused at its place, several at once', () => {
  expect(refused('SELECT soundex(a), b, xpath(c, d) FROM t')).toEqual([
    'soundex: the function `soundex` of Databricks',
    'xpath: the function `xpath` of Databricks',
  ]);
});

test('what needs a type that is not known is refused', () => {
  expect(refused('SELECT a * b FROM main.sales.orders')).toEqual(['a * b: `*` of a value whose type is not known']);
});

test('a slice whose numbers Spark adds up beyond INT is refused', () => {
  expect(refused('SELECT slice(array(1, 2), 2, 2147483646)')).toEqual([]);
  expect(refused('SELECT slice(array(1, 2), 2, 2147483647)')).toEqual([
    'slice(array(1, 2), 2, 2147483647): `slice` with a length that goes beyond INT',
  ]);
});

test('SQL that is not understood is refused where it is not', () => {
  expect(refused('SELECT a FROM t WHERE')).toEqual([': the end of the text at this place']);
  expect(refused("SELECT 'it''s'")).toEqual(["'s': a doubled quote in a string"]);
});

const google = (sql: string): string => {
  const { statements, unread } = readDatabricks(sql);
  return unread.length > 0 ? unread.map(({ what }) => what).join('; ') : printStatements(statements);
};

test('INSERT, UPDATE, DELETE and MERGE become those of GoogleSQL', () => {
  expect(google('INSERT INTO s.t (a, b) VALUES (1, 2)')).toBe('INSERT INTO s.t (a, b) SELECT 1 AS col1, 2 AS col2;');
  expect(google('DELETE FROM s.t WHERE a <=> 1')).toBe('DELETE FROM s.t WHERE t.a IS NOT DISTINCT FROM 1;');
  expect(
    google(
      'MERGE INTO s.t AS d USING (SELECT 1 AS k) AS u ON d.k = u.k WHEN MATCHED THEN UPDATE SET d.v = 2 WHEN NOT MATCHED THEN INSERT (k) VALUES (u.k)',
    ),
  ).toBe(
    'MERGE INTO s.t AS d USING (SELECT 1 AS k) AS u ON d.k = u.k WHEN MATCHED THEN UPDATE SET v = 2 WHEN NOT MATCHED THEN INSERT (k) VALUES (u.k);',
  );
});

test('a path below JSON in a text, and functions that only Databricks has', () => {
  expect(google(`SELECT '{}':a.b[0]`)).toBe(
    `SELECT COALESCE(JSON_VALUE('{}', '$.a.b[0]'), JSON_QUERY('{}', '$.a.b[0]')) AS b;`,
  );
  expect(google("SELECT iff(true, 1, 2), charindex('b', 'abc')")).toBe("SELECT IF(TRUE, 1, 2), STRPOS('abc', 'b');");
});

test('the page lists the functions that are read', () => {
  expect(written(pageText())).toBe(pageText());
});
