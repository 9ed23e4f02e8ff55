import { closest } from '../../diagnostics/closest.ts';
import type { TypeName } from '../../sql/ast.ts';
import { type Binder, report } from '../model/binder.ts';
import { typeFromName } from '../types/text.ts';
import type { SqlType } from '../types/type.ts';
import { wrongParameters } from './type-parameters.ts';

const names = [
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
  'ARRAY',
  'STRUCT',
  'RANGE',
];

/** GoogleSQL's name for types of other dialects. */
const elsewhere: Readonly<Record<string, string>> = {
  VARCHAR: 'STRING',
  NVARCHAR: 'STRING',
  CHAR: 'STRING',
  TEXT: 'STRING',
  DOUBLE: 'FLOAT64',
  FLOAT: 'FLOAT64',
  FLOAT32: 'FLOAT64',
  REAL: 'FLOAT64',
  NUMBER: 'NUMERIC',
  LONG: 'INT64',
  INT32: 'INT64',
  UINT64: 'INT64',
  INT4: 'INT64',
  INT8: 'INT64',
  BINARY: 'BYTES',
  VARBINARY: 'BYTES',
  TIMESTAMPTZ: 'TIMESTAMP',
  TIMESTAMP_NTZ: 'DATETIME',
  JSONB: 'JSON',
  VARIANT: 'JSON',
  MAP: 'ARRAY',
};

/** The type of a written name; reports, at its name, a type that there is not, and then gives undefined. */
export function namedType(b: Binder, written: TypeName): SqlType | undefined {
  const type = typeFromName(written);
  if (!type) blame(b, written);
  else if (written.parameters.length > 0 || written.fields.length > 0) checkParameters(b, written, type);
  return type;
}

/** Reports parameters that the type does not take. */
function checkParameters(b: Binder, written: TypeName, type: SqlType): void {
  if (written.parameters.length > 0) {
    const needs = wrongParameters(type.kind, written.parameters);
    if (needs !== undefined) report(b, 'BF3040', { type: written.name, needs }, written);
  }
  for (const { type: inner } of written.fields) {
    const of = typeFromName(inner);
    if (of) checkParameters(b, inner, of);
  }
}

function blame(b: Binder, written: TypeName): void {
  for (const { type } of written.fields) {
    if (typeFromName(type)) continue;
    blame(b, type);
    return;
  }
  const near = elsewhere[written.name] ?? closest(written.name, names);
  const at = { start: written.start, end: written.start + written.name.length };
  report(b, 'BF3011', { name: written.name, near }, at, { replacement: near });
}
