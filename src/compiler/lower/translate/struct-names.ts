import { sameName } from '../../analyse/model/relation.ts';
import { type SqlType, UNKNOWN } from '../../analyse/types/type.ts';
import type { Expr, QueryBody } from '../../sql/ast.ts';
import { written } from './empty-array.ts';
import type { Printer } from './rules.ts';

/** Whether two types hold structs of as many fields that have other names, or the same names in another order. */
export function namesDiffer(a: SqlType, b: SqlType): boolean {
  if (a.kind === 'ARRAY' && b.kind === 'ARRAY') return namesDiffer(a.element, b.element);
  if (a.kind !== 'STRUCT' || b.kind !== 'STRUCT' || a.fields.length !== b.fields.length) return false;
  return a.fields.some(({ name, type }, i) => {
    const other = b.fields[i];
    if (!other) return false;
    const same = name === undefined || other.name === undefined ? name === other.name : sameName(name, other.name);
    return !same || namesDiffer(type, other.type);
  });
}

/** A type with the names that another gives to the fields of its structs. */
function renamed(type: SqlType, as: SqlType): SqlType {
  if (type.kind === 'ARRAY' && as.kind === 'ARRAY') return { ...type, element: renamed(type.element, as.element) };
  if (type.kind !== 'STRUCT' || as.kind !== 'STRUCT') return type;
  const fields = type.fields.map((field, i) => {
    const { name, type: inner } = as.fields[i] ?? field;
    return { ...(name === undefined ? {} : { name }), type: renamed(field.type, inner) };
  });
  return { kind: 'STRUCT', fields };
}

export const isNamed = (type: SqlType): boolean =>
  type.kind === 'ARRAY'
    ? isNamed(type.element)
    : type.kind === 'STRUCT' && type.fields.every(({ name }) => name !== undefined);

/**
 * Values that become one: GoogleSQL matches fields by their place and takes the names of the first, where engines match
 * them by name. What has other names is cast.
 */
export function alikeFields(items: readonly Expr[], p: Printer): readonly Expr[] {
  const types = items.map((item) => p.type(item));
  const first = types.find((type) => type !== undefined && isNamed(type));
  if (!first) return items;
  return items.map((item) => named(item, first, p));
}

/** A value with the names of a type: what is written out is named anew, the rest is cast. */
function named(e: Expr, as: SqlType, p: Printer): Expr {
  const { types } = p.session.binder;
  const type = p.type(e);
  if (!type || !namesDiffer(as, type)) return e;
  const made = renewed(e, as, p);
  const known = types.get(e);
  if (made && known) types.set(made, { ...known, type: renamed(known.type, as) });
  if (made) return made;
  const to = written(renamed(type, as), e);
  if (to) return { start: e.start, end: e.end, kind: 'cast', of: e, type: to, safe: false };
  p.refuse(e, 'a struct beside one whose fields have other names', 'They are matched by name.', sameNames);
  return e;
}

function renewed(e: Expr, as: SqlType, p: Printer): Expr | undefined {
  if (e.kind === 'array' && !e.type && as.kind === 'ARRAY')
    return { ...e, items: e.items.map((item) => named(item, as.element, p)) };
  if (e.kind !== 'struct' || e.type || as.kind !== 'STRUCT') return undefined;
  const fields = e.fields.map(({ value }, i) => {
    const { name = '', type } = as.fields[i] ?? { type: UNKNOWN };
    return { name: { start: e.start, end: e.end, name, quoted: true }, value: named(value, type, p) };
  });
  return as.fields.every(({ name }) => name !== undefined) ? { ...e, fields } : undefined;
}

const sameNames = 'Give the fields the same names in the same order.';

/** Refuses a set operation of structs that the engine would match by the names of their fields. */
export function refuseOtherNames({ left, right, byName }: Extract<QueryBody, { kind: 'set' }>, p: Printer): void {
  if (!p.rules.has.structsByName) return;
  const { rows } = p.session.binder;
  const [a, b] = [rows.get(left)?.columns ?? [], rows.get(right)?.columns ?? []];
  for (const [i, column] of a.entries()) {
    const other = byName ? b.find(({ name }) => name !== undefined && sameName(name, column.name ?? '')) : b[i];
    if (other && isNamed(other.type) && namesDiffer(column.type, other.type))
      p.refuse(
        right,
        'a set operation of structs whose fields have other names',
        'They are matched by name.',
        sameNames,
      );
  }
}
