import type { Catalog, Routine, TableSchema } from '../../../src/compiler/analyse/model/catalog.ts';
import { freshBinder } from '../../../src/compiler/analyse/model/fresh.ts';
import { bindStatements } from '../../../src/compiler/analyse/statement/bind-statement.ts';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';
import { fullName, type Text } from './source.ts';

/** How deep functions that call functions may be nested. */
const ROUNDS = 5;

/** The repository's functions as our analysis reads them, by `dataset.name` in lower case. */
export function routinesOf(routines: readonly Text[]): ReadonlyMap<string, Routine> {
  const b = freshBinder({ table: () => undefined, routine: ([...path]) => found(path.slice(-2)) });
  const known = new Map<string, Routine>();
  const found = (path: readonly string[]): Routine | undefined => known.get(path.join('.').toLowerCase());
  for (let round = 0; round < ROUNDS; round++) {
    for (const { sql, makes } of routines) {
      const statements = parseStatements(sql).statements.filter(({ kind }) => kind === 'createFunction');
      b.routines.clear();
      bindStatements(b, statements);
      const last = [...b.routines.values()].at(-1);
      if (last) known.set(makes.split('.').slice(1).join('.').toLowerCase(), last);
    }
  }
  return known;
}

/**
 * What stands outside a text of `project`. Of routines that are not listed nothing is known; a table that is not listed
 * is unknown too, or does not exist where `closed` says so.
 */
export const catalogFor = (
  project: string,
  tables: ReadonlyMap<string, TableSchema>,
  routines: ReadonlyMap<string, Routine>,
  closed = false,
): Catalog => ({
  table: (path) => tables.get(fullName(path, project) ?? '') ?? (closed ? { absent: true, near: [] } : undefined),
  routine: (path) => routines.get(path.join('.').split('.').slice(-2).join('.').toLowerCase()),
});
