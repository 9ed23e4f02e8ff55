import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourcesFile } from '../../project/sources/model.ts';
import { type Target, targetName } from '../../target/target.ts';
import type { TableColumn, TableSchema } from '../model/catalog.ts';
import { UNKNOWN } from '../types/type.ts';
import type { KnownTable } from './model.ts';
import { keyOf, targetKeyOf } from './names.ts';
import { describedColumns, tableSchema, writtenType } from './schemas.ts';

/** A table that something beside the project's SQL describes. */
export interface DescribedTable {
  readonly target: Target;
  readonly name: string;
  readonly columns: readonly TableColumn[];
}

export interface DescribedTables {
  readonly byKey: ReadonlyMap<string, DescribedTable>;
  /** Datasets that have no other tables than the described ones, by the key of a table without a name. */
  readonly closed: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Tables of `sources/`, and behind them those that local files tell. `project` is the default one. */
export function describedTables(
  files: readonly SourcesFile[],
  known: readonly KnownTable[],
  project: string | undefined,
): DescribedTables {
  const byKey = new Map<string, DescribedTable>();
  const homes = new Map<string, string>();
  const closed = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const database = file.project ?? project;
    if (file.complete) closed.add(keyOf(database, file.dataset, ''));
    for (const table of file.tables) {
      const target = { ...(database !== undefined && { database }), schema: table.dataset, name: table.name };
      const key = targetKeyOf(target);
      const home = homes.get(key);
      if (home !== undefined) {
        const args = { table: `${table.dataset}.${table.name}`, file: home };
        diagnostics.push(diagnostic('BF3205', args, { span: table.at }));
        continue;
      }
      homes.set(key, file.path);
      const { columns, faults } = describedColumns(table);
      diagnostics.push(...faults);
      byKey.set(key, { target, name: targetName(target), columns });
    }
  }
  for (const { target, columns } of known) {
    const key = targetKeyOf(target);
    if (byKey.has(key)) continue;
    const typed = columns.map(({ name, type }) => {
      const read = writtenType(type, undefined);
      return { name, type: 'fault' in read ? UNKNOWN : read };
    });
    byKey.set(key, { target, name: targetName(target), columns: typed });
  }
  return { byKey, closed, diagnostics };
}

/** The wildcard table that a key is a member of, or a narrower wildcard: that with the longest prefix. */
export function wildcardOf(key: string, wildcards: readonly string[]): string | undefined {
  let best: string | undefined;
  for (const wildcard of wildcards) {
    const prefix = wildcard.slice(0, -1);
    if (key.startsWith(prefix) && key.length > prefix.length && wildcard.length > (best?.length ?? 0)) best = wildcard;
  }
  return best;
}

/** A described table or a member of it as SQL sees it. `name` is the full name that SQL gave it. */
export const describedSchema = (name: string, columns: readonly TableColumn[], complete: boolean): TableSchema =>
  tableSchema(name, columns, complete, name.endsWith('*') ? 'wildcard' : 'source');
