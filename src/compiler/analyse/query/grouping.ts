import type { Expr, GroupingSet, Select } from '../../sql/ast.ts';
import { shortText } from '../expression/field.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, report } from '../model/binder.ts';
import type { Column, FromScope, Relation, Scope } from '../model/relation.ts';
import { groupable } from '../types/traits.ts';
import { canonical, isOurs } from './grouped.ts';
import { isLiteral, ordinal, reportOrdinal } from './order.ts';
import { plain } from './place.ts';
import type { Output, SelectList } from './select-list.ts';
import { surveyOf } from './survey.ts';

/** What groups are made by. */
export interface Keys {
  /** Columns, each with the paths below it (lower case; the empty path is the column itself). */
  readonly columns: Map<Column, (readonly string[])[]>;
  /** Tables whose whole rows are keys. */
  readonly relations: Set<Relation>;
  /** Other expressions. */
  readonly others: Expr[];
  /** Something about the keys is faulty or not known: nothing is said against columns that are missing among them. */
  uncertain: boolean;
  /** Columns that were reported already. */
  readonly told: Set<Column | Relation>;
  /** Columns of the select list that hold aggregate functions or functions with OVER. */
  readonly computed: Set<Column>;
}

const noKeys = (): Keys => ({
  columns: new Map(),
  relations: new Set(),
  others: [],
  uncertain: false,
  told: new Set(),
  computed: new Set(),
});

const GROUP_BY = plain('GROUP BY');

/** Binds GROUP BY and gives its keys; undefined where the SELECT makes no groups. */
export function bindGrouping(
  b: Binder,
  scope: Scope,
  named: Scope,
  select: Select,
  list: SelectList,
): Keys | undefined {
  const grouping = select.groupBy;
  const inQualify = select.qualify !== undefined && surveyOf(b, select.qualify).aggregate;
  if (grouping.kind === 'none' && !inQualify && !list.outputs.some(({ calls }) => calls?.aggregate)) return undefined;
  const keys = noKeys();
  for (const { calls, column } of list.outputs) if (calls?.aggregate || calls?.analytic) keys.computed.add(column);
  switch (grouping.kind) {
    case 'none':
      return keys;
    case 'all':
      groupByAll(b, scope.from, list, keys);
      return keys;
    case 'items':
    case 'ROLLUP':
    case 'CUBE':
      for (const item of grouping.items) bindKey(b, scope, named, list, keys, item);
      return keys;
    case 'sets':
      bindSets(b, scope, named, list, keys, grouping.sets);
      return keys;
  }
}

function bindSets(
  b: Binder,
  scope: Scope,
  named: Scope,
  list: SelectList,
  keys: Keys,
  sets: readonly GroupingSet[],
): void {
  for (const { items } of sets) for (const item of items) bindKey(b, scope, named, list, keys, item);
}

/** Every item without an aggregate is a key. */
function groupByAll(b: Binder, from: FromScope, list: SelectList, keys: Keys): void {
  for (const output of list.outputs) {
    if (output.calls?.unknown) keys.uncertain = true;
    if (!output.calls?.aggregate && !output.calls?.analytic) addOutput(b, from, keys, output);
  }
}

function bindKey(b: Binder, scope: Scope, named: Scope, list: SelectList, keys: Keys, item: Expr): void {
  if (item.kind === 'int') {
    typeOf(b, scope, item, GROUP_BY);
    const output = ordinal(b, item, 'GROUP BY', list);
    if (output) addSelected(b, scope.from, keys, output, item);
    else keys.uncertain = true;
    return;
  }
  if (item.kind === 'path' && selected(b, scope, named, list, keys, item)) return;
  const before = b.findings.length;
  const typed = typeOf(b, scope, item, GROUP_BY);
  if (b.findings.length > before) keys.uncertain = true;
  if (item.kind === 'unary' && item.of.kind === 'int') {
    reportOrdinal(b, item, item.of, 'GROUP BY', list);
    keys.uncertain = true;
  } else if (isLiteral(item)) {
    report(b, 'BF2203', { clause: 'GROUP BY' }, item);
    keys.uncertain = true;
  }
  if (!groupable(typed.type)) report(b, 'BF2204', { type: shortText(typed.type), clause: 'GROUP BY' }, item);
  addKey(b, scope.from, keys, item);
}

