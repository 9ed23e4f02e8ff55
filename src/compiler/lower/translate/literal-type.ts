import { supertype } from '../../analyse/types/coerce.ts';
import type { SqlType } from '../../analyse/types/type.ts';
import type { Expr, QueryBody, SelectItem } from '../../sql/ast.ts';
import { itemName } from '../../sql/implied-name.ts';
import { decimalLiteral } from './decimal-literal.ts';
import type { Kind, Printer } from './rules.ts';

/** The digits of an INT64 literal: other engines do not read `0x1F`. */
export const intText = (text: string): string => BigInt(text).toString();

const textKinds: readonly (Kind | undefined)[] = ['DATE', 'DATETIME', 'TIMESTAMP', 'TIME', 'NUMERIC'];

/**
 * A literal as the literal of the type that it is compared with, where that is known; else the expression itself. Engines
 * would compare a STRING with a DATE, and a NUMERIC as a FLOAT64. Source: GoogleSQL "Conversion rules", literal coercion.
 */
export function coerced(e: Expr, kind: Kind | undefined): Expr {
  const { start, end } = e;
  if (e.kind === 'string' && textKinds.includes(kind))
    return { start, end, kind: 'typed', type: kind as 'DATE', value: e.value };
  const decimal = kind === 'NUMERIC' ? decimalLiteral(e) : undefined;
  return decimal === undefined ? e : { start, end, kind: 'typed', type: 'NUMERIC', value: decimal };
}

/** A literal, or the literals in an ARRAY or STRUCT that is written out, as the type that they are coerced to. */
function asType(e: Expr, type: SqlType, p: Printer): Expr {
  if (type.kind === 'ARRAY') {
    if (e.kind !== 'array' || e.type) return e;
    const items = e.items.map((item) => asType(item, type.element, p));
    return items.some((item, i) => item !== e.items[i]) ? known({ ...e, items }, type, p) : e;
  }
  if (type.kind === 'STRUCT') {
    if (e.kind !== 'struct' || e.type) return e;
    const fields = e.fields.map((field, i) => {
      const to = type.fields[i]?.type;
      const value = to ? asType(field.value, to, p) : field.value;
      return value === field.value ? field : { ...field, value };
    });
    return fields.some((field, i) => field !== e.fields[i]) ? known({ ...e, fields }, type, p) : e;
  }
  return type.kind === 'NUMERIC' || e.kind === 'string' ? coerced(e, type.kind as Kind) : e;
}

function known(e: Expr, type: SqlType, p: Printer): Expr {
  p.session.binder.types.set(e, { type });
  return e;
}

/** Values that become one: literals as the type that all have in common. */
export function asCommonType(items: readonly Expr[], p: Printer): readonly Expr[] {
  const typed = items.map((item) => p.session.binder.types.get(item));
  const all = typed.filter((one) => one !== undefined);
  const type = all.length === typed.length ? supertype(all) : undefined;
  return type ? items.map((item) => asType(item, type, p)) : items;
}

/**
 * Notes the literals among the columns of the two queries of a set operation that are coerced to the type of its result.
 * A set operation within it gives no literals.
 */
export function coerceBranches(body: Extract<QueryBody, { kind: 'set' }>, p: Printer): void {
  const columns = p.session.binder.rows.get(body)?.columns ?? [];
  const typeOf = (item: SelectItem, i: number): SqlType | undefined => {
    const name = body.byName ? itemName(item)?.name.toLowerCase() : undefined;
    return (body.byName ? columns.find((column) => column.name?.toLowerCase() === name) : columns[i])?.type;
  };
  for (const branch of [body.left, body.right].map(withoutBrackets)) {
    if (branch.kind !== 'select' || branch.as || branch.items.some(({ kind }) => kind === 'star')) continue;
    for (const [i, item] of branch.items.entries()) {
      const type = typeOf(item, i);
      if (item.kind !== 'expr' || !type) continue;
      const made = asType(item.value, type, p);
      if (made !== item.value) p.session.coerced.set(item.value, made);
    }
  }
}

const withoutBrackets = (body: QueryBody): QueryBody =>
  body.kind === 'nested' ? withoutBrackets(body.query.body) : body;
