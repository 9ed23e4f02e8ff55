import { sameName } from '../../analyse/model/relation.ts';
import { type SqlType, UNKNOWN } from '../../analyse/types/type.ts';
import type { Expr } from '../../sql/ast.ts';
import type { Printer } from './rules.ts';
import type { Frag } from './text.ts';

/**
 * The array of UNNEST: a path through an array of structs gives the field of each element, as in `UNNEST(items.id)`
 * (source: BigQuery "UNNEST operator", array path).
 */
export function arrayOf(e: Expr, p: Printer): Frag {
  const { elementFields } = p.rules;
  const binding = e.kind === 'path' ? p.session.binder.bindings.get(e) : undefined;
  if (e.kind !== 'path' || binding?.kind !== 'column') return p.expr(e);
  let type = binding.column.type;
  for (const [i, name] of binding.path.entries()) {
    if (type.kind === 'ARRAY') {
      const fields = binding.path.slice(i);
      if (throughArrays(type.element, fields)) return p.refuse(e, 'a path through arrays within arrays');
      if (!elementFields) return p.expr(e);
      const array: Expr = { ...e, parts: e.parts.slice(0, e.parts.length - fields.length) };
      p.session.binder.bindings.set(array, { ...binding, path: binding.path.slice(0, i) });
      return elementFields(p.expr(array), fields);
    }
    type = fieldOf(type, name);
  }
  return p.expr(e);
}

function fieldOf(type: SqlType, name: string): SqlType {
  const fields = type.kind === 'STRUCT' ? type.fields : [];
  return fields.find((field) => field.name !== undefined && sameName(field.name, name))?.type ?? UNKNOWN;
}

/** Whether a path goes on through another array, or ends at one. */
function throughArrays(element: SqlType, fields: readonly string[]): boolean {
  let type = element;
  for (const name of fields) {
    type = fieldOf(type, name);
    if (type.kind === 'ARRAY') return true;
  }
  return false;
}
