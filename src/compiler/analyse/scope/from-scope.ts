import type { At } from '../../sql/ast.ts';
import type { Making } from '../../sql/making.ts';
import type { Column, FromScope, Relation, Rows } from '../model/relation.ts';
import type { SqlType } from '../types/type.ts';
import { copyOf, makeColumn } from './make-column.ts';

/** A SELECT without FROM. */
export const NOTHING: FromScope = { relations: [], columns: [], complete: true };

/** A FROM clause of one table. */
export const scopeOf = (relation: Relation): FromScope => ({
  relations: [relation],
  columns: relation.columns,
  complete: relation.complete,
});

/** A table of a FROM clause; its alias is left out where it has none. */
export const makeRelation = (
  alias: string | undefined,
  columns: readonly Column[],
  complete: boolean,
  at: At,
): Making<Relation> => (alias === undefined ? { columns, complete, at } : { alias, columns, complete, at });

/** A table of which nothing is known. */
export const unknownRelation = (alias: string | undefined, at: At): Relation => makeRelation(alias, [], false, at);

/** A table whose rows are values. */
export function valueRelation(alias: string | undefined, value: Column, at: At): Relation {
  const made = makeRelation(alias, [value], true, at);
  made.value = true;
  return made;
}

/** Both sides of a join, left columns first. */
export function joined(left: FromScope, right: FromScope): FromScope {
  const merged =
    left.merged && right.merged ? new Map([...left.merged, ...right.merged]) : (left.merged ?? right.merged);
  return {
    relations: right.relations.length === 0 ? left.relations : [...left.relations, ...right.relations],
    columns: [...left.columns, ...right.columns],
    complete: left.complete && right.complete,
    ...(merged ? { merged } : {}),
  };
}

/** The same tables with values that may be NULL: the far side of an outer join. */
export function withNulls(from: FromScope): FromScope {
  if (!from.columns.some(({ nullable }) => nullable === false)) return from;
  const changed = new Map<Column, Column>();
  const loosen = (column: Column): Column => {
    if (column.nullable !== false) return column;
    let loose = changed.get(column);
    if (!loose) {
      const { nullable: _, ...rest } = column;
      loose = { ...rest, source: { kind: 'column', of: column, path: [] } };
      changed.set(column, loose);
    }
    return loose;
  };
  return {
    ...from,
    relations: from.relations.map((relation) => ({ ...relation, columns: relation.columns.map(loosen) })),
    columns: from.columns.map(loosen),
  };
}

/** The fields of a struct as columns of a table; each is the value's field. */
export const fieldColumns = (
  type: SqlType & { kind: 'STRUCT' },
  sourceOf: (path: readonly string[]) => Column['source'],
): readonly Column[] =>
  type.fields.map(({ name, type: of }) => makeColumn(name, of, undefined, sourceOf(name === undefined ? [] : [name])));

/** The rows of a query as a table of a FROM clause, each time with columns of its own. */
export function relationOf(rows: Rows, alias: string | undefined, at: At): Relation {
  const [only] = rows.columns;
  if (rows.value && only)
    return { ...relationOfValue(only, alias, at), complete: rows.complete && only.type.kind !== 'unknown' };
  return makeRelation(alias, rows.columns.map(copyOf), rows.complete, at);
}

function relationOfValue(value: Column, alias: string | undefined, at: At): Relation {
  const { type } = value;
  if (type.kind === 'unknown') return unknownRelation(alias, at);
  if (type.kind === 'STRUCT') {
    const columns = fieldColumns(type, (path) => ({ kind: 'column', of: value, path }));
    return makeRelation(alias, columns, true, at);
  }
  const column = makeColumn(alias, type, value.nullable, { kind: 'column', of: value, path: [] });
  return valueRelation(alias, column, at);
}

/** A row of a table as one value. */
export function rowType(relation: Relation): SqlType {
  const [only] = relation.columns;
  if (relation.value && only) return only.type;
  if (!relation.complete) return { kind: 'unknown' };
  return {
    kind: 'STRUCT',
    fields: relation.columns
      .filter(({ pseudo }) => !pseudo)
      .map(({ name, type }) => (name === undefined ? { type } : { name, type })),
  };
}
