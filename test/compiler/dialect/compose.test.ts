import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dialects } from '../../../src/adapters/index.ts';
import { columnsHole, concat, plain, slice, sql, trim } from '../../../src/compiler/dialect/compose.ts';
import { scan, significant } from '../../../src/compiler/dialect/scan.ts';
import { type MappedText, originOf } from '../../../src/compiler/sql/mapped.ts';

/** Text that was copied from `source` at `start`. */
const copied = (source: string, start: number, end: number): MappedText => ({
  text: source.slice(start, end),
  pieces: [{ at: 0, span: { file: 'a.sqlx', start, end }, verbatim: true }],
});

const source = 'config {}\nselect a, b from t -- end\n';

test('text put into a template keeps its place in the file', () => {
  const made = sql`create table x as ${copied(source, 10, 30)};`;
  const at = made.text.indexOf('b from');
  expect(originOf(made, at, at + 1)).toEqual({
    file: 'a.sqlx',
    start: source.indexOf('b from'),
    end: source.indexOf('b from') + 1,
  });
});

test('cutting text moves its origins along', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.nat(30), fc.nat(20), (a, b, at) => {
      const made = sql`ab ${copied(source, 10, 30)} cd ${copied(source, 0, 9)}`;
      const [start, end] = [Math.min(a, b), Math.max(a, b)];
      const part = slice(made, start, end);
      if (at < part.text.length) expect(originOf(part, at, at + 1)).toEqual(originOf(made, start + at, start + at + 1));
      expect(part.text).toBe(made.text.slice(start, end));
    }),
  );
});

test('trimming takes white space and nothing else', () => {
  const made = trim(sql` \n${copied(source, 10, 19)} \t`);
  expect(made.text).toBe(source.slice(10, 19));
  expect(originOf(made, 0, 1)).toEqual({ file: 'a.sqlx', start: 10, end: 11 });
  expect(trim(plain('  ')).text).toBe('');
});

test('holes move with the text around them', () => {
  const hole = sql`a (${columnsHole('list')})`;
  const made = concat(['xx', hole]);
  expect(made.holes.map(({ at }) => made.text.slice(at))).toEqual(['/*{biform:columns}*/)']);
  expect(slice(made, 3).holes).toEqual([{ at: 2, columns: 'list' }]);
});

test('comments and white space between tokens do not count, anything else does', () => {
  const { lexical } = dialects.bigquery;
  const tokens = ['select', "'a -- b'", ',', '`x # y`', ',', '"""z /* """', 'from', 't'];
  const filler = fc.constantFrom(' ', '\n', ' -- c\n', '/* c */', ' # c\n', '\t');
  fc.assert(
    fc.property(fc.array(filler, { minLength: tokens.length, maxLength: tokens.length }), (fillers) => {
      const text = tokens.map((token, i) => token + fillers[i]).join('');
      expect(significant(text, lexical)).toBe(significant(tokens.join(' '), lexical));
    }),
  );
  expect(significant("select 'a  b'", lexical)).not.toBe(significant("select 'a b'", lexical));
});

test.each(Object.values(dialects))('long and unfinished text is cut for $name', ({ lexical }) => {
  const long = 'x '.repeat(1_000_000);
  for (const open of ["'", '"', '`', "'''", '/*', '/* /* /*', '--', '$$', '\\', "'\\"])
    expect(scan(open + long, lexical).at(-1)?.end).toBe(open.length + long.length);
});

test('comments within comments end where they do', () => {
  const text = 'a /* b /* c */ d */ e';
  expect(significant(text, dialects.duckdb.lexical)).toBe('a e');
  expect(significant(text, dialects.bigquery.lexical)).toBe('a d * / e');
});
