import fc from 'fast-check';
import { format, type SqlLanguage } from 'sql-formatter';
import { describe, expect, test } from 'vitest';
import { dialects } from '../../src/adapters/index.ts';
import type { Dialect, EngineName } from '../../src/compiler/dialect/dialect.ts';
import { scan } from '../../src/compiler/dialect/scan.ts';
import { openDuckdb } from '../support/lower/duckdb.ts';

const hostile = [
  "'",
  '"',
  '`',
  '\\',
  '\n',
  '\r',
  '\t',
  '--',
  ';',
  '#',
  '/*',
  '*/',
  '$$',
  '${',
  'é',
  '漢',
  '😀',
  ' ',
  '.',
  '%',
  "' or 1=1 --",
  '`; drop table x; --',
  '\\`',
  "\\'",
];
const texts = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.array(fc.constantFrom(...hostile, 'a', 'b'), { maxLength: 6 }).map((parts) => parts.join('')),
  )
  .filter((text) => !text.includes('\0'));

/** The dialects of a lexer that is not ours. */
const foreign: { readonly [K in EngineName]: SqlLanguage } = {
  bigquery: 'bigquery',
  databricks: 'spark',
  duckdb: 'duckdb',
};

const all = Object.values(dialects);

describe.each(all)('$name', (dialect: Dialect) => {
  test.each(hostile)('an identifier with %j in it stays one token', (text) => {
    const quoted = dialect.identifier(`a${text}b`);
    expect(scan(`SELECT ${quoted}`, dialect.lexical).map(({ kind }) => kind)).toEqual(['word', 'space', 'identifier']);
    expect(scan(`SELECT ${quoted};`, dialect.lexical)).toHaveLength(4);
  });

  test.each(hostile)('a string with %j in it stays one token', (text) => {
    const quoted = dialect.string(`a${text}b`);
    expect(scan(`SELECT ${quoted}`, dialect.lexical).map(({ kind }) => kind)).toEqual(['word', 'space', 'string']);
  });

  test('any text is one token as an identifier and as a string', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const quoted of [dialect.identifier(text), dialect.string(text)])
          expect(scan(quoted, dialect.lexical)).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  test("sql-formatter's lexer sees one token too", () => {
    // It knows no escapes in back quotes; Google's own analyzer does.
    for (const text of hostile.filter((t) => !/[\n\r\t\\`]/.test(t) || dialect.name !== 'bigquery')) {
      const quoted = dialect.identifier(`a${text}b`);
      const shown = format(`SELECT ${quoted}, 1`, { language: foreign[dialect.name] });
      expect(shown).toBe(`SELECT\n  ${quoted},\n  1`);
    }
  });

  test('a relation is its parts, quoted', () => {
    const target = { database: 'p', schema: 'd', name: 't' };
    const tokens = scan(dialect.relation(target), dialect.lexical).filter(({ kind }) => kind === 'identifier');
    expect(tokens.length).toBeGreaterThan(0);
    expect(dialect.relation({ schema: 'd', name: 't' })).not.toContain('undefined');
  });

  test('tokens tile the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...hostile, 'a', '1', "'''", '"""', '$x$') }), (text) => {
        const tokens = scan(text, dialect.lexical);
        expect(tokens.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
        expect(tokens.every(({ start, end }) => end > start)).toBe(true);
      }),
    );
  });

  test('columns that differ only in what needs quoting do not meet', () => {
    const columns = ['a', 'a b', 'a"b', 'a`b', "a'b", 'a\\b'].map((name) => ({ name }));
    const lists = Object.values(dialect.columns).map((write) => write(columns));
    for (const text of lists) expect(text).not.toMatch(/undefined/);
    expect(new Set(lists).size).toBeGreaterThan(1);
  });
});

test('DuckDB takes hostile identifiers and strings for what they are', async () => {
  const db = await openDuckdb();
  const { duckdb } = dialects;
  for (const text of hostile) {
    const name = `a${text}b`;
    await db.run(`create schema ${duckdb.identifier(name)}`);
    const relation = duckdb.relation({ schema: name, name });
    await db.run(`create table ${relation} as select ${duckdb.string(text)} as ${duckdb.identifier(name)}`);
    expect(await db.run(`select ${duckdb.identifier(name)} from ${relation}`)).toEqual([[text]]);
  }
  db.close();
});
