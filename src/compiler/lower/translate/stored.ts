import type { Column } from '../../analyse/model/relation.ts';
import type { SqlType } from '../../analyse/types/type.ts';
import type { Expr, Ident, Query } from '../../sql/ast.ts';
import type { TablePath } from '../../sql/ast-statement.ts';
import { type Into, intoColumns } from './into.ts';
import type { Printer } from './rules.ts';
import { type Frag, indent, joined, NL, q } from './text.ts';
import { openedRows } from './value-rows.ts';

// A table of BigQuery holds no NULL array: it keeps an empty one in its place.
// Source: https://cloud.google.com/bigquery/docs/arrays#arrays_and_nulls

/** Names and values of columns of arrays that an INSERT with a column list leaves out. */
export function leftArrays(
  table: TablePath,
  names: readonly Ident[],
  p: Printer,
): readonly { readonly name: string; readonly value: Frag }[] {
  const { storedArray, identifier } = p.rules;
  if (!storedArray || names.length === 0) return [];
  const given = new Set(names.map(({ name }) => name.toLowerCase()));
  return (intoColumns(table, [], p) ?? []).flatMap((column) =>
    column?.type.kind === 'ARRAY' && !given.has(column.name.toLowerCase())
      ? [{ name: identifier(column.name), value: storedArray('NULL') }]
      : [],
  );
}

interface Value {
  readonly type?: SqlType | undefined;
  readonly nullable?: boolean;
}

const mayBeNullArray = ({ type, nullable }: Value): boolean => type?.kind === 'ARRAY' && nullable !== false;

/** What the rows of a query make. */
export type Kept = 'table' | 'view';

/** The rows of a query that make a table or view. Rows that are structs give it their fields as columns. */
export function madeRows(query: Query, of: Kept, p: Printer): Frag {
  const rows = p.session.binder.rows.get(query);
  const made = openedRows(query, of, p);
  if (!rows?.value) return of === 'table' ? storedRows(query, made, p) : made;
  const type = rows.columns[0]?.type;
  return of === 'table' && type?.kind === 'STRUCT' ? keptRows(type.fields, made, p) : made;
}

/**
 * The rows of a query as a table keeps them; `made` is its text, `into` the columns that it fills, where there are such.
 * Where columns are not known they are left as they are.
 */
export function storedRows(query: Query, made: Frag, p: Printer, into?: Into): Frag {
  const rows = p.session.binder.rows.get(query);
  if (!rows?.complete || rows.value) return made;
  const columns = rows.columns.filter(({ pseudo }) => !pseudo);
  return keptRows(
    columns.map((column, i) => ({ ...column, type: filled(column.type, into?.[i]?.type) })),
    made,
    p,
  );
}

/** What has no type of its own becomes what the column has. */
const filled = (type: SqlType, into: SqlType | undefined): SqlType =>
  into?.kind === 'ARRAY' && type.kind !== 'ARRAY' ? into : type;

type Known = Pick<Column, 'name' | 'type' | 'nullable'>;

function keptRows(columns: readonly Known[], made: Frag, p: Printer): Frag {
  const { storedArray, identifier } = p.rules;
  if (!storedArray || !columns.some(mayBeNullArray)) return made;
  const given = new Set(columns.map(({ name }) => name?.toLowerCase()));
  const isNamed = given.size === columns.length && !given.has(undefined);
  const names = columns.map(({ name = '' }, i) => (isNamed ? identifier(name) : `column_${i + 1}`));
  const items = names.map((name, i) => (mayBeNullArray(columns[i] ?? {}) ? q`${storedArray(name)} AS ${name}` : name));
  const list = indent([NL, joined(items, [',', NL])]);
  const alias = identifier('stored rows');
  return q`SELECT${list}${NL}FROM (${indent([NL, made])}${NL}) AS ${alias}${isNamed ? '' : `(${names.join(', ')})`}`;
}

/** A value that goes into a column of a table. */
export function storedValue(value: Expr, made: Frag, into: SqlType | undefined, p: Printer): Frag {
  const { storedArray } = p.rules;
  if (!storedArray || value.kind === 'default' || (into && into.kind !== 'ARRAY' && into.kind !== 'unknown'))
    return made;
  const found = p.session.binder.types.get(value);
  const isNull = value.kind === 'null' && into?.kind === 'ARRAY';
  return isNull || mayBeNullArray({ ...found }) ? storedArray(made) : made;
}
