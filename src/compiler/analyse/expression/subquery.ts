import type { Expr, Query } from '../../sql/ast.ts';
import { type Binder, report } from '../model/binder.ts';
import type { Scope } from '../model/relation.ts';
import { bindQuery } from '../query/bind-query.ts';
import type { Typed } from '../types/type.ts';
import { shortText } from './field.ts';
import { CERTAIN_BOOL, ofType, UNKNOWN_VALUE } from './known.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** Binds a query that must give one column, and gives what is known of its values; reports more columns than one. */
export function singleColumn(b: Binder, scope: Scope, query: Query, what: string): Typed {
  const rows = bindQuery(b, scope, query);
  const columns = rows.columns.filter((column) => !column.pseudo);
  const [only] = columns;
  if (!rows.complete) return UNKNOWN_VALUE;
  if (columns.length === 1 && only) return ofType(only.type);
  report(b, 'BF3016', { what, columns: columns.length }, secondColumn(query) ?? query, {
    help: 'Select one column, or make one value of several with SELECT AS STRUCT.',
  });
  return UNKNOWN_VALUE;
}

/** The second item of the select list, which is the first that is too many. */
function secondColumn(query: Query): { start: number; end: number } | undefined {
  const { body } = query;
  if (query.pipes.length > 0 || body.kind !== 'select') return undefined;
  const [first, second] = body.items;
  return first?.kind === 'star' ? first : second;
}

/** `(SELECT ...)` as a value. No row gives NULL. */
export const scalarQuery = (b: Binder, scope: Scope, expr: Of<'scalar'>): Typed =>
  singleColumn(b, scope, expr.query, 'A subquery that is used as a value');

/** `ARRAY(SELECT ...)`. */
export function arrayQuery(b: Binder, scope: Scope, expr: Of<'arrayQuery'>): Typed {
  const { type } = singleColumn(b, scope, expr.query, 'The subquery of ARRAY');
  if (type.kind !== 'ARRAY') return { type: { kind: 'ARRAY', element: type }, nullable: false };
  report(b, 'BF3023', {}, firstItem(expr.query) ?? expr, {
    help: `The subquery gives ${shortText(type)}. Wrap it: SELECT AS STRUCT makes an array of structs that hold arrays.`,
  });
  return UNKNOWN_VALUE;
}

function firstItem(query: Query): { start: number; end: number } | undefined {
  const { body } = query;
  return query.pipes.length === 0 && body.kind === 'select' ? body.items[0] : undefined;
}

/** `EXISTS (SELECT ...)`. */
export function exists(b: Binder, scope: Scope, expr: Of<'exists'>): Typed {
  bindQuery(b, scope, expr.query);
  return CERTAIN_BOOL;
}
