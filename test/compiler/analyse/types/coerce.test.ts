import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  casts,
  castsValue,
  coerces,
  sameType,
  supertype,
  withoutParameters,
} from '../../../../src/compiler/analyse/types/coerce.ts';
import { parseType, typeText } from '../../../../src/compiler/analyse/types/text.ts';
import { comparable, equatable, orderable } from '../../../../src/compiler/analyse/types/traits.ts';
import { type SqlType, type Typed, UNKNOWN } from '../../../../src/compiler/analyse/types/type.ts';
import { sqlType } from './arbitrary.ts';

const type = (text: string): SqlType => parseType(text) ?? expect.fail(`no type: ${text}`);
const value = (text: string): Typed => ({ type: type(text) });
const literal = (text: string): Typed => ({ type: type(text), form: 'literal' });
const parameter = (text: string): Typed => ({ type: type(text), form: 'parameter' });
const NULL: Typed = { type: { kind: 'INT64' }, form: 'null' };
const EMPTY: Typed = { type: { kind: 'ARRAY', element: { kind: 'INT64' } }, form: 'null' };
const common = (...of: readonly Typed[]): string => {
  const found = supertype(of);
  return found ? typeText(found) : 'none';
};

describe('laws', () => {
  test('a value is coerced and cast to its own type', () => {
    fc.assert(
      fc.property(sqlType, (t) => {
        expect(coerces({ type: t }, t)).toBe(true);
        expect(casts(t, t)).toBe(true);
        expect(sameType(t, t)).toBe(true);
        expect(supertype([{ type: t }, { type: t }])).toEqual(t);
      }),
    );
  });

  test('what is coerced can also be cast', () => {
    fc.assert(fc.property(sqlType, sqlType, (a, b) => !coerces({ type: a }, b) || casts(a, b)));
  });

  test('all values are coerced to what they have in common, which is there whatever their order', () => {
    fc.assert(
      fc.property(fc.array(sqlType, { minLength: 1, maxLength: 3 }), (types) => {
        const values = types.map((t) => ({ type: t }));
        const found = supertype(values);
        expect(supertype(values.toReversed()) !== undefined).toBe(found !== undefined);
        if (found) expect(values.every((v) => coerces(v, found))).toBe(true);
      }),
    );
  });

  test('nothing is wrong with a value of unknown type, and it makes the common type unknown', () => {
    fc.assert(
      fc.property(sqlType, (t) => {
        const unknown: Typed = { type: UNKNOWN };
        expect([coerces(unknown, t), casts(UNKNOWN, t), casts(t, UNKNOWN), coerces({ type: t }, UNKNOWN)]).toEqual([
          true,
          true,
          true,
          true,
        ]);
        expect(supertype([{ type: t }, unknown])).toEqual(UNKNOWN);
        expect(comparable({ type: t }, unknown)).toBe(true);
      }),
    );
  });
});

test.each([
  ['numbers widen', 'INT64', 'NUMERIC', 'NUMERIC'],
  ['numbers widen to floats', 'BIGNUMERIC', 'FLOAT64', 'FLOAT64'],
  ['days widen to times of day', 'DATE', 'DATETIME', 'DATETIME'],
  ['days are no instants', 'DATE', 'TIMESTAMP', 'none'],
  ['numbers are no text', 'INT64', 'STRING', 'none'],
  [
    'structs widen field by field and keep the first names',
    'STRUCT<a INT64>',
    'STRUCT<b FLOAT64>',
    'STRUCT<a FLOAT64>',
  ],
  ['structs have as many fields', 'STRUCT<a INT64>', 'STRUCT<a INT64, b INT64>', 'none'],
  ['arrays do not widen', 'ARRAY<INT64>', 'ARRAY<FLOAT64>', 'none'],
])('%s: %s and %s give %s', (_, a, b, expected) => expect(common(value(a), value(b))).toBe(expected));

test('literals follow values', () => {
  expect(common(value('NUMERIC'), literal('FLOAT64'))).toBe('NUMERIC');
  expect(common(value('INT64'), literal('FLOAT64'))).toBe('FLOAT64');
  expect(common(literal('STRING'), value('DATE'))).toBe('DATE');
  expect(common(literal('ARRAY<INT64>'), value('ARRAY<FLOAT64>'))).toBe('ARRAY<FLOAT64>');
  expect(common(literal('STRING'), literal('INT64'))).toBe('none');
});

test('NULL and [] are of any type, alone they are of INT64', () => {
  expect(common(NULL, NULL)).toBe('INT64');
  expect(common(NULL, value('JSON'))).toBe('JSON');
  expect(common(EMPTY, value('ARRAY<STRING>'), NULL)).toBe('ARRAY<STRING>');
  expect(common(EMPTY, value('STRING'))).toBe('none');
});

test('parameters of text stand for dates, parameters of floats not for decimals', () => {
  expect(coerces(parameter('STRING'), type('DATE'))).toBe(true);
  expect(coerces(parameter('FLOAT64'), type('NUMERIC'))).toBe(false);
});

test('what is known of the fields of a struct counts', () => {
  const fields = [value('INT64'), literal('STRING'), NULL];
  const struct: Typed = { type: type('STRUCT<INT64, STRING, INT64>'), fields };
  const to = type('STRUCT<a INT64, b DATE, c JSON>');
  expect(coerces(struct, to)).toBe(true);
  expect(castsValue(struct, to)).toBe(true);
  expect(coerces({ type: struct.type }, to)).toBe(false);
});

test('parameters of types vanish at all depths', () => {
  const plain = withoutParameters(type('ARRAY<STRUCT<a NUMERIC(10, 2), b STRING(5)>>'));
  expect(typeText(plain)).toBe('ARRAY<STRUCT<a NUMERIC, b STRING>>');
});

test('JSON and GEOGRAPHY cannot be compared, structs have no order, at any depth', () => {
  expect(['JSON', 'GEOGRAPHY', 'ARRAY<JSON>', 'STRUCT<a JSON>'].map((t) => equatable(type(t)))).toEqual(
    new Array(4).fill(false),
  );
  expect(['STRUCT<a INT64>', 'ARRAY<STRUCT<a INT64>>', 'JSON'].map((t) => orderable(type(t)))).toEqual(
    new Array(3).fill(false),
  );
  expect(['RANGE<DATE>', 'INTERVAL', 'ARRAY<INT64>'].map((t) => orderable(type(t)))).toEqual(new Array(3).fill(true));
});
