import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseType, typeFromName, typeText } from '../../../../src/compiler/analyse/types/text.ts';
import type { SqlType } from '../../../../src/compiler/analyse/types/type.ts';
import type { TypeName } from '../../../../src/compiler/sql/ast.ts';
import { sqlType } from './arbitrary.ts';

test('a type is read as it is written', () => {
  fc.assert(
    fc.property(sqlType, (type) => {
      expect(parseType(typeText(type))).toEqual(type);
    }),
  );
});

test.each([
  ['INT64', 'INT64'],
  ['integer', 'INT64'],
  ['Boolean', 'BOOL'],
  ['decimal(10, 2)', 'NUMERIC(10, 2)'],
  ['BIGDECIMAL', 'BIGNUMERIC'],
  ['array< struct<a string(20), `select` bytes> >', 'ARRAY<STRUCT<a STRING(20), select BYTES>>'],
  ['STRUCT<INT64, x RANGE<DATE>>', 'STRUCT<INT64, x RANGE<DATE>>'],
  ['STRUCT<>', 'STRUCT<>'],
  ['?', '?'],
])('%s is %s', (written, shown) => {
  const type = parseType(written);
  expect(type && typeText(type)).toBe(shown);
});

test.each(['', 'INT65', 'ARRAY', 'ARRAY<>', 'ARRAY<INT64', 'ARRAY<INT64>>', 'STRUCT<a>', 'INT64 INT64', 'NUMERIC(1'])(
  '%j is no type',
  (text) => expect(parseType(text)).toBeUndefined(),
);

const at = { start: 0, end: 0 };
const named = (name: string, fields: TypeName['fields'] = [], parameters: readonly string[] = []): TypeName => ({
  ...at,
  name,
  fields,
  parameters,
});

test('a type of a statement becomes a type, down to its leaves', () => {
  const field = { name: { ...at, name: 'price', quoted: false }, type: named('DECIMAL', [], ['10', '2']) };
  const type = typeFromName(named('ARRAY', [{ type: named('STRUCT', [field, { type: named('BIGINT') }]) }]));
  expect(type && typeText(type)).toBe('ARRAY<STRUCT<price NUMERIC(10, 2), INT64>>');
});

test('a type that does not exist is none, however deep', () => {
  expect(typeFromName(named('VARCHAR'))).toBeUndefined();
  expect(typeFromName(named('ARRAY', [{ type: named('STRUCT', [{ type: named('TEXT') }]) }]))).toBeUndefined();
});

test('of ANY TYPE nothing is known', () => {
  expect(typeFromName(named('ANY TYPE'))).toEqual({ kind: 'unknown' } satisfies SqlType);
});
