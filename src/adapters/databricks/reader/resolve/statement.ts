import type { Ident } from '../../../../compiler/sql/ast.ts';
import type { Assignment, MergeWhen, Statement, TablePath } from '../../../../compiler/sql/ast-statement.ts';
import { at, bool, ident, path } from '../make.ts';
import { given, refuse } from '../parse/cursor.ts';
import type { Raw, RawAssignment, RawPath, RawStatement, RawWhen } from '../tree.ts';
import { meaningOf } from './expression.ts';
import { fromOf, known, tableParts } from './from.ts';
import { plainColumn } from './name.ts';
import { queryOf } from './query.ts';
import { openScope, type Resolver, within } from './resolver.ts';

const pathOf = (raw: RawPath): TablePath => ({ ...at(raw), parts: tableParts(raw.parts) });

/** A table that a statement changes, as a range of the scope. */
function target(
  raw: RawPath,
  alias: Ident | undefined,
  r: Resolver,
): { readonly table: TablePath; readonly name?: Ident } {
  const table = pathOf(raw);
  const name = alias?.name ?? table.parts.at(-1)?.name ?? '';
  const { columns, complete } = known(
    table.parts.map((part) => part.name),
    r,
  );
  r.scope.ranges.push({ name, columns: columns.map((c) => plainColumn(name, c.name, c.t)), complete, star: name });
  return { table, ...(alias && { name: ident(alias.name, alias) }) };
}

const value = (raw: Raw, r: Resolver) =>
  raw.kind === 'default' ? ({ ...at(raw), kind: 'default' } as const) : meaningOf(raw, r).e;

const assignments = (set: readonly RawAssignment[], r: Resolver): readonly Assignment[] =>
  set.map(({ column, value: of }) => {
    const last = column.at(-1);
    const name = column.length > 1 && column.length === 2 ? [last?.name ?? ''] : column.map((part) => part.name);
    return { column: path(column[0] ?? { start: 0, end: 0 }, ...name), value: value(of, r) };
  });

/** A statement of Databricks SQL in GoogleSQL. */
export function statementOf(raw: RawStatement, r: Resolver): Statement {
  return within(r, openScope(), () => one(raw, r));
}

function one(raw: RawStatement, r: Resolver): Statement {
  const place = at(raw);
  switch (raw.kind) {
    case 'query':
      return { ...place, kind: 'query', query: queryOf(raw.query, r).query };
    case 'insert': {
      const { query } = queryOf(raw.query, r);
      return {
        ...place,
        kind: 'insert',
        into: pathOf(raw.into),
        columns: raw.columns.map((c) => ident(c.name, c)),
        source: { kind: 'query', query },
      };
    }
    case 'update': {
      const { table, name } = target(raw.table, raw.alias, r);
      const where = raw.where ? meaningOf(raw.where, r).e : bool(true, place);
      return { ...place, kind: 'update', table, ...given('alias', name), set: assignments(raw.set, r), where };
    }
    case 'delete': {
      const { table, name } = target(raw.table, raw.alias, r);
      const where = raw.where ? meaningOf(raw.where, r).e : bool(true, place);
      return { ...place, kind: 'delete', from: table, ...given('alias', name), where };
    }
    case 'merge':
      return merge(raw, r);
    case 'create': {
      const { query } = queryOf(raw.query, r);
      return {
        ...place,
        kind: 'create',
        object: raw.object,
        replace: raw.replace,
        temporary: false,
        ifNotExists: raw.ifNotExists,
        name: pathOf(raw.name),
        partitionBy: [],
        clusterBy: [],
        options: [],
        query,
      };
    }
    case 'drop':
      return { ...place, kind: 'drop', object: raw.object, ifExists: raw.ifExists, name: pathOf(raw.name) };
    case 'truncate':
      return { ...place, kind: 'truncate', table: pathOf(raw.table) };
  }
}

function merge(raw: Extract<RawStatement, { kind: 'merge' }>, r: Resolver): Statement {
  const { table, name } = target(raw.into, raw.alias, r);
  const using = fromOf(raw.using, r);
  const on = meaningOf(raw.on, r).e;
  const whens = raw.whens.map((when) => whenOf(when, r));
  return { ...at(raw), kind: 'merge', into: table, ...given('alias', name), using, on, whens };
}

function whenOf(raw: RawWhen, r: Resolver): MergeWhen {
  const { action } = raw;
  const base = { ...at(raw), match: raw.match, ...(raw.and && { and: meaningOf(raw.and, r).e }) };
  switch (action.kind) {
    case 'delete':
      return { ...base, action: { kind: 'delete' } };
    case 'insertAll':
      return refuse(raw, 'INSERT *', 'Name the columns.');
    case 'updateAll':
      return refuse(raw, 'UPDATE SET *', 'Name the columns.');
    case 'update':
      return { ...base, action: { kind: 'update', set: assignments(action.set, r) } };
    case 'insert': {
      const values = action.values.map((one) => value(one, r));
      return { ...base, action: { kind: 'insert', columns: action.columns.map((c) => ident(c.name, c)), values } };
    }
  }
}
