import { typeText } from '../../../src/compiler/analyse/types/text.ts';
import type { ScalarName, SqlType } from '../../../src/compiler/analyse/types/type.ts';

/** Well-formed values of each type, unlike one another, and texts that other functions read. */
const scalars: Readonly<Record<ScalarName, readonly string[]>> = {
  BOOL: ['TRUE', 'FALSE'],
  INT64: ['0', '1', '-7', '40', '123456789'],
  FLOAT64: ['CAST(0.5 AS FLOAT64)', 'CAST(-12.25 AS FLOAT64)', 'CAST(1 AS FLOAT64)', 'CAST(1e15 AS FLOAT64)'],
  NUMERIC: ["NUMERIC '0.5'", "NUMERIC '-12.25'", "NUMERIC '1'", "NUMERIC '123456789'"],
  BIGNUMERIC: ["BIGNUMERIC '0.5'", "BIGNUMERIC '-12.25'", "BIGNUMERIC '1'", "BIGNUMERIC '123456789'"],
  STRING: ["'x'", "''", "'1'", "'-7'", "'2024-02-29'", "'2023-12-31 10:20:30'", "'true'", "'[1]'", "'UTC'", "'é😀z'"],
  BYTES: ["b'x'", "b''", "b'1'", "b'\\xff'"],
  DATE: ["DATE '2024-02-29'", "DATE '1969-07-20'", "DATE '2100-01-01'"],
  DATETIME: ["DATETIME '2024-02-29 10:20:30'", "DATETIME '1969-07-20 00:00:00'", "DATETIME '2100-01-01 23:59:59.5'"],
  TIME: ["TIME '10:20:30'", "TIME '00:00:00'", "TIME '23:59:59.5'"],
  TIMESTAMP: [
    "TIMESTAMP '2024-02-29 10:20:30+00'",
    "TIMESTAMP '1969-07-20 00:00:00+00'",
    "TIMESTAMP '2100-01-01 23:59:59.5+00'",
  ],
  INTERVAL: ['INTERVAL 1 DAY', 'INTERVAL -2 HOUR', 'INTERVAL 3 MONTH'],
  JSON: [`JSON '1'`, `JSON '{"a": "x"}'`, `JSON '"2024-02-29"'`, `JSON 'true'`],
  GEOGRAPHY: [],
};

/** Texts of values of a type, none of them NULL; none where the type is not known. */
export function samples(type: SqlType | undefined): readonly string[] {
  if (!type) return [];
  switch (type.kind) {
    case 'unknown':
    case 'RANGE':
      return [];
    case 'ARRAY': {
      const of = samples(type.element);
      const lists = [of.slice(0, 1), of.slice(1, 3), of.slice(0, 3).toReversed(), []];
      return of.length > 1 ? lists.map((list) => `ARRAY<${typeText(type.element)}>[${list.join(', ')}]`) : [];
    }
    case 'STRUCT': {
      const fields = type.fields.map((field) => samples(field.type));
      if (fields.length === 0 || fields.some((list) => list.length < 2)) return [];
      const texts = (at: number): string => fields.map((list) => list[at % list.length] ?? 'NULL').join(', ');
      return [0, 1].map((at) => `${typeText(type)}(${texts(at)})`);
    }
    default:
      return scalars[type.kind];
  }
}
