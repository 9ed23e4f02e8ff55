import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/compiler/diagnostics/diagnostic.ts';
import { checkSqlx } from '../../../src/compiler/sqlx/check.ts';
import { javascriptEnd } from '../../../src/compiler/sqlx/javascript.ts';
import { parseSqlx } from '../../../src/compiler/sqlx/parse.ts';
import { dataformBehaviour } from './behaviour.ts';

/** Removes « and », which enclose the places that are to be found. */
function marked(text: string): { readonly source: string; readonly places: readonly string[] } {
  const places: string[] = [];
  let source = '';
  let start = 0;
  for (const unit of text) {
    if (unit === '«') start = source.length;
    else if (unit === '»') places.push(`${start}-${source.length}`);
    else source += unit;
  }
  return { source, places };
}

const summary = (found: readonly Diagnostic[]): readonly string[] =>
  found.map(({ code, span }) => `${code} ${span?.start}-${span?.end}`);

/** Applies the fixes of all findings, last place first. */
function mend(source: string, found: readonly Diagnostic[]): string {
  const edits = found.flatMap(({ fixes }) => fixes?.[0]?.edits ?? []).sort((a, b) => b.span.start - a.span.start);
  return edits.reduce((text, { span, text: by }) => text.slice(0, span.start) + by + text.slice(span.end), source);
}

describe.each([
  ['BF2010', '-- C:«\\n»ew\nSELECT 1', '-- C:\\\\new\nSELECT 1'],
  ['BF2010', '-- C:«\\»\nSELECT 1', '-- C:\\\\\nSELECT 1'],
  ['BF2010', 'SELECT 1 -- C:«\\»', 'SELECT 1 -- C:\\\\'],
  ['BF2010', '-- «\\u»sers «\\x»y «\\1»\nSELECT 1', '-- \\\\users \\\\xy \\\\1\nSELECT 1'],
  ['BF2010', '/* «\\`» «\\${»a} */ SELECT 1', '/* \\\\` \\\\${a} */ SELECT 1'],
  ['BF2010', '/* a *«\\/» b */ SELECT 1', '/* a *\\\\/ b */ SELECT 1'],
  ['BF2010', 'pre_operations { -- a «\\n» b\n }', 'pre_operations { -- a \\\\n b\n }'],
  ['BF2011', '«config{» type: "view" }', 'config { type: "view" }'],
  ['BF2011', '«js  {» a }\n«pre_operation {» b }', 'js { a }\npre_operations { b }'],
  ['BF2011', '«incremental_where\n{» a }', 'incremental_where { a }'],
  ['BF2013', '«config {» type: "view"', undefined],
  ['BF2013', 'SELECT «${» a', undefined],
  ['BF2013', "SELECT '«${» a'", undefined],
  ['BF2013', '«pre_operations {» SELECT 1 ', undefined],
  ['BF2014', "SELECT «'»it", undefined],
  ['BF2014', "SELECT «'''»it''", undefined],
  ['BF2015', "SELECT 1 # isn«'»t\n, ${name()}'", "SELECT 1 -- isn't\n, ${name()}'"],
  ['BF2015', "SELECT `d«'»x`\n--- \n", undefined],
  ['BF2016', '«config {» type: "view" } «pre_operations {» } config { } pre_operations { }', undefined],
  ['BF2017', 'js { const a = 1 } «js {» const b = 2 }', 'js { const a = 1 \n} js { const b = 2 }'],
  ['BF2018', 'SELECT 1 «---»\nSELECT 2', undefined],
  ['BF2019', 'config { name: "a".replace(/«}»/, "") }', undefined],
  ['BF2020', 'SELECT 1 «/*» a', undefined],
] as const)('%s in %j', (code, text, mended) => {
  const { source, places } = marked(text);
  const found = checkSqlx(source, 'a.sqlx').filter((finding) => finding.code === code);

  test('is found at its place', () => {
    expect(summary(found)).toEqual(places.map((place) => `${code} ${place}`));
  });

  if (mended === undefined) return;
  test('is mended by its fix', () => {
    expect(mend(source, found)).toBe(mended);
    expect(checkSqlx(mended, 'a.sqlx').filter((finding) => finding.code === code)).toEqual([]);
  });
});

