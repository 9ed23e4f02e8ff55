import { withoutAliases } from '../../../compiler/lower/translate/path.ts';
import type { Element, Printer } from '../../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../../compiler/lower/translate/text.ts';
import type { Expr, OrderItem, Query, QueryBody, Select } from '../../../compiler/sql/ast.ts';
import { itemName } from '../../../compiler/sql/implied-name.ts';
import { sorted } from '../aggregates.ts';
import { columnName } from '../types.ts';
import { grouped, holdsAggregate, isAggregate, renewed } from './groups.ts';
import { eachOf, fromRows, oneRow, only, type Rows, type Tables } from './rows.ts';
import { MOST_ITEMS, slice } from './slice.ts';

/** What a row of the result is: a struct of its columns, or the value of its one column. */
export type Shape = 'columns' | 'value';

interface Column {
  readonly name: string | undefined;
  readonly value: () => Frag;
  readonly of?: Expr;
}

/** Rows of a SELECT before its list is worked out: of the FROM clause, or groups of them. */
export interface Source {
  readonly rows: Rows;
  /** Prints an expression of the select list or of ORDER BY. */
  readonly print: (e: Expr) => Frag;
  /** Prints with a row in sight. */
  readonly each: (value: (row: string) => Frag) => Frag;
  /** There is one row: its value. */
  readonly one?: (value: (row: string) => Frag) => Frag;
}

/** The rows of a query over arrays, as structs of its columns. */
export const queryRows = (query: Query, tables: Tables, p: Printer): Rows => resultOf(query, tables, p, 'columns');

/** The rows of a query over arrays; their columns are structs, or the one column is the row itself. */
export function resultOf(query: Query, tables: Tables, p: Printer, shape: Shape): Rows {
  const made = ofBody(query.body, withCommon(query, tables, p), p, shape, query.orderBy);
  return { ...made, array: cut(made.array, query) };
}

function withCommon(query: Query, tables: Tables, p: Printer): Tables {
  const all = new Map(tables);
  for (const { name, query: inner } of query.ctes) all.set(name.name.toLowerCase(), queryRows(inner, all, p));
  return all;
}

/** The elements that a plain query over one array chooses, and what it makes of each; undefined for other queries. */
export function chosen(query: Query, p: Printer): { readonly rows: Frag; readonly values: Frag } | undefined {
  const { body, orderBy, limit, offset, ctes } = query;
  if (body.kind !== 'select' || body.from?.kind !== 'unnest' || orderBy.length > 0 || limit || offset) return undefined;
  if (ctes.length > 0 || holdsGroups(body) || body.distinct || !body.where || body.from.offset) return undefined;
  const source = sourceOf(body, new Map(), p);
  return { rows: source.rows.array, values: resultRows(body, source, p, 'value', []).array };
}

/** The value of the one row that a query of aggregates gives; undefined for other queries. */
export function oneValue(query: Query, p: Printer): Frag | undefined {
  const { body } = query;
  if (body.kind !== 'select' || body.groupBy.kind !== 'none' || !holdsGroups(body) || query.offset) return undefined;
  const source = sourceOf(body, withCommon(query, new Map(), p), p);
  return source.one?.((row) => rowOf(body, columnsOf(body, row, source, p), 'value', p));
}

/** LIMIT and OFFSET. */
function cut(array: Frag, { limit, offset }: Query): Frag {
  const skipped = offset?.kind === 'int' ? Number(offset.text) : 0;
  const most = limit?.kind === 'int' ? Number(limit.text) : MOST_ITEMS;
  return limit?.kind === 'int' || skipped > 0 ? slice(array, skipped, most) : array;
}

function ofBody(body: QueryBody, tables: Tables, p: Printer, shape: Shape, orderBy: readonly OrderItem[]): Rows {
  switch (body.kind) {
    case 'select':
      return selected(body, tables, p, shape, orderBy);
    case 'nested':
      return inOrder(resultOf(body.query, tables, p, shape), orderBy, p);
    case 'set': {
      const left = ofBody(body.left, tables, p, shape, []);
      const right = ofBody(body.right, tables, p, shape, []);
      const names = (rows: Rows): string =>
        rows
          .names('')
          .flatMap(({ columns }) => [...columns.values()].map(({ name }) => name))
          .join();
      if (shape === 'columns' && names(left) !== names(right))
        p.refuse(body.right, 'a set operation of arrays whose columns have other names', undefined, 'Name them alike.');
      const all = q`concat(coalesce(${left.array}, array()), coalesce(${right.array}, array()))`;
      return inOrder({ ...left, array: body.op === 'UNION DISTINCT' ? q`array_distinct(${all})` : all }, orderBy, p);
    }
    default:
      return { array: p.refuse(body, 'a query of this kind over arrays'), names: () => [] };
  }
}

/** The rows of a result in the order of its own columns. */
function inOrder(rows: Rows, orderBy: readonly OrderItem[], p: Printer): Rows {
  if (orderBy.length === 0) return rows;
  const keyed = eachOf(rows, p, (row) =>
    withKeys(
      orderBy.map(({ of }) => p.expr(of)),
      row,
    ),
  );
  return { ...rows, array: inOrderOf(keyed, orderBy) };
}

const withKeys = (keys: readonly Frag[], value: Frag): Frag =>
  q`named_struct(${keys.map((key, i) => q`'k${String(i)}', ${key}, `)}'v', ${value})`;

const inOrderOf = (keyed: Frag, orderBy: readonly OrderItem[]): Frag =>
  q`transform(${sorted(
    keyed,
    orderBy.map(({ descending }) => descending),
  )}, e -> e.v)`;

