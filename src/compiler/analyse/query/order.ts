import type { Expr, OrderItem } from '../../sql/ast.ts';
import { shortText } from '../expression/field.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { Column, Rows, Scope } from '../model/relation.ts';
import { orderable } from '../types/traits.ts';
import type { SqlType } from '../types/type.ts';
import { checkDistinctOrder, checkGrouped } from './grouped.ts';
import type { Keys } from './grouping.ts';
import { within } from './place.ts';
import type { SelectList } from './select-list.ts';

/** Binds the ORDER BY of a SELECT: `keys` are its groups, `distinct` what remains visible after SELECT DISTINCT. */
export function bindOrder(
  b: Binder,
  scope: Scope,
  items: readonly OrderItem[],
  list: SelectList,
  keys: Keys | undefined,
  distinct: Keys | undefined,
): void {
  const place: Place = { clause: 'ORDER BY', aggregates: keys !== undefined, windows: true };
  for (const item of items) {
    const expr = item.of;
    if (item.collate) typeOf(b, scope, item.collate, place);
    if (expr.kind === 'int') {
      const output = ordinal(b, expr, 'ORDER BY', list);
      typeOf(b, scope, expr, place);
      if (output) checkOrderable(b, expr, output.column.type, 'ORDER BY');
      continue;
    }
    const { type } = typeOf(b, scope, expr, place);
    checkOrderable(b, expr, type, 'ORDER BY');
    if (expr.kind === 'unary' && expr.of.kind === 'int') reportOrdinal(b, expr, expr.of, 'ORDER BY', list);
    else if (isLiteral(expr)) report(b, 'BF2203', { clause: 'ORDER BY' }, expr);
    if (distinct) checkDistinctOrder(b, scope.from, distinct, expr);
    else if (keys) checkGrouped(b, scope.from, keys, expr, 'ORDER BY');
  }
}

/** Binds an ORDER BY that sees only the columns of rows: behind a set operation or a query in parentheses. */
export function bindOrderOfRows(b: Binder, outer: Scope | undefined, rows: Rows, items: readonly OrderItem[]): void {
  const scope = within(outer, { relations: [], columns: rows.columns, complete: rows.complete });
  const outputs = rows.columns.map((column: Column) => ({ column, at: { start: 0, end: 0 } }));
  const list = { outputs, complete: rows.complete, certain: rows.complete ? outputs.length : 0 };
  bindOrder(b, scope, items, list, undefined, undefined);
}

/** The column of the select list that a number stands for; reports a number that has none. */
export function ordinal(b: Binder, expr: Expr & { readonly kind: 'int' }, clause: string, list: SelectList) {
  const n = Number(expr.text);
  if (n >= 1 && n <= list.certain) return list.outputs[n - 1];
  if (list.complete) report(b, 'BF2202', { clause, number: expr.text, count: list.outputs.length }, expr);
  return undefined;
}

/** Reports a number below zero, which names no column. */
export function reportOrdinal(
  b: Binder,
  expr: Expr & { readonly kind: 'unary' },
  of: Expr & { readonly kind: 'int' },
  clause: string,
  list: SelectList,
): void {
  if (list.complete) report(b, 'BF2202', { clause, number: `${expr.op}${of.text}`, count: list.outputs.length }, expr);
}

/** Whether GROUP BY and ORDER BY refuse the literal. Those with a type in front of them are let through. */
export const isLiteral = ({ kind }: Expr): boolean =>
  kind === 'string' || kind === 'bool' || kind === 'float' || kind === 'bytes' || kind === 'null';

/** Reports a value that cannot be ordered. */
export function checkOrderable(b: Binder, expr: Expr, type: SqlType, clause: string): void {
  if (!orderable(type)) report(b, 'BF2205', { type: shortText(type), clause }, expr);
}
