import type { SqlType } from '../../analyse/types/type.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import type { Printer } from './rules.ts';
import { type Frag, indent, joined, NL, q } from './text.ts';

// A table of BigQuery holds no NULL array: it keeps an empty one in its place.
// Source: https://cloud.google.com/bigquery/docs/arrays#arrays_and_nulls

interface Value {
  readonly type?: SqlType | undefined;
  readonly nullable?: boolean;
}

const mayBeNullArray = ({ type, nullable }: Value): boolean => type?.kind === 'ARRAY' && nullable !== false;

/** The rows of a query as a table keeps them; `made` is its text. Where columns are not known they are left as they are. */
export function storedRows(query: Query, made: Frag, p: Printer): Frag {
  const { storedArray, identifier } = p.rules;
  const rows = p.session.binder.rows.get(query);
  if (!storedArray || !rows?.complete || rows.value) return made;
  const columns = rows.columns.filter(({ pseudo }) => !pseudo);
  if (!columns.some(mayBeNullArray)) return made;
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
