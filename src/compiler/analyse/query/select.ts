import type { At, Expr, OrderItem, Select } from '../../sql/ast.ts';
import { shortText } from '../expression/field.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { Column, FromScope, Rows, Scope } from '../model/relation.ts';
import { NOTHING } from '../scope/from-scope.ts';
import { groupable } from '../types/traits.ts';
import { bindFrom } from './from.ts';
import { checkGrouped, checkStar } from './grouped.ts';
import { bindGrouping, distinctKeys, type Keys } from './grouping.ts';
import { bindOrder } from './order.ts';
import { pathsOf } from './paths.ts';
import { condition, plain } from './place.ts';
import { bindSelectList, type Output, rowsOfList, type SelectList } from './select-list.ts';
import { survey } from './survey.ts';
import { bindWindows } from './windows.ts';

/** Binds SELECT ... FROM ... with the ORDER BY behind it, which may name what its clauses name. */
export function bindSelect(b: Binder, outer: Scope | undefined, select: Select, orderBy: readonly OrderItem[]): Rows {
  const from = select.from ? bindFrom(b, outer, undefined, select.from) : NOTHING;
  return bindSelectOver(b, outer, from, select, orderBy);
}

const SELECT_LIST: Place = { clause: 'the SELECT list', aggregates: true, windows: true };

/** Binds the clauses of a SELECT over the rows of a FROM clause. */
export function bindSelectOver(
  b: Binder,
  outer: Scope | undefined,
  from: FromScope,
  select: Select,
  orderBy: readonly OrderItem[],
  hasFrom = select.from !== undefined,
): Rows {
  const { windows } = select;
  const scope: Scope = outer ? { outer, from, windows } : { from, windows };
  for (const { value } of select.mode?.options ?? []) typeOf(b, scope, value, plain('OPTIONS'));
  if (select.where) condition(b, scope, select.where, plain('WHERE'));
  const list = bindSelectList(b, scope, select.items, SELECT_LIST, hasFrom);
  bindWindows(b, scope, select.windows);
  const plainly = select.groupBy.kind === 'none' && !select.having && !select.qualify && orderBy.length === 0;
  const named = plainly ? scope : withAliases(scope, list.outputs);
  const keys = bindGrouping(b, scope, named, select, list);
  const bare = !hasFrom && checkBare(b, select, list, orderBy);
  bindHaving(b, named, select, list, keys, bare);
  if (select.qualify) bindQualify(b, named, select, list, orderBy, keys, bare);
  if (keys) checkOutputs(b, from, select, list, keys);
  const rows = rowsOfList(b, select, list);
  if (select.distinct) checkDistinct(b, list);
  if (orderBy.length > 0)
    bindOrder(b, named, orderBy, list, keys, select.distinct ? distinctKeys(b, from, list) : undefined);
  b.rows.set(select, rows);
  return rows;
}

/** Names of the select list before those of FROM. */
function withAliases(scope: Scope, outputs: readonly Output[]): Scope {
  const of = new Map<string, Column>();
  let ambiguous: Set<string> | undefined;
  for (const { column } of outputs) {
    if (column.name === undefined) continue;
    const lower = column.name.toLowerCase();
    if (!of.has(lower)) of.set(lower, column);
    else if (ambiguous) ambiguous.add(lower);
    else ambiguous = new Set([lower]);
  }
  const aliases = ambiguous ? { of, first: true, ambiguous } : { of, first: true };
  const { outer, from, windows = [] } = scope;
  return outer ? { outer, from, windows, aliases } : { from, windows, aliases };
}

