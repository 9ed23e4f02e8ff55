import type { At, Ident, QueryBody } from '../../sql/ast.ts';
import { shortText } from '../expression/field.ts';
import { checkCoerced } from '../expression/literal.ts';
import { type Binder, report } from '../model/binder.ts';
import type { Column, Rows, Scope } from '../model/relation.ts';
import { makeColumn } from '../scope/make-column.ts';
import { coerces, supertype } from '../types/coerce.ts';
import { groupable } from '../types/traits.ts';
import { type SqlType, type Typed, UNKNOWN } from '../types/type.ts';
import { bindBody } from './bind-query.ts';
import { byNameRows } from './by-name.ts';

export type SetBody = Extract<QueryBody, { readonly kind: 'set' }>;

/** One of the queries of a set operation. */
export interface Branch {
  readonly body: QueryBody;
  readonly rows: Rows;
}

/**
 * Binds a set operation. Operations of one kind in a row are one. With `recursive`, the last query may read the rows of
 * those before under that name.
 */
export function bindSet(b: Binder, outer: Scope | undefined, body: SetBody, recursive?: Ident): Rows {
  const nodes: SetBody[] = [body];
  for (let at = body.left; at.kind === 'set' && at.op === body.op && !at.byName && !body.byName; at = at.left)
    nodes.push(at);
  const first = nodes.at(-1)?.left ?? body.left;
  const bodies = [first, ...nodes.map(({ right }) => right).reverse()];
  const branches: Branch[] = [];
  for (const [i, one] of bodies.entries()) {
    if (recursive && i === bodies.length - 1) {
      const anchor = combine(b, body, branches);
      b.tables.push({ name: recursive.name, rows: anchor });
      const last = { body: one, rows: bindBody(b, outer, one, []) };
      b.tables.pop();
      return recursiveResult(b, body, anchor, last);
    }
    branches.push({ body: one, rows: bindBody(b, outer, one, []) });
  }
  const rows = combine(b, body, branches);
  for (const node of nodes) b.rows.set(node, rows);
  return rows;
}

function combine(b: Binder, body: Pick<SetBody, 'op' | 'byName'>, branches: readonly Branch[]): Rows {
  return body.byName ? byNameRows(b, body.op, body.byName, branches) : byPosition(b, body.op, branches);
}

/** Pairs the columns of queries by their position: the names are those of the first. */
export function byPosition(b: Binder, op: string, branches: readonly Branch[]): Rows {
  const [first, ...others] = branches;
  if (!first) return { columns: [], complete: false };
  if (!branches.every(({ rows }) => rows.complete)) return uncertain(first.rows);
  const count = first.rows.columns.length;
  for (const { body, rows } of others) {
    const given = rows.columns.length;
    if (given === count) continue;
    report(b, 'BF2302', { op, first: count, given }, listOf(body));
    return uncertain(first.rows);
  }
  if (others.length === 0) return first.rows;
  const columns = first.rows.columns.map((column, i): Column => {
    const parts = branches.flatMap(({ body, rows }) => {
      const one = rows.columns[i];
      return one ? { column: one, body } : [];
    });
    return either(column.name, columnType(b, op, parts, i), op.startsWith('EXCEPT') ? parts.slice(0, 1) : parts);
  });
  return { columns, complete: true, ...(branches.every(({ rows }) => rows.value) ? { value: true as const } : {}) };
}

/** A column that is one of several. */
export function either(name: string | undefined, type: SqlType, parts: readonly { readonly column: Column }[]): Column {
  const of = parts.map(({ column }) => column);
  const certain = of.every(({ nullable }) => nullable === false);
  return makeColumn(name, type, certain ? false : undefined, { kind: 'either', of });
}

const uncertain = (rows: Rows): Rows => ({
  columns: rows.columns.map(
    (column): Column => ({ ...column, type: UNKNOWN, source: { kind: 'column', of: column, path: [] } }),
  ),
  complete: false,
});

/** What is known of a column's values: literals of a select list are coerced more freely. */
export function typedOf(b: Binder, column: Column): Typed {
  const typed = column.source.kind === 'expression' ? b.types.get(column.source.of) : undefined;
  return typed && typed.type === column.type ? typed : { type: column.type };
}

/** One of the columns that make a column of a set operation, and the query that it is of. */
export interface Part {
  readonly column: Column;
  readonly body: QueryBody;
}

/** The common type of one column of all queries; reports where there is none, at the first that does not fit. */
export function columnType(b: Binder, op: string, parts: readonly Part[], i: number): SqlType {
  const typed = parts.map(({ column }) => typedOf(b, column));
  if (typed.some(({ type }) => type.kind === 'unknown')) return UNKNOWN;
  const type = supertype(typed);
  if (!type) {
    reportTypes(b, op, parts, typed, i);
    return UNKNOWN;
  }
  if (type.kind !== 'STRING' && type.kind !== 'INT64')
    for (const { column } of parts) if (column.source.kind === 'expression') checkCoerced(b, column.source.of, type);
  const [first] = parts;
  if (first && !op.startsWith('UNION ALL') && !groupable(type))
    report(b, 'BF2305', { op, type: shortText(type), column: i + 1, name: first.column.name }, placeOf(first));
  return type;
}

function reportTypes(b: Binder, op: string, parts: readonly Part[], typed: readonly Typed[], i: number): void {
  let last = 1;
  while (last < typed.length - 1 && supertype(typed.slice(0, last + 1))) last += 1;
  const part = parts[last];
  if (!part) return;
  const found = typed.slice(0, last + 1).map(({ type }) => shortText(type));
  report(b, 'BF2303', { op, column: i + 1, name: parts[0]?.column.name, found: [...new Set(found)] }, placeOf(part));
}

/** Where a column of a query is written. */
export const placeOf = ({ column, body }: Part): At =>
  column.source.kind === 'expression' ? column.source.of : listOf(body);

/** Where the select list of a query stands. */
export function listOf(body: QueryBody): At {
  if (body.kind === 'set') return listOf(body.left);
  if (body.kind === 'nested') return listOf(body.query.body);
  if (body.kind !== 'select') return body;
  const [first] = body.items;
  const last = body.items.at(-1);
  return first && last ? { start: first.start, end: last.end } : body;
}

function recursiveResult(b: Binder, body: SetBody, anchor: Rows, last: Branch): Rows {
  if (!anchor.complete || !last.rows.complete || body.byName) return anchor;
  const given = last.rows.columns.length;
  if (given !== anchor.columns.length) {
    report(b, 'BF2302', { op: body.op, first: anchor.columns.length, given }, listOf(last.body));
    return anchor;
  }
  const columns = anchor.columns.map((column, i): Column => {
    const more = last.rows.columns[i];
    if (!more) return column;
    const typed = typedOf(b, more);
    if (typed.type.kind !== 'unknown' && column.type.kind !== 'unknown' && !coerces(typed, column.type))
      report(
        b,
        'BF2304',
        { column: i + 1, name: column.name, found: shortText(more.type), wanted: shortText(column.type) },
        placeOf({ column: more, body: last.body }),
      );
    return either(column.name, column.type, [{ column }, { column: more }]);
  });
  return { columns, complete: true };
}
