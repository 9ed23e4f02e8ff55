import { unreachable } from '../../diagnostics/unreachable.ts';
import type { Expr, From, Pipe, Query, QueryBody, Select } from '../../sql/ast.ts';
import { exprChildren } from '../../sql/children.ts';
import { sameName } from '../model/relation.ts';
import { type How, type RowHow, through } from './leaves.ts';
import { columnInto, first, valueInto, type Walk } from './value.ts';

/**
 * Adds what decides which rows a query has: conditions, joins, groups, DISTINCT, limits, and the lengths of the arrays
 * that it unnests. Below a value they keep their own kind (filtered, joined, grouped), except where the rows are the
 * value (EXISTS, IN: `areValue`); there and below a condition they count as what `how` says.
 */
export function rowsInto(w: Walk, query: Query, how: How, areValue = false): void {
  if (!first(w, query, areValue ? `${how} rows` : how)) return;
  const at: Rows = { w, how, areValue };
  bodyInto(at, query.body);
  if (query.limit || query.offset) for (const item of query.orderBy) condition(at, item.of, 'filtered');
  let ordered: readonly Expr[] = query.orderBy.map(({ of }) => of);
  for (const pipe of query.pipes) ordered = pipeInto(at, pipe, ordered);
}

interface Rows {
  readonly w: Walk;
  readonly how: How;
  readonly areValue: boolean;
}

const kindOf = (at: Rows, kind: RowHow): How => (at.areValue ? at.how : through(at.how, kind));

const condition = (at: Rows, expr: Expr, kind: RowHow): void => valueInto(at.w, expr, [], kindOf(at, kind));

function columnsInto(at: Rows, of: Query | QueryBody | Pipe, kind: RowHow): void {
  for (const column of at.w.b.rows.get(of)?.columns ?? []) columnInto(at.w, column, [], kindOf(at, kind));
}

function bodyInto(at: Rows, body: QueryBody): void {
  switch (body.kind) {
    case 'select':
      selectInto(at, body);
      return;
    case 'set':
      bodyInto(at, body.left);
      bodyInto(at, body.right);
      if (!body.op.endsWith('ALL')) for (const side of [body.left, body.right]) columnsInto(at, side, 'grouped');
      return;
    case 'nested':
      rowsInto(at.w, body.query, at.how, at.areValue);
      return;
    case 'from':
      fromInto(at, body.from);
      return;
    case 'verbatim':
    case 'opaque':
    case 'bad':
      return;
    default:
      unreachable(body);
  }
}

function selectInto(at: Rows, select: Select): void {
  if (select.from) fromInto(at, select.from);
  for (const clause of [select.where, select.having, select.qualify]) if (clause) condition(at, clause, 'filtered');
  if (select.distinct) columnsInto(at, select, 'grouped');
  const grouping = select.groupBy;
  if (grouping.kind === 'all') columnsInto(at, select, 'grouped');
  const keys =
    grouping.kind === 'sets' ? grouping.sets.flatMap((set) => set.items) : 'items' in grouping ? grouping.items : [];
  for (const key of keys) groupKey(at, select, key);
}

/** A key may be the number of a column of the select list. */
function groupKey(at: Rows, select: Select, key: Expr): void {
  const column = key.kind === 'int' ? at.w.b.rows.get(select)?.columns[Number(key.text) - 1] : undefined;
  if (column) columnInto(at.w, column, [], kindOf(at, 'grouped'));
  else condition(at, key, 'grouped');
}

function fromInto(at: Rows, from: From): void {
  switch (from.kind) {
    case 'table': {
      const query = at.w.names.tables.get(from);
      if (query) rowsInto(at.w, query, at.how, at.areValue);
      else elementsInto(at, from);
      return;
    }
    case 'subquery':
      rowsInto(at.w, from.query, at.how, at.areValue);
      return;
    case 'unnest':
      for (const array of [from.of, ...from.more]) condition(at, array, 'joined');
      return;
    case 'tableFunction':
      exprChildren(from.call, {
        expr: (part) => condition(at, part, 'joined'),
        query: (query) => rowsInto(at.w, query, at.how, at.areValue),
      });
      return;
    case 'join':
      joinInto(at, from);
      return;
    case 'pivot':
      condition(at, from.pivot.of, 'grouped');
      pivotKeys(at, from);
      fromInto(at, from.of);
      return;
    case 'unpivot':
      for (const { columns } of from.unpivot.from) for (const column of columns) condition(at, column, 'filtered');
      fromInto(at, from.of);
      return;
    case 'sample':
    case 'paren':
      fromInto(at, from.of);
      return;
    case 'verbatim':
    case 'input':
    case 'opaque':
    case 'bad':
      return;
    default:
      unreachable(from);
  }
}

/** An array of an item to the left, read as a table: its length decides the rows. */
function elementsInto(at: Rows, from: From): void {
  for (const column of at.w.b.froms.get(from)?.relations[0]?.columns ?? []) {
    if (column.source.kind === 'element') condition(at, column.source.of, 'joined');
    return;
  }
}

/** PIVOT groups by the columns that it passes on. */
function pivotKeys(at: Rows, from: Extract<From, { kind: 'pivot' }>): void {
  const before = new Set(at.w.b.froms.get(from.of)?.columns ?? []);
  for (const column of at.w.b.froms.get(from)?.columns ?? [])
    if (before.has(column)) columnInto(at.w, column, [], kindOf(at, 'grouped'));
}

function joinInto(at: Rows, join: Extract<From, { kind: 'join' }>): void {
  fromInto(at, join.left);
  fromInto(at, join.right);
  if (join.on) condition(at, join.on, 'joined');
  for (const name of join.using ?? [])
    for (const side of [join.left, join.right])
      for (const column of at.w.b.froms.get(side)?.columns ?? [])
        if (column.name !== undefined && sameName(column.name, name.name))
          columnInto(at.w, column, [], kindOf(at, 'joined'));
}

/** The rows after a pipe operator; gives the order that a LIMIT behind it would use. */
function pipeInto(at: Rows, pipe: Pipe, ordered: readonly Expr[]): readonly Expr[] {
  switch (pipe.kind) {
    case 'where':
      condition(at, pipe.condition, 'filtered');
      return ordered;
    case 'limit':
      for (const of of ordered) condition(at, of, 'filtered');
      return ordered;
    case 'orderBy':
      return pipe.orderBy.map(({ of }) => of);
    case 'aggregate':
      for (const { value } of pipe.groupBy) condition(at, value, 'grouped');
      return [];
    case 'distinct':
      columnsInto(at, pipe, 'grouped');
      return [];
    case 'select':
      selectInto(at, pipe.select);
      return ordered;
    case 'join':
      fromInto(at, pipe.join);
      return [];
    case 'setOperation':
      for (const query of pipe.queries) rowsInto(at.w, query, at.how, at.areValue);
      if (!pipe.op.endsWith('ALL')) columnsInto(at, pipe, 'grouped');
      return [];
    default:
      return ordered;
  }
}
