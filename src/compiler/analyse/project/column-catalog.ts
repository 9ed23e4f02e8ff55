import type { ProjectConfig } from '../../actions/graph.ts';
import type { Catalog, TableSchema } from '../model/catalog.ts';
import type { ActionColumns } from './model.ts';
import { pathKeys } from './names.ts';
import { tableSchema } from './schemas.ts';

/** A catalogue of what an analysis found of the columns of actions. Nothing is known of other tables and of routines. */
export function columnCatalog(actions: readonly ActionColumns[], config: ProjectConfig): Catalog {
  const keysOf = pathKeys(config);
  const byKey = new Map<string, TableSchema>();
  for (const { name, columns, complete } of actions) {
    const [key] = keysOf(name.split('.'));
    if (key !== undefined) byKey.set(key, tableSchema(name, columns, complete, 'source'));
  }
  return {
    table: (path) => {
      for (const key of keysOf(path)) {
        const found = byKey.get(key);
        if (found) return found;
      }
      return undefined;
    },
    routine: () => undefined,
  };
}