function sourceOf(s: Select, tables: Tables, p: Printer): Source {
  const rows = only(s.from ? fromRows(s.from, tables, p) : oneRow, s.where, p);
  return holdsGroups(s) ? grouped(s, rows, p) : plainSource(rows, p);
}

function selected(s: Select, tables: Tables, p: Printer, shape: Shape, orderBy: readonly OrderItem[]): Rows {
  const source = sourceOf(s, tables, p);
  if (!s.distinct) return resultRows(s, source, p, shape, orderBy);
  const all = resultRows(s, source, p, shape, []);
  return inOrder({ ...all, array: q`array_distinct(${all.array})` }, orderBy, p);
}

const holdsGroups = (s: Select): boolean =>
  s.groupBy.kind !== 'none' || s.items.some((item) => item.kind === 'expr' && holdsAggregate(item.value));

const plainSource = (rows: Rows, p: Printer): Source => ({
  rows,
  print: (e) => p.expr(e),
  each: (value) => eachOf(rows, p, value),
});

/** The select list for each row, in order. */
function resultRows(s: Select, source: Source, p: Printer, shape: Shape, orderBy: readonly OrderItem[]): Rows {
  let columns: readonly Column[] = [];
  const meant = aliasesOf(s, p);
  const array = source.each((row) => {
    columns = columnsOf(s, row, source, p);
    const value = rowOf(s, columns, shape, p);
    if (orderBy.length === 0) return value;
    return withKeys(
      orderBy.map(({ of }) => source.print(meant(of))),
      value,
    );
  });
  const ordered = orderBy.length > 0 ? inOrderOf(array, orderBy) : array;
  return { array: ordered, names: (row) => [outputNames(s, columns, shape, row)] };
}

/** ORDER BY with what its names and numbers stand for: a name of the select list comes before that of a column. */
function aliasesOf(s: Select, p: Printer): (e: Expr) => Expr {
  const named = new Map(
    s.items.flatMap((item) =>
      item.kind === 'expr' && item.alias ? [[item.alias.name.toLowerCase(), item.value] as const] : [],
    ),
  );
  return (e) => {
    const item = e.kind === 'int' ? s.items[Number(e.text) - 1] : undefined;
    if (item?.kind === 'expr') return item.value;
    return renewed(e, p, (one) => {
      if (isAggregate(one)) return one;
      return one.kind === 'path' && one.parts.length === 1
        ? named.get(one.parts[0]?.name.toLowerCase() ?? '')
        : undefined;
    });
  };
}

function columnsOf(s: Select, _row: string, source: Source, p: Printer): readonly Column[] {
  return s.items.flatMap((item): readonly Column[] => {
    if (item.kind === 'expr')
      return [{ name: itemName(item)?.name, value: () => source.print(item.value), of: item.value }];
    return starColumns(item, p);
  });
}

/** The columns of the rows, or the fields of one of them. */
function starColumns(item: Extract<Select['items'][number], { kind: 'star' }>, p: Printer): readonly Column[] {
  const { of } = item;
  const name = of?.kind === 'path' && of.parts.length === 1 ? of.parts[0]?.name.toLowerCase() : undefined;
  const elements = (p.scope.elements ?? []).filter((element) => !of || element.name === name);
  const fields = of && elements.length === 0 ? structFields(of, p) : undefined;
  const unclear = elements.some(({ complete, text }) => !complete || text === undefined);
  if (!fields && (elements.length === 0 || unclear)) {
    p.refuse(
      item,
      '`*` over an array whose elements are not known here',
      undefined,
      'List the columns instead of `*`.',
    );
    return [];
  }
  const shown =
    fields ??
    elements.flatMap(({ columns, text, name: own }) =>
      columns.size > 0 ? [...columns.values()] : own === undefined ? [] : [{ name: own, text: text ?? '' }],
    );
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  return shown
    .filter((one) => !item.except.some((out) => same(out.name, one.name)))
    .map((one) => {
      const instead = item.replace.find((r) => same(r.name.name, one.name));
      return { name: one.name, value: () => (instead ? p.expr(instead.value) : one.text) };
    });
}

function structFields(of: Expr, p: Printer): readonly { readonly name: string; readonly text: Frag }[] | undefined {
  const type = p.type(of);
  if (type?.kind !== 'STRUCT' || type.fields.some(({ name }) => name === undefined)) return undefined;
  return type.fields.map(({ name = '' }) => ({ name, text: q`${p.operand(of)}.${columnName(name)}` }));
}

function rowOf(s: Select, columns: readonly Column[], shape: Shape, p: Printer): Frag {
  const [first, second] = columns;
  if (s.as === 'VALUE' || (shape === 'value' && s.as !== 'STRUCT' && !second))
    return first ? withoutAliases(p, first.value) : p.refuse(s, 'a query without columns');
  const names = new Set(columns.map(({ name }, i) => name?.toLowerCase() ?? `_field_${i + 1}`));
  if (names.size < columns.length)
    p.refuse(s, 'columns of one name in a query over arrays', undefined, 'Give them other names.');
  return p.rules.row(columns.map(({ name, value }, i) => ({ name: name ?? `_field_${i + 1}`, value: value() })));
}

/** How the columns of a result are read where it stands in FROM, or by ORDER BY behind DISTINCT. */
function outputNames(s: Select, columns: readonly Column[], shape: Shape, row: Frag): Element {
  const single = s.as === 'VALUE' || (shape === 'value' && s.as !== 'STRUCT' && columns.length === 1);
  const named = columns.flatMap(({ name }) => name ?? []);
  return {
    text: row,
    columns: new Map(
      named.map((name) => [name.toLowerCase(), { name, text: single ? row : q`${row}.${columnName(name)}` }] as const),
    ),
    complete: named.length === columns.length && s.as !== 'VALUE',
  };
}
