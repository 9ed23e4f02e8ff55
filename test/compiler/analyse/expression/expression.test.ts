import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshBinder } from '../../../../src/compiler/analyse/model/fresh.ts';
import { bindStatements } from '../../../../src/compiler/analyse/statement/bind-statement.ts';
import { typeText } from '../../../../src/compiler/analyse/types/text.ts';
import { parseStatements } from '../../../../src/compiler/sql/parse/statement.ts';
import { unmarked } from '../query/check.ts';
import { casesIn, catalog, isFault } from './cases.ts';

function bind(sql: string) {
  const { statements, faults } = parseStatements(sql);
  expect(faults).toEqual([]);
  const b = freshBinder(catalog);
  bindStatements(b, statements);
  const [only] = statements;
  const type = only?.kind === 'query' ? b.rows.get(only.query)?.columns[0]?.type : undefined;
  return { type: type && typeText(type), findings: b.findings };
}

const cases = casesIn(join(import.meta.dirname, 'cases'));

describe('an expression has the type that Google’s analyzer gives it', () => {
  test.each(cases.filter((one) => !isFault(one)))('$topic: $marked', ({ marked, outcome }) => {
    const { type, findings } = bind(`SELECT ${marked} FROM t`);
    expect(findings.map(({ diagnostic }) => diagnostic.message)).toEqual([]);
    expect(type).toBe(outcome);
  });
});

describe('an expression that Google’s analyzer refuses has one finding, on the wrong token', () => {
  test.each(cases.filter(isFault))('$topic: $marked', ({ marked, outcome }) => {
    const { sql, places } = unmarked(`SELECT ${marked} FROM t`);
    const { findings } = bind(sql);
    expect(findings.map(({ diagnostic }) => diagnostic.code)).toEqual([outcome]);
    expect(findings.map(({ at }) => [at.start, at.end])).toEqual(places);
  });
});

describe('what the analyzer of 2023 does not know', () => {
  test.each([
    ['WITH(a AS 1, c AS a + 1.5, a + c)', 'FLOAT64'],
    ["WITH(i AS 'x', i)", 'STRING'],
    ['@@time_zone', 'STRING'],
    ['@@row_count', 'INT64'],
    ['@name', '?'],
    ['i + @n', '?'],
    ["RANGE<DATE> '[2024-01-01, UNBOUNDED)'", 'RANGE<DATE>'],
    ['MAX_BY(s, i)', 'STRING'],
    ['unknown_dataset.f(i)', '?'],
    ['`p.unknown_dataset.f`(i, s)', '?'],
  ])('%s', (text, type) => {
    const bound = bind(`SELECT ${text} FROM t`);
    expect(bound.findings.map(({ diagnostic }) => diagnostic.message)).toEqual([]);
    expect(bound.type).toBe(type);
  });
});

test('functions of other dialects are answered with GoogleSQL’s way', () => {
  const help = (text: string) => bind(`SELECT ${text} FROM t`).findings.map(({ diagnostic }) => diagnostic.help);
  expect(help('NVL(i, 0)')).toEqual(['In GoogleSQL: IFNULL(x, other).']);
  expect(help("GET_JSON_OBJECT(s, '$.a')")).toEqual(["In GoogleSQL: JSON_VALUE(json, '$.path')."]);
  expect(help('DATEADD(day, 1, d)')).toEqual([
    'In GoogleSQL: DATE_ADD(d, INTERVAL n DAY), or TIMESTAMP_ADD for a TIMESTAMP.',
  ]);
});

test('what is certain can be mended in place', () => {
  const mended = (text: string) => {
    const sql = `SELECT ${text} FROM t`;
    const [finding] = bind(sql).findings;
    const { at, replacement } = finding ?? {};
    return at && replacement ? sql.slice(0, at.start) + replacement + sql.slice(at.end) : undefined;
  };
  expect(mended('UPPERR(s)')).toBe('SELECT UPPER(s) FROM t');
  expect(mended('SAFE.SUBSTRR(s, 1)')).toBe('SELECT SAFE.SUBSTR(s, 1) FROM t');
  expect(mended('CAST(i AS VARCHAR)')).toBe('SELECT CAST(i AS STRING) FROM t');
  expect(mended('DATE_DIFF(d, d, DAYS)')).toBe('SELECT DATE_DIFF(d, d, DAY) FROM t');
  expect(mended('DATE_TRUNC(d, WEEK(MONDY))')).toBe('SELECT DATE_TRUNC(d, WEEK(MONDAY)) FROM t');
  expect(mended('REPLACE_FIELDS(st, 1 AS z.ww)')).toBe('SELECT REPLACE_FIELDS(st, 1 AS z.w) FROM t');
});

test('all that is wrong is told, and what depends on it is not', () => {
  const codes = (text: string) => bind(`SELECT ${text} FROM t`).findings.map(({ diagnostic }) => diagnostic.code);
  expect(codes('nope + 1, UPPER(nope), i + s')).toEqual(['BF2101', 'BF2101', 'BF3005']);
  expect(codes('UPPER(i + s) = 1')).toEqual(['BF3005']);
  expect(codes("CASE WHEN i THEN s + 1 ELSE 'a' END")).toEqual(['BF3008', 'BF3005']);
  expect(codes('NVL(UPPERR(s), nope)')).toEqual(['BF3001', 'BF3001', 'BF2101']);
});

test('a parameter whose type is declared is cast like any value of the type', () => {
  const findings = (sql: string) => {
    const b = freshBinder(catalog, new Map([['day', { kind: 'DATE' }]]));
    bindStatements(b, parseStatements(sql).statements);
    return b.findings.map(({ diagnostic, at }) => `${diagnostic.code} ${sql.slice(at.start, at.end)}`);
  };
  expect(findings('SELECT CAST(@day AS BYTES)')).toEqual(['BF3010 @day']);
  expect(findings('SELECT CAST(@day AS STRING), CAST(@day AS TIMESTAMP), CAST(@other AS BYTES)')).toEqual([]);
});

test('ten thousand operators in a row are bound without a word', () => {
  const sum = bind(`SELECT ${Array.from({ length: 10_000 }, () => 'i').join(' + ')} FROM t`);
  expect(sum).toEqual({ type: 'INT64', findings: [] });
  const both = bind(`SELECT ${Array.from({ length: 10_000 }, (_, n) => `i = ${n}`).join(' OR ')} FROM t`);
  expect(both).toEqual({ type: 'BOOL', findings: [] });
});
