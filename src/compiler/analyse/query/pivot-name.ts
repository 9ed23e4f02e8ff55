import type { Expr } from '../../sql/ast.ts';
import type { SqlType } from '../types/type.ts';

/**
 * The name that PIVOT gives to a value without an alias, or undefined where it gives none. Source: GoogleSQL "PIVOT
 * operator", rules for default names. A name that begins with a digit is given an underscore by the caller.
 */
export function pivotValueName(value: Expr, type: SqlType): string | undefined {
  switch (value.kind) {
    case 'string':
      return type.kind === 'DATE'
        ? value.value.split('-').join('_')
        : type.kind === 'STRING' || type.kind === 'unknown'
          ? value.value
          : undefined;
    case 'int':
      return type.kind === 'FLOAT64' ? undefined : value.text;
    case 'bool':
      return value.value ? 'true' : 'false';
    case 'null':
      return 'NULL';
    case 'typed':
      return typedName(value.type, value.value);
    case 'unary': {
      const of = value.op === '-' ? pivotValueName(value.of, type) : undefined;
      return of === undefined ? undefined : `minus_${of}`;
    }
    case 'struct':
      return structName(value, type);
    default:
      return undefined;
  }
}

function typedName(type: string, text: string): string | undefined {
  if (type === 'DATE') return text.split('-').join('_');
  if (type !== 'NUMERIC' && type !== 'BIGNUMERIC') return undefined;
  const negative = text.startsWith('-');
  const digits = (negative ? text.slice(1) : text).split('.').join('_point_');
  return negative ? `minus_${digits}` : digits;
}

function structName(value: Expr & { readonly kind: 'struct' }, type: SqlType): string | undefined {
  const fields = type.kind === 'STRUCT' ? type.fields : [];
  const names: string[] = [];
  for (const [i, field] of value.fields.entries()) {
    const of = fields[i];
    const name = pivotValueName(field.value, of?.type ?? { kind: 'unknown' });
    if (name === undefined) return undefined;
    if (of?.name !== undefined) names.push(of.name);
    names.push(name);
  }
  return names.join('_');
}