/** Takes a key that names a column of the select list, which goes before one of FROM. */
function selected(
  b: Binder,
  scope: Scope,
  named: Scope,
  list: SelectList,
  keys: Keys,
  item: Expr & { readonly kind: 'path' },
): boolean {
  const first = item.parts[0];
  const lower = first?.name.toLowerCase() ?? '';
  const column = named.aliases?.of.get(lower);
  if (!first || !column) return false;
  if (named.aliases?.ambiguous?.has(lower)) {
    if (!keys.told.has(column) && !isUnknown(b, list, lower)) report(b, 'BF2105', { name: first.name }, first);
    keys.told.add(column);
    b.bindings.set(item, { kind: 'unknown' });
    b.types.set(item, { type: { kind: 'unknown' } });
    keys.uncertain = true;
    return true;
  }
  if (item.parts.length > 1) return false;
  const output = list.outputs.find((one) => one.column === column);
  if (!output) return false;
  b.bindings.set(item, { kind: 'column', column, path: [], correlated: false });
  b.types.set(item, { type: column.type });
  addSelected(b, scope.from, keys, output, item);
  return true;
}

/** Whether one of the columns of that name names something that is not known: it may have been meant otherwise. */
const isUnknown = (b: Binder, list: SelectList, lower: string): boolean =>
  list.outputs.some(
    ({ column, value }) =>
      value !== undefined && column.name?.toLowerCase() === lower && b.bindings.get(value)?.kind === 'unknown',
  );

function addSelected(b: Binder, from: FromScope, keys: Keys, output: Output, item: Expr): void {
  if (output.calls?.aggregate || output.calls?.analytic) {
    const what = output.calls.aggregate ? 'an aggregate function' : 'a function with OVER';
    report(b, 'BF2207', { what, name: output.column.name }, item);
    keys.uncertain = true;
    return;
  }
  if (!groupable(output.column.type))
    report(b, 'BF2204', { type: shortText(output.column.type), clause: 'GROUP BY' }, item);
  addOutput(b, from, keys, output);
}

function addOutput(b: Binder, from: FromScope, keys: Keys, { value, column }: Output): void {
  if (value) addKey(b, from, keys, value);
  else if (column.source.kind === 'column') addStarred(from, keys, column.source.of);
  else keys.uncertain = true;
}

/** A column that a star gave: of a table, or a field of a struct. */
function addStarred(from: FromScope, keys: Keys, column: Column): void {
  const { source } = column;
  if (source.kind === 'column' && source.path.length > 0) addColumn(from, keys, source.of, source.path);
  else if (source.kind === 'element' && !isOurs(from, column, true)) keys.uncertain = true;
  addColumn(from, keys, column, []);
}

function addKey(b: Binder, from: FromScope, keys: Keys, expr: Expr): void {
  const binding = expr.kind === 'path' ? b.bindings.get(expr) : undefined;
  if (binding?.kind === 'column') addColumn(from, keys, binding.column, binding.path);
  else if (binding?.kind === 'row' && binding.path.length === 0) keys.relations.add(binding.relation);
  else if (!binding || binding.kind === 'variable') keys.others.push(expr);
}

function addColumn(from: FromScope, keys: Keys, column: Column, path: readonly string[]): void {
  const key = canonical(from, column);
  const lower = path.map((name) => name.toLowerCase());
  const known = keys.columns.get(key);
  if (known) known.push(lower);
  else keys.columns.set(key, [lower]);
}

/** What is visible to ORDER BY after SELECT DISTINCT: the columns that the list gives as they are. */
export function distinctKeys(b: Binder, from: FromScope, list: SelectList): Keys {
  const keys = noKeys();
  if (!list.complete) keys.uncertain = true;
  for (const output of list.outputs) addOutput(b, from, keys, output);
  return keys;
}
