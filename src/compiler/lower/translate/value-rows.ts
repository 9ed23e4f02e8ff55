import type { Query } from '../../sql/ast.ts';
import type { Printer } from './rules.ts';
import type { Kept } from './stored.ts';
import { commas, type Frag, indent, NL, q } from './text.ts';

/** Rows that are structs are read by their fields, as if these were the columns. */
function openRows(query: Query): Query {
  if (query.body.kind !== 'select' || query.body.as !== 'STRUCT') return query;
  const { as: _, ...body } = query.body;
  return { ...query, body };
}

/** Whether the rows of a query are values and no structs. */
export function givesValues(query: Query, p: Printer): boolean {
  const rows = p.session.binder.rows.get(query);
  const kind = rows?.value && rows.columns[0]?.type.kind;
  return kind !== undefined && kind !== 'STRUCT' && kind !== 'unknown';
}

/**
 * A query whose rows, where they are structs, have their fields as columns, as FROM reads them and a table has them.
 * Source: https://cloud.google.com/bigquery/docs/reference/standard-sql/query-syntax#value_tables
 */
export function openedRows(query: Query, what: 'rows' | Kept, p: Printer): Frag {
  const opened = openRows(query);
  const made = p.query(opened);
  const rows = p.session.binder.rows.get(query);
  if (opened !== query || !rows?.value) return made;
  const { identifier } = p.rules;
  const [value, alias] = [identifier('value'), identifier('value rows')];
  const type = rows.columns[0]?.type;
  if (type?.kind !== 'STRUCT' && type?.kind !== 'unknown')
    return what === 'rows' ? made : p.refuse(query, `a ${what} of values that are no structs`);
  const names = type.kind === 'STRUCT' ? type.fields.map(({ name }) => name) : [undefined];
  const fields = names.includes(undefined)
    ? p.rules.star({ of: q`${alias}.${value}`, row: true, using: [], except: [], replace: [] })
    : commas(names.map((name = '') => q`${alias}.${value}.${identifier(name)} AS ${identifier(name)}`));
  if (fields === undefined) return p.refuse(query, 'rows that are structs whose fields are not known');
  return q`SELECT ${fields}${NL}FROM (${indent([NL, made])}${NL}) AS ${alias}(${value})`;
}
