import type { Call, Expr, Query, WindowSpec } from '../../sql/ast.ts';
import { exprChildren, windowChildren } from '../../sql/children.ts';
import { impliedName } from '../../sql/implied-name.ts';
import type { Binder } from '../model/binder.ts';
import { type Column, type Relation, sameName } from '../model/relation.ts';
import { functionKind } from '../signatures/kind.ts';
import { add, type How, type Leaves, through } from './leaves.ts';
import type { LocalNames } from './names.ts';
import { rowsInto } from './rows.ts';

/** A walk from one value back to the stored columns that it depends on. */
export interface Walk {
  readonly b: Binder;
  readonly names: LocalNames;
  readonly leaves: Leaves;
  /** Columns followed already, with the path below them and the way; recursive queries lead back to themselves. */
  readonly seen: Map<Column | Query, string | Set<string>>;
}

type Path = readonly string[];

const NO_PATH: Path = [];

/** Whether a node is met for the first time in this way. */
export function first(w: Walk, node: Column | Query, way: string): boolean {
  const ways = w.seen.get(node);
  if (ways === way) return false;
  if (ways === undefined) w.seen.set(node, way);
  else if (typeof ways === 'string') w.seen.set(node, new Set([ways, way]));
  else if (ways.has(way)) return false;
  else ways.add(way);
  return true;
}

/** Adds what a column, or a field below it, depends on. */
export function columnInto(w: Walk, column: Column, path: Path, how: How): void {
  if (!first(w, column, path.length === 0 ? how : `${how} ${path.join('.')}`)) return;
  const { source } = column;
  switch (source.kind) {
    case 'table':
      add(w.leaves, { table: source.table, column: dotted(source.column, path), how });
      return;
    case 'expression':
      valueInto(w, source.of, path, how);
      return;
    case 'column':
      columnInto(w, source.of, below(source.path, path), how);
      return;
    case 'either':
      for (const one of source.of) columnInto(w, one, path, how);
      return;
    case 'element':
      valueInto(w, source.of, below(source.path, path), how);
      return;
    case 'row':
      relationInto(w, source.of, path, how);
      return;
    case 'computed':
      for (const one of source.from) columnInto(w, one, [], through(how, 'computed'));
      if (source.of) valueInto(w, source.of, [], through(how, 'computed'));
      return;
    case 'none':
      return;
  }
}

/** The way below a field of a path. */
const below = (outer: Path, inner: Path): Path =>
  inner.length === 0 ? outer : outer.length === 0 ? inner : [...outer, ...inner];

const dotted = (column: string, path: Path): string => (path.length === 0 ? column : `${column}.${path.join('.')}`);

function relationInto(w: Walk, relation: Relation, path: Path, how: How): void {
  const [name] = path;
  const rest = path.slice(1);
  for (const column of relation.columns) {
    if (relation.value || name === undefined) {
      if (!column.pseudo) columnInto(w, column, path, how);
    } else if (column.name !== undefined && sameName(column.name, name)) columnInto(w, column, rest, how);
  }
}

/** Adds what an expression, or a field below it, depends on. */
export function valueInto(w: Walk, expr: Expr, path: Path, how: How): void {
  switch (expr.kind) {
    case 'path':
      pathInto(w, expr, path, how);
      return;
    case 'field':
      valueInto(w, expr.of, [expr.name.name, ...path], how);
      return;
    case 'index':
      valueInto(w, expr.of, path, through(how, 'computed'));
      valueInto(w, expr.index, [], through(how, 'computed'));
      return;
    case 'struct':
      structInto(w, expr, path, how);
      return;
    case 'array':
      elementsInto(w, expr.items, path, how);
      return;
    case 'case': {
      const step = through(how, 'computed');
      if (expr.of) valueInto(w, expr.of, [], step);
      for (const { when, result } of expr.whens) {
        valueInto(w, when, [], step);
        valueInto(w, result, path, step);
      }
      if (expr.otherwise) valueInto(w, expr.otherwise, path, step);
      return;
    }
    case 'call':
      callInto(w, expr, path, how);
      return;
    case 'scalar':
    case 'arrayQuery':
      subqueryInto(w, expr.query, path, how);
      return;
    case 'exists':
      rowsInto(w, expr.query, through(how, 'computed'), true);
      return;
    case 'named':
      valueInto(w, expr.value, path, how);
      return;
    case 'with':
      for (const { value } of expr.variables) valueInto(w, value, [], through(how, 'computed'));
      valueInto(w, expr.result, path, how);
      return;
    case 'replaceFields':
      replacedInto(w, expr, path, how);
      return;
    case 'binary':
      chainInto(w, expr, through(how, 'computed'));
      return;
    default:
      partsInto(w, expr, through(how, 'computed'));
      return;
  }
}

