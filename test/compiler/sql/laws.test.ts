import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lex } from '../../../src/compiler/sql/lexer.ts';
import { parseExpression, parseStatements } from '../../../src/compiler/sql/parse/statement.ts';
import { printStatements } from '../../../src/compiler/sql/print/statement.ts';
import { queries } from '../../sql-corpus/corpus.ts';
import { syntax } from './syntax.ts';
import { placesIn, withoutPlaces } from './tree.ts';

const texts = [...syntax, ...queries()].map(({ sql }) => sql);
const anyText = fc.constantFrom(...texts);

/** The tree without places; fails where the text has a fault. */
function treeOf(sql: string): unknown {
  const { statements, faults } = parseStatements(sql);
  expect(faults, sql).toEqual([]);
  return withoutPlaces(statements);
}

test('valid SQL has no fault', () => {
  expect(texts.length).toBeGreaterThan(500);
  for (const sql of texts) treeOf(sql);
});

test('tokens tile the text', () => {
  for (const sql of texts) {
    const tokens = lex(sql);
    expect(tokens.map(({ start, end }) => sql.slice(start, end)).join('')).toBe(sql);
    expect(tokens.every((token, i) => token.start === (tokens[i - 1]?.end ?? 0))).toBe(true);
  }
});

describe('comments and white space between tokens change nothing in the tree', () => {
  const fillers = fc.constantFrom('/* x */', ' -- y\n', '# z\n', '\n\t', " /* SELECT ( ' */ ", '/**/', '\u00a0');

  /** Tokens that are one only side by side: `a-b.c` as a project, `>>`, `->`, a number behind a dot. */
  const joined = (before: string, after: string): boolean =>
    before === '-' || after === '-' || (before === '>' && after === '>') || before === '.' || after.startsWith('.');

  test('at random places', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.tuple(fc.nat(), fillers), { maxLength: 12 }), (sql, injections) => {
        const tokens = lex(sql).map(({ start, end }) => sql.slice(start, end));
        const clean = [...tokens];
        for (const [at, filler] of injections) {
          const place = at % tokens.length;
          const [before = '', after = ''] = [clean[place - 1], clean[place]];
          if (!joined(before.trim(), after.trim()) && !before.startsWith('--'))
            tokens[place] = `${filler}${tokens[place]}`;
        }
        expect(treeOf(tokens.join(''))).toEqual(treeOf(sql));
      }),
      { numRuns: 1500 },
    );
  });

  test('between all tokens at once', () => {
    for (const sql of texts) {
      const tokens = lex(sql).map(({ start, end }) => sql.slice(start, end));
      const spaced = tokens
        .map((token, i) => (joined(tokens[i - 1] ?? '', token) ? token : ` /* c */\n${token}`))
        .join('');
      expect(treeOf(spaced), sql).toEqual(treeOf(sql));
    }
  });

  test('upper and lower case of words change nothing but names', () => {
    const lowered = (tree: unknown): string => JSON.stringify(tree).toLowerCase();
    for (const { sql } of syntax) {
      const lower = lex(sql)
        .map(({ kind, start, end }) => (kind === 'name' ? sql.slice(start, end).toLowerCase() : sql.slice(start, end)))
        .join('');
      expect(lowered(treeOf(lower)), sql).toBe(lowered(treeOf(sql)));
    }
  });
});

test('a printed tree parses to the same tree', () => {
  for (const sql of texts) {
    const { statements } = parseStatements(sql);
    const printed = printStatements(statements, sql);
    expect(treeOf(printed), printed).toEqual(withoutPlaces(statements));
  }
});

test('a printed tree is printed the same again', () => {
  for (const sql of texts) {
    const once = printStatements(parseStatements(sql).statements, sql);
    expect(printStatements(parseStatements(once).statements, once)).toBe(once);
  }
});

test('every node stands inside the one around it, and its text is not empty', () => {
  for (const sql of texts) {
    for (const { start, end, around, node } of placesIn(parseStatements(sql).statements, {
      start: 0,
      end: sql.length,
    })) {
      const what = `${sql}\n${JSON.stringify(node).slice(0, 200)}`;
      expect(start, what).toBeGreaterThanOrEqual(around.start);
      expect(end, what).toBeLessThanOrEqual(around.end);
      const { kind } = node as { kind?: string };
      if (kind !== 'input') expect(end, what).toBeGreaterThan(start);
    }
  }
});

test('comments are kept with their places', () => {
  const sql = 'SELECT /* a */ 1 -- b\n# c';
  const { comments } = parseStatements(sql);
  expect(comments.map(({ start, end }) => sql.slice(start, end))).toEqual(['/* a */', '-- b', '# c']);
});

