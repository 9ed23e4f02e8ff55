import type { Expr, Ident, SelectItem } from './ast.ts';

/** The name that an expression without an alias gives its column or field: the last one of a path. */
export function impliedName(value: Expr): Ident | undefined {
  if (value.kind === 'path') return value.parts.at(-1);
  return value.kind === 'field' ? value.name : undefined;
}

/** The name that an item of a select list gives its column; undefined for a star and for what has no name. */
export const itemName = (item: SelectItem): Ident | undefined =>
  item.kind === 'star' ? undefined : (item.alias ?? impliedName(item.value));
