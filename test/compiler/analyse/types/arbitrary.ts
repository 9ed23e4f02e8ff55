import fc, { type Arbitrary } from 'fast-check';
import type { ScalarName, SqlType, StructField } from '../../../../src/compiler/analyse/types/type.ts';

export const scalarNames: readonly ScalarName[] = [
  'BOOL',
  'INT64',
  'FLOAT64',
  'NUMERIC',
  'BIGNUMERIC',
  'STRING',
  'BYTES',
  'DATE',
  'DATETIME',
  'TIME',
  'TIMESTAMP',
  'INTERVAL',
  'JSON',
  'GEOGRAPHY',
];

const scalar: Arbitrary<SqlType> = fc.constantFrom(...scalarNames).map((kind) => ({ kind }));
const fieldName = fc.constantFrom('a', 'b_2', '_c', 'INT64', 'array', 'with space', '2x');

/** Types of any depth; without parameters and unknown parts. */
export const { type: sqlType } = fc.letrec<{ type: SqlType; field: StructField }>((tie) => ({
  field: fc.oneof(
    tie('type').map((type) => ({ type })),
    fc.tuple(fieldName, tie('type')).map(([name, type]) => ({ name, type })),
  ),
  type: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    scalar,
    tie('type').map((element): SqlType => ({ kind: 'ARRAY', element })),
    fc.array(tie('field'), { maxLength: 4 }).map((fields): SqlType => ({ kind: 'STRUCT', fields })),
    fc
      .constantFrom<ScalarName>('DATE', 'DATETIME', 'TIMESTAMP')
      .map((kind): SqlType => ({ kind: 'RANGE', element: { kind } })),
  ),
}));
