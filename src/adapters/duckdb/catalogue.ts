import type { DuckDBConnection } from '@duckdb/node-api';
import { nameKey } from '../../compiler/dialect/names.ts';
import type { NamedColumn } from '../../compiler/manifest/schema-change.ts';
import type { Target } from '../../compiler/target/target.ts';
import type { Standing } from '../../planner/state.ts';
import { duckdb } from './dialect.ts';
import { adapterError, failureOf } from './errors.ts';
import { relation } from './quoting.ts';

/** Every table and view of the database, by relation key. */
async function readStanding(connection: DuckDBConnection): Promise<Map<string, Standing>> {
  const reader = await connection.runAndReadAll(`
    select schema_name, table_name, 'table' from duckdb_tables() where database_name = current_database() and not internal
    union all
    select schema_name, view_name, 'view' from duckdb_views() where database_name = current_database() and not internal`);
  return new Map(
    reader
      .getRowsJson()
      .map(([schema, name, type]) => [
        nameKey({ schema: String(schema), name: String(name) }, duckdb),
        { type: type === 'view' ? 'view' : 'table' },
      ]),
  );
}

/** Names of all schemas of the database, in lower case. */
async function readSchemas(connection: DuckDBConnection): Promise<Set<string>> {
  const reader = await connection.runAndReadAll(
    'select lower(schema_name) from duckdb_schemas() where database_name = current_database()',
  );
  return new Set(reader.getRowsJson().map(([name]) => String(name)));
}

/** Columns of a table or view in their order; undefined when there is none of that name. */
export async function readColumns(
  connection: DuckDBConnection,
  target: Target,
): Promise<readonly NamedColumn[] | undefined> {
  try {
    const reader = await connection.runAndReadAll(`describe ${relation(target)}`);
    return reader.getRowsJson().map(([name, type]) => ({ name: String(name), type: String(type) }));
  } catch (error) {
    if (failureOf(error).missing !== undefined) return undefined;
    throw adapterError(error);
  }
}

/** What is known to stand in a database, read when first asked for. */
export interface Catalogue {
  readonly standing: () => Promise<ReadonlyMap<string, Standing>>;
  readonly hasSchema: (name: string) => Promise<boolean>;
  readonly addSchema: (name: string) => void;
  /** Notes what a relation became. */
  readonly note: (key: string, now: Standing) => void;
  /** Anything may have changed. */
  readonly forget: () => void;
}

export function openCatalogue(connection: DuckDBConnection): Catalogue {
  let standing: Map<string, Standing> | undefined;
  let schemas: Set<string> | undefined;
  return {
    standing: async () => {
      standing ??= await readStanding(connection);
      return standing;
    },
    hasSchema: async (name) => {
      schemas ??= await readSchemas(connection);
      return schemas.has(name.toLowerCase());
    },
    addSchema: (name) => void schemas?.add(name.toLowerCase()),
    note: (key, now) => void standing?.set(key, now),
    forget: () => {
      standing = undefined;
      schemas = undefined;
    },
  };
}