test('an input block is recognised by its labels', () => {
  const { source, places } = marked('«input  "a" ,"b"{» SELECT 1 }');
  const found = checkSqlx(source, 'a.sqlx');
  expect(summary(found)).toEqual([`BF2011 ${places[0]}`]);
  expect(mend(source, found)).toBe('input "a", "b" { SELECT 1 }');
});

test('a dotted name of an input is split into the labels that Dataform wants; other letters have no way', () => {
  const { source, places } = marked('«input "raw.orders" {» SELECT 1 }');
  const found = checkSqlx(source, 'a.sqlx');
  expect(summary(found)).toEqual([`BF2011 ${places[0]}`]);
  expect(mend(source, found)).toBe('input "raw", "orders" { SELECT 1 }');
  const [other] = checkSqlx('input "größe" { SELECT 1 }', 'a.sqlx');
  expect(other).toMatchObject({ help: 'The names of an input consist of letters, digits, _ and -.' });
  expect(other?.message).not.toContain('Did you mean');
});

test('a block inside a block is found', () => {
  const { source, places } = marked('pre_operations { «config {» } }');
  expect(summary(checkSqlx(source, 'a.sqlx'))).toEqual([`BF2012 ${places[0]}`]);
});

test('doubling the backslash gives the comment that the author wrote', () => {
  const source = '-- C:\\new \\`a\\` \\users\nSELECT 1';
  const { sql } = dataformBehaviour(mend(source, checkSqlx(source, 'a.sqlx'))) as { sql?: unknown };
  expect(sql).toEqual([source]);
});

test.each([
  'config { type: "view" }\n-- it\'s C:\\temp, `a`, ${b}\nSELECT \'\\n\', r"\\d" FROM ${ref("a")} # note\n',
  'SELECT 1\n---\nSELECT 2\n--- two\n/* a \\n b */',
  'js { const a = 1;\n}\njs {\n const b = "a".replace(/a/g, "b"); }\nSELECT ${a / 2 / b}, "${ref("x")}"',
  'SELECT `Date d\'arrivée`\nFROM ${ref("a")} WHERE x = \'{ "a": 1 }\'',
  'input "a", "b" { SELECT 1 } input "c" { SELECT 2 }',
])('nothing is said about %j', (source) => {
  expect(checkSqlx(source, 'a.sqlx')).toEqual([]);
});

test('names that end before a brace are let pass unless they look like a block', () => {
  expect(checkSqlx('SELECT JSON {"a": 1}, STRUCT { }', 'a.sqlx')).toEqual([]);
});

const pages = resolve(import.meta.dirname, '../../../docs/diagnostics');

// BF2021 is about SQL of another dialect: its example is tested with the reader of that.
test.each(readdirSync(pages).filter((page) => /^BF20[12]\d\.md$/.test(page) && page !== 'BF2021.md'))(
  'the example in %s is found, in its words',
  (page) => {
    const text = readFileSync(resolve(pages, page), 'utf8');
    const example = /```sql\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    const found = checkSqlx(example, 'a.sqlx').map(({ code, severity, message }) => `${severity}[${code}] ${message}`);
    expect(found.some((line) => text.includes(line) && line.includes(page.slice(0, 6)))).toBe(true);
  },
);

test('a block is only passed by as unmistakable where Dataform and JavaScript see its end in one place', () => {
  const word = fc.constantFrom('a', '{', '}', '"', "'", '`', '/', '\\', '\n', '*', '${', ' ', ':');
  const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(''));
  fc.assert(
    fc.property(text, (inner) => {
      const source = `config {${inner}}\nselect 1`;
      const [block] = parseSqlx(source).items;
      if (block?.kind !== 'config' || !block.closed) return;
      const javascript = javascriptEnd(source, block.open);
      // A placeholder behind the block may be told of, too.
      const isOwn = (span?: { readonly end: number }): boolean => span?.end === block.end;
      const found = checkSqlx(source, 'definitions/a.sqlx').some(({ code, span }) => code === 'BF2019' && isOwn(span));
      expect(found).toBe(javascript !== -1 && javascript !== block.end);
    }),
    { numRuns: 3000 },
  );
});
