import { parseType } from '../../../../src/compiler/analyse/types/text.ts';
import type { SqlType, Typed } from '../../../../src/compiler/analyse/types/type.ts';
import type { Fields } from '../server.ts';

/** An expression as the analyzer reads it and as we know it. */
export interface Sample {
  readonly sql: string;
  readonly typed: Typed;
}

const kinds: Readonly<Record<string, string>> = { FLOAT64: 'TYPE_DOUBLE' };

/** A type in the analyzer's protocol. Source: zetasql/public/type.proto. */
export function typeProto(type: SqlType): Fields {
  switch (type.kind) {
    case 'ARRAY':
      return { type_kind: 'TYPE_ARRAY', array_type: { element_type: typeProto(type.element) } };
    case 'RANGE':
      return { type_kind: 'TYPE_RANGE', range_type: { element_type: typeProto(type.element) } };
    case 'STRUCT':
      return {
        type_kind: 'TYPE_STRUCT',
        struct_type: {
          field: type.fields.map((f) => ({ field_name: f.name ?? '', field_type: typeProto(f.type) })),
        },
      };
    default:
      return { type_kind: kinds[type.kind] ?? `TYPE_${type.kind}` };
  }
}

const typeNamed = (text: string): SqlType => {
  const type = parseType(text);
  if (!type) throw new Error(`no type: ${text}`);
  return type;
};

const scalars =
  'INT64 FLOAT64 NUMERIC BIGNUMERIC STRING BYTES BOOL DATE DATETIME TIME TIMESTAMP INTERVAL JSON GEOGRAPHY'.split(' ');

/** The types of the columns `c0`, `c1` ... of the table `t` that the samples read. */
export const columnTypes: readonly SqlType[] = [
  ...scalars,
  'ARRAY<INT64>',
  'ARRAY<FLOAT64>',
  'ARRAY<STRING>',
  'ARRAY<BYTES>',
  'ARRAY<DATE>',
  'ARRAY<STRUCT<a INT64, b STRING>>',
  'ARRAY<STRUCT<x FLOAT64, y STRING>>',
  'STRUCT<a INT64, b STRING>',
  'STRUCT<x FLOAT64, y STRING>',
  'STRUCT<a DATE, b JSON>',
  'RANGE<DATE>',
  'RANGE<TIMESTAMP>',
].map(typeNamed);

export const columns: readonly Sample[] = columnTypes.map((type, i) => ({ sql: `c${i}`, typed: { type } }));

const literal = (sql: string, type: string): Sample => ({ sql, typed: { type: typeNamed(type), form: 'literal' } });
const value = (sql: string, type: string): Sample => ({ sql, typed: { type: typeNamed(type) } });
const INT64: SqlType = { kind: 'INT64' };
const NULL: Typed = { type: INT64, form: 'null' };

export const literals: readonly Sample[] = [
  literal('1', 'INT64'),
  literal('1.5', 'FLOAT64'),
  literal("'2020-01-01'", 'STRING'),
  literal("b'a'", 'BYTES'),
  literal('TRUE', 'BOOL'),
  { sql: 'NULL', typed: NULL },
  { sql: '[]', typed: { type: { kind: 'ARRAY', element: INT64 }, form: 'null' } },
  literal('[1, 2]', 'ARRAY<INT64>'),
  literal('[1.5]', 'ARRAY<FLOAT64>'),
  literal("['2020-01-01']", 'ARRAY<STRING>'),
  literal("[(1, 'a')]", 'ARRAY<STRUCT<INT64, STRING>>'),
  literal("(1, 'a')", 'STRUCT<INT64, STRING>'),
  literal("STRUCT(1 AS a, '2020-01-01' AS b)", 'STRUCT<a INT64, b STRING>'),
  {
    sql: "(c0, '2020-01-01')",
    typed: {
      type: typeNamed('STRUCT<INT64, STRING>'),
      fields: [{ type: INT64 }, { type: { kind: 'STRING' }, form: 'literal' }],
    },
  },
  {
    sql: '(NULL, NULL)',
    typed: { type: typeNamed('STRUCT<INT64, INT64>'), form: 'literal', fields: [NULL, NULL] },
  },
  value('[c0, 1]', 'ARRAY<INT64>'),
  value("DATE '2020-01-01'", 'DATE'),
  value("NUMERIC '1'", 'NUMERIC'),
  value('CAST(1 AS INT64)', 'INT64'),
  value("CAST('2020-01-01' AS STRING)", 'STRING'),
];

/** Columns of every sort of type, and literals. */
export const pool: readonly Sample[] = [...columns, ...literals];
