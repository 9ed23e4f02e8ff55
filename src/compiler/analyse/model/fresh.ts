import type { SqlType } from '../types/type.ts';
import type { Binder } from './binder.ts';
import type { Catalog } from './catalog.ts';

/** A binder that has seen nothing yet. */
export const freshBinder = (catalog: Catalog, parameters: ReadonlyMap<string, SqlType> = new Map()): Binder => ({
  catalog,
  parameters,
  findings: [],
  types: new Map(),
  bindings: new Map(),
  rows: new Map(),
  froms: new Map(),
  arrays: new Map(),
  outerPaths: new Map(),
  variables: new Map(),
  routines: new Map(),
  tables: [],
  strays: [],
  made: { tables: new Map(), anyTable: false, anyRoutine: false, anyVariable: false },
});
