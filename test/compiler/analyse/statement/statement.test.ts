import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshBinder } from '../../../../src/compiler/analyse/model/fresh.ts';
import { bindStatements } from '../../../../src/compiler/analyse/statement/bind-statement.ts';
import { typeText } from '../../../../src/compiler/analyse/types/text.ts';
import { parseStatements } from '../../../../src/compiler/sql/parse/statement.ts';
import { casesIn, catalog } from '../expression/cases.ts';
import { unmarked } from '../query/check.ts';
import { scripts } from './scripts.ts';

function bind(sql: string) {
  const { statements, faults } = parseStatements(sql);
  expect(faults).toEqual([]);
  const b = freshBinder(catalog);
  bindStatements(b, statements);
  return { b, statements };
}

function check(marked: string, codes: readonly string[]): void {
  const { sql, places } = unmarked(marked);
  const { findings } = bind(sql).b;
  expect(findings.map(({ diagnostic }) => diagnostic.code)).toEqual(codes);
  expect(findings.map(({ at }) => [at.start, at.end])).toEqual(places);
}

describe('a statement is refused where Google’s analyzer refuses it, on the wrong token', () => {
  test.each(casesIn(join(import.meta.dirname, 'cases')))('$topic: $marked', ({ marked, outcome }) =>
    check(marked, outcome === 'ok' ? [] : outcome.split(' ')),
  );
});

describe('scripts', () => {
  test.each(scripts)('%s', (_, marked, codes) => check(marked, codes === '' ? [] : codes.split(' ')));
});

/** The columns of the last query of a script. */
function columnsOf(sql: string): string {
  const { b, statements } = bind(sql);
  const last = statements.at(-1);
  const rows = last?.kind === 'query' ? b.rows.get(last.query) : undefined;
  return (rows?.columns ?? []).map(({ name, type }) => `${name} ${typeText(type)}`).join(', ');
}

test('what a script makes gives its columns and types to what follows', () => {
  expect(columnsOf('CREATE TEMP TABLE a AS SELECT i, s FROM t; SELECT * FROM a')).toBe('i INT64, s STRING');
  expect(columnsOf('CREATE TABLE d.a (x NUMERIC(5, 2) NOT NULL, y ARRAY<DATE>); SELECT * FROM p.d.a')).toBe(
    'x NUMERIC(5, 2), y ARRAY<DATE>',
  );
  expect(columnsOf('CREATE VIEW v (a, c) AS SELECT i, s FROM t; SELECT * FROM v')).toBe('a INT64, c STRING');
  expect(columnsOf('CREATE TABLE a LIKE u; SELECT * FROM a')).toBe('id INT64, name STRING, day DATE');
  expect(columnsOf('CREATE TEMP FUNCTION g(x INT64) AS (x / 2); SELECT g(1) AS y')).toBe('y FLOAT64');
  expect(columnsOf('CREATE TEMP FUNCTION g(x ANY TYPE) AS ([x]); SELECT g(1) AS a, g("x") AS c')).toBe(
    'a ARRAY<INT64>, c ARRAY<STRING>',
  );
  expect(columnsOf("CREATE TEMP FUNCTION g(x INT64) RETURNS DATE LANGUAGE js AS 'return x'; SELECT g(1) AS y")).toBe(
    'y DATE',
  );
  expect(columnsOf('CREATE TABLE FUNCTION d.f(x INT64) AS SELECT x AS a, name FROM u; SELECT * FROM d.f(1)')).toBe(
    'a INT64, name STRING',
  );
  expect(columnsOf("DECLARE a, c DEFAULT 1.5; DECLARE e STRING; SELECT a + c AS x, e || 'y' AS y")).toBe(
    'x FLOAT64, y STRING',
  );
});

test('the texts of one action share what they make', () => {
  const b = freshBinder(catalog);
  bindStatements(b, parseStatements('DECLARE n INT64 DEFAULT 1; CREATE TEMP TABLE a AS SELECT i FROM t').statements);
  bindStatements(b, parseStatements('SELECT i + n AS x, q FROM a').statements);
  expect(b.findings.map(({ diagnostic }) => diagnostic.message)).toEqual(['There is no column q in a.']);
});