test('any text is parsed and never crashes', () => {
  const words = fc.constantFrom(
    ...[...new Set(texts.flatMap((sql) => lex(sql).map((t) => sql.slice(t.start, t.end))))],
  );
  fc.assert(
    fc.property(fc.oneof(fc.array(words, { maxLength: 40 }), fc.array(fc.string(), { maxLength: 5 })), (tokens) => {
      const sql = tokens.join(' ');
      const { faults, statements } = parseStatements(sql);
      for (const { start, end, message } of faults) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(sql.length);
        expect(message).toMatch(/[.?]$/);
      }
      expect(printStatements(statements, sql)).toBeTypeOf('string');
    }),
    { numRuns: 2000 },
  );
});

describe('size and depth', () => {
  const nested: readonly (readonly [string, (n: number) => string])[] = [
    ['brackets', (n) => `SELECT ${'('.repeat(n)}1${')'.repeat(n)}`],
    ['calls', (n) => `SELECT ${'f('.repeat(n)}1${')'.repeat(n)}`],
    ['subqueries', (n) => `SELECT ${'(SELECT '.repeat(n)}1${')'.repeat(n)}`],
    ['queries in FROM', (n) => `${'SELECT * FROM ('.repeat(n)}SELECT 1${')'.repeat(n)}`],
    ['CASE', (n) => `SELECT ${'CASE WHEN a THEN '.repeat(n)}1${' END'.repeat(n)}`],
    ['NOT', (n) => `SELECT ${'NOT '.repeat(n)}a`],
    ['signs', (n) => `SELECT ${'- '.repeat(n)}1`],
    ['arrays', (n) => `SELECT ${'['.repeat(n)}1${']'.repeat(n)}`],
    ['types', (n) => `SELECT CAST(1 AS ${'ARRAY<'.repeat(n)}INT64${'>'.repeat(n)})`],
    ['joins', (n) => `SELECT * FROM ${'('.repeat(n)}a JOIN b ON 1${') JOIN c ON 1'.repeat(n)}`],
    ['WITH', (n) => `${'WITH a AS ('.repeat(n)}SELECT 1${') SELECT 1'.repeat(n)}`],
    ['blocks', (n) => `${'BEGIN '.repeat(n)}SELECT 1;${' END;'.repeat(n)}`],
    ['windows', (n) => `SELECT ${'f() OVER (ORDER BY '.repeat(n)}1${')'.repeat(n)}`],
  ];

  test.each(nested)('%s are read to a depth of 100, and too many are one fault', (_, make) => {
    treeOf(make(100));
    for (const n of [1000, 5000, 100_000])
      for (const { kind } of parseStatements(make(n)).faults.slice(0, 1)) expect(kind).toBe('nesting');
    expect(parseStatements(make(5000)).faults).toHaveLength(1);
  });

  test('1,000 brackets are read', () => {
    const [, brackets] = nested[0] ?? [];
    treeOf(brackets?.(1000) ?? '');
  });

  const chains: readonly (readonly [string, string, string])[] = [
    ['a', ' + ', 'SELECT '],
    ['a = 1', ' OR ', 'SELECT '],
    ['a', ' || ', 'SELECT '],
    ['SELECT 1', ' UNION ALL ', ''],
    ['t', ' CROSS JOIN ', 'SELECT * FROM '],
    ['a', '.', 'SELECT '],
    ['1', ', ', 'SELECT a IN (0, '],
  ];

  test.each(chains)('10,000 of `%s%s` are read and printed', (operand, operator, head) => {
    const sql = `${head}${Array(10_000).fill(operand).join(operator)}${head.endsWith(', ') ? ')' : ''}`;
    const { statements, faults } = parseStatements(sql);
    expect(faults).toEqual([]);
    expect(printStatements(statements)).toBe(`${sql};`);
  });

  test('time grows with the length of the text', () => {
    const time = (sql: string): number => {
      const started = performance.now();
      parseStatements(sql);
      return performance.now() - started;
    };
    for (const unit of ['(', '((a)', 'f(x, ', 'SELECT (', "'", '/*', '@{', 'a.b,', 'WITH a AS (', 'CASE WHEN ', '`']) {
      const [short, long] = [unit.repeat(4000), unit.repeat(40_000)].map((sql) => `SELECT ${sql}`) as [string, string];
      time(short);
      expect(time(long), unit).toBeLessThan(Math.max(40 * time(short), 400));
    }
  });
});

test('an expression is parsed alone', () => {
  expect(parseExpression('a > 1 AND b').faults).toEqual([]);
  expect(parseExpression('a > 1 AND').faults).toMatchObject([{ message: expect.stringContaining('an expression') }]);
  expect(parseExpression('a; b').faults).toMatchObject([{ start: 1, end: 2 }]);
});
