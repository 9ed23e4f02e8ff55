import type { Binder } from '../model/binder.ts';
import type { Catalog, TableColumn, TableSchema } from '../model/catalog.ts';
import type { Rows, Scope } from '../model/relation.ts';
import { NOTHING } from '../scope/from-scope.ts';

/** The binder with a catalogue that also knows what the text itself has made. */
export function withMade(b: Binder): Binder {
  const outside = b.catalog;
  const table: Catalog['table'] = (path) => {
    if (b.made.tables.size > 0) {
      const made = madeTable(b, path);
      if (made) return made;
    }
    const found = outside.table(path);
    return found && 'absent' in found && b.made.anyTable ? undefined : found;
  };
  return { ...b, catalog: { table, routine: outside.routine } };
}

/** A table made earlier in the text: by the same path, or one that ends with the other. */
function madeTable(b: Binder, path: readonly string[]): TableSchema | undefined {
  const written = path.join('.');
  const exact = b.made.tables.get(written);
  if (exact || path.length < 2) return exact;
  for (const [name, table] of b.made.tables)
    if (name.includes('.') && (name.endsWith(`.${written}`) || written.endsWith(`.${name}`))) return table;
  return undefined;
}

/** A path by its parts; one pair of back-quotes may hold several. */
export const pathText = (parts: readonly { readonly name: string }[]): string =>
  parts.map(({ name }) => name).join('.');

/** Notes a table that a statement has made. */
export function noteTable(b: Binder, name: string, columns: readonly TableColumn[], complete: boolean): void {
  b.made.tables.set(name, { name, columns, complete });
}

/** Notes that a table exists of which nothing more is known. */
export const noteUnknown = (b: Binder, name: string): void => noteTable(b, name, [], false);

/** Runs one of several ways that a script may go; what it makes is noted in `seen`, and undone. */
export function oneWay(b: Binder, seen: Map<string, TableSchema | 'differs'>, run: () => void): void {
  const before = new Map(b.made.tables);
  run();
  for (const [name, table] of b.made.tables)
    if (before.get(name) !== table) seen.set(name, seen.has(name) || before.has(name) ? 'differs' : table);
  b.made.tables.clear();
  for (const [name, table] of before) b.made.tables.set(name, table);
}

/** Notes what the ways of a script have made: a table that more than one has made is not known in its columns. */
export function joinWays(b: Binder, seen: ReadonlyMap<string, TableSchema | 'differs'>): void {
  for (const [name, table] of seen) {
    if (table === 'differs') noteUnknown(b, name);
    else b.made.tables.set(name, table);
  }
}

/** Columns that the rows of a query give a table; undefined where they cannot be told. */
export function storedColumns(rows: Rows): readonly TableColumn[] | undefined {
  if (rows.value) {
    const type = rows.columns[0]?.type;
    if (type?.kind !== 'STRUCT') return undefined;
    return type.fields.map((field) => ({ name: field.name ?? '', type: field.type }));
  }
  return rows.columns
    .filter(({ pseudo }) => !pseudo)
    .map(({ name, type, nullable }) => ({ name: name ?? '', type, ...(nullable === false && { nullable }) }));
}

const OPEN: Scope = { from: { relations: [], columns: [], complete: false } };
const EMPTY: Scope = { from: NOTHING };

/** What stands around the queries of a text: nothing, or after a statement that was not understood, anything. */
export const around = (b: Binder): Scope | undefined => (b.made.anyVariable ? OPEN : undefined);

/** The scope of an expression without FROM. */
export const alone = (b: Binder): Scope => (b.made.anyVariable ? OPEN : EMPTY);