/** Structs of an array take their fields' names from the first: the others by position. */
function elementsInto(w: Walk, items: readonly Expr[], path: Path, how: How): void {
  const [head] = items;
  const at = head?.kind === 'struct' ? fieldAt(head, path[0]) : -1;
  for (const item of items) {
    const field = item.kind === 'struct' && at >= 0 ? item.fields[at] : undefined;
    if (field) valueInto(w, field.value, path.slice(1), how);
    else valueInto(w, item, path, how);
  }
}

function partsInto(w: Walk, expr: Expr, how: How): void {
  exprChildren(expr, {
    expr: (part) => valueInto(w, part, [], how),
    query: (query) => {
      for (const column of w.b.rows.get(query)?.columns ?? []) columnInto(w, column, [], how);
      rowsInto(w, query, how, true);
    },
  });
}

/** Operators in a row may be ten thousand: the left side is followed in a loop. */
function chainInto(w: Walk, expr: Expr, how: How): void {
  let at = expr;
  for (; at.kind === 'binary'; at = at.left) valueInto(w, at.right, [], how);
  valueInto(w, at, [], how);
}

function pathInto(w: Walk, expr: Expr, path: Path, how: How): void {
  const binding = w.b.bindings.get(expr);
  if (binding?.kind === 'column') columnInto(w, binding.column, below(binding.path, path), how);
  else if (binding?.kind === 'row') relationInto(w, binding.relation, below(binding.path, path), how);
}

function structInto(w: Walk, expr: StructExpr, path: Path, how: How): void {
  const field = expr.fields[fieldAt(expr, path[0])];
  if (field) valueInto(w, field.value, path.slice(1), how);
  else for (const { value } of expr.fields) valueInto(w, value, [], how);
}

type StructExpr = Extract<Expr, { readonly kind: 'struct' }>;

/** The number of the field of that name; -1 where there is none. */
const fieldAt = (expr: StructExpr, name: string | undefined): number =>
  name === undefined ? -1 : expr.fields.findIndex((_, i) => sameName(fieldName(expr, i) ?? '', name));

function fieldName(expr: StructExpr, i: number): string | undefined {
  const field = expr.fields[i];
  const typed = expr.type?.fields[i]?.name ?? field?.name;
  return (typed ?? (field && !expr.tuple ? impliedName(field.value) : undefined))?.name;
}

function replacedInto(w: Walk, expr: Extract<Expr, { kind: 'replaceFields' }>, path: Path, how: How): void {
  const within = (field: Path): boolean =>
    field.every((name, i) => path[i] === undefined || sameName(name, path[i] ?? ''));
  let whole = false;
  for (const { value, path: parts } of expr.fields) {
    const field = parts.map((part) => part.name);
    if (!within(field)) continue;
    if (field.length <= path.length) whole = true;
    valueInto(w, value, path.slice(field.length), how);
  }
  if (!whole) valueInto(w, expr.of, path, how);
}

/** Functions that give one of their arguments, or an element of it, and which arguments those are (`rest`: from there on). */
const carriers: Readonly<Record<string, readonly number[] | 'all'>> = {
  ANY_VALUE: [0],
  ARRAY_AGG: [0],
  ARRAY_CONCAT: 'all',
  ARRAY_CONCAT_AGG: [0],
  ARRAY_FILTER: [0],
  ARRAY_FIRST: [0],
  ARRAY_LAST: [0],
  ARRAY_REVERSE: [0],
  ARRAY_SLICE: [0],
  COALESCE: 'all',
  FIRST_VALUE: [0],
  IF: [1, 2],
  IFNULL: 'all',
  LAG: [0, 2],
  LAST_VALUE: [0],
  LEAD: [0, 2],
  MAX_BY: [0],
  MIN_BY: [0],
  NTH_VALUE: [0],
  NULLIF: [0],
};

function callInto(w: Walk, call: Call, path: Path, how: How): void {
  const aggregate = functionKind(call.name) === 'aggregate';
  const step = through(how, aggregate ? 'aggregated' : 'computed');
  const carried = carriers[call.name];
  for (let i = 0; i < call.args.length; i += 1) {
    const carries = carried === 'all' || (carried?.includes(i) ?? false);
    valueInto(w, call.args[i] as Expr, carries ? path : NO_PATH, step);
  }
  if (call.having) valueInto(w, call.having.of, NO_PATH, step);
  for (const { of } of call.orderBy) valueInto(w, of, NO_PATH, step);
  const window = windowOf(w, call);
  if (window) windowChildren(window, { expr: (part) => valueInto(w, part, [], step), query: () => undefined });
}

const windowOf = (w: Walk, call: Call): WindowSpec | undefined =>
  w.names.windows.get(call) ?? (call.over && 'partitionBy' in call.over ? call.over : undefined);

function subqueryInto(w: Walk, query: Query, path: Path, how: How): void {
  for (const column of w.b.rows.get(query)?.columns ?? []) columnInto(w, column, path, how);
  rowsInto(w, query, how);
}