/** Reports what a SELECT without FROM cannot have. */
function checkBare(b: Binder, select: Select, list: SelectList, orderBy: readonly OrderItem[]): boolean {
  const told = b.findings.length;
  const { groupBy, where, having, qualify, windows } = select;
  const tell = (clause: string, at: At | undefined): void => {
    if (at && b.findings.length === told) report(b, 'BF2214', { clause }, at);
  };
  tell('WHERE', where);
  tell('GROUP BY', 'items' in groupBy ? groupBy.items[0] : groupBy.kind === 'none' ? undefined : select);
  tell('HAVING', having);
  tell('QUALIFY', qualify);
  tell('WINDOW', windows[0]?.name);
  tell('ORDER BY', orderBy[0]?.of);
  tell('aggregate functions', list.outputs.find(({ calls }) => calls?.aggregate)?.value);
  tell('functions with OVER', list.outputs.find(({ calls }) => calls?.analytic)?.value);
  if (select.distinct) tell('DISTINCT', list.outputs[0]?.at);
  return true;
}

function bindHaving(
  b: Binder,
  scope: Scope,
  select: Select,
  list: SelectList,
  keys: Keys | undefined,
  bare: boolean,
): void {
  if (!select.having) return;
  const told = b.findings.length;
  condition(b, scope, select.having, { clause: 'HAVING', aggregates: true, windows: false });
  if (keys) checkGrouped(b, scope.from, keys, select.having, 'HAVING');
  if (keys && b.findings.length > told) return;
  if (checkAnalytic(b, select.having, list) || keys) return;
  if (!bare && !list.outputs.some(({ calls }) => calls?.unknown) && list.complete)
    report(b, 'BF2208', {}, select.having);
}

/** Reports a name of the select list that stands for a function with OVER, which HAVING comes before. */
function checkAnalytic(b: Binder, having: Expr, list: SelectList): boolean {
  if (!list.outputs.some(({ calls }) => calls?.analytic)) return false;
  const told = b.findings.length;
  for (const path of pathsOf(having)) {
    const binding = b.bindings.get(path);
    const column = binding?.kind === 'column' ? binding.column : undefined;
    const output = column && list.outputs.find((one) => one.column === column);
    if (!output?.calls?.analytic) continue;
    report(b, 'BF2207', { what: 'a function with OVER', name: column?.name, clause: 'HAVING' }, path, {
      help: 'QUALIFY chooses rows by functions with OVER.',
    });
  }
  return b.findings.length > told;
}

function bindQualify(
  b: Binder,
  scope: Scope,
  select: Select,
  list: SelectList,
  orderBy: readonly OrderItem[],
  keys: Keys | undefined,
  bare: boolean,
): void {
  const { qualify } = select;
  if (!qualify) return;
  const sound = condition(b, scope, qualify, { clause: 'QUALIFY', aggregates: keys !== undefined, windows: true });
  if (keys) checkGrouped(b, scope.from, keys, qualify, 'QUALIFY');
  const calls = survey(b, qualify, { aggregate: false, analytic: false, unknown: false });
  if (bare || !sound || calls.analytic || calls.unknown || !list.complete) return;
  if (list.outputs.some((output) => output.calls?.analytic || output.calls?.unknown)) return;
  for (const { of } of orderBy) survey(b, of, calls);
  if (!calls.analytic) report(b, 'BF2209', {}, qualify);
}

function checkOutputs(b: Binder, from: FromScope, select: Select, list: SelectList, keys: Keys): void {
  for (const item of select.items)
    if (item.kind === 'star' && item.of && item.of.kind !== 'path')
      checkGrouped(b, from, keys, item.of, 'the SELECT list');
  for (const { value, column, at } of list.outputs) {
    if (value) checkGrouped(b, from, keys, value, 'the SELECT list', true);
    else checkStar(b, from, keys, column, at);
  }
  for (const { spec } of select.windows) {
    for (const expr of spec.partitionBy) checkGrouped(b, from, keys, expr, 'WINDOW');
    for (const { of } of spec.orderBy) checkGrouped(b, from, keys, of, 'WINDOW');
  }
}

function checkDistinct(b: Binder, list: SelectList): void {
  for (const { column, at } of list.outputs)
    if (!groupable(column.type))
      report(b, 'BF2206', { name: column.name, type: shortText(column.type), clause: 'SELECT DISTINCT' }, at);
}
