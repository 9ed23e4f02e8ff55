import type { Printer } from '../../compiler/lower/translate/rules.ts';
import { commas, type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { TypeName } from '../../compiler/sql/ast.ts';
import { columnName } from './words.ts';

/** DuckDB's type for each GoogleSQL type without parameters. NUMERIC has 29 digits before and 9 behind the point. */
export const typeNames: Readonly<Record<string, string>> = {
  INT64: 'BIGINT',
  INT: 'BIGINT',
  SMALLINT: 'BIGINT',
  INTEGER: 'BIGINT',
  BIGINT: 'BIGINT',
  TINYINT: 'BIGINT',
  BYTEINT: 'BIGINT',
  FLOAT64: 'DOUBLE',
  NUMERIC: 'DECIMAL(38,9)',
  DECIMAL: 'DECIMAL(38,9)',
  STRING: 'VARCHAR',
  BYTES: 'BLOB',
  BOOL: 'BOOLEAN',
  BOOLEAN: 'BOOLEAN',
  DATE: 'DATE',
  DATETIME: 'TIMESTAMP',
  TIMESTAMP: 'TIMESTAMPTZ',
  TIME: 'TIME',
  JSON: 'JSON',
};

/** A GoogleSQL type in DuckDB's words. Lengths of strings and bytes are refused; NUMERIC(p, s) keeps its scale. */
export function typeOf(type: TypeName, p: Printer): Frag {
  if (type.name === 'ARRAY') {
    const element = type.fields[0]?.type;
    return element ? q`${typeOf(element, p)}[]` : p.refuse(type, 'ARRAY without an element type');
  }
  if (type.name === 'STRUCT') {
    const unnamed = type.fields.find((field) => !field.name);
    if (unnamed || type.fields.length === 0) return p.refuse(type, 'a STRUCT type with unnamed fields');
    return q`STRUCT(${commas(type.fields.map((f) => q`${columnName(f.name?.name ?? '')} ${typeOf(f.type, p)}`))})`;
  }
  const name = typeNames[type.name];
  if (!name) return p.refuse(type, `the type \`${type.name}\``);
  if (type.parameters.length > 0) return p.refuse(type, `the type \`${type.name}\` with parameters`);
  return name;
}
