import type { DuckDBConnection } from '@duckdb/node-api';
import { nameKey } from '../../compiler/dialect/names.ts';
import type { NamedColumn } from '../../compiler/manifest/schema-change.ts';
import type { Target } from '../../compiler/target/target.ts';
import type { Standing } from '../../planner/state.ts';
import { duckdb } from './dialect.ts';
import { adapterError, failureOf } from './errors.ts';
import { relation } from './quoting.ts';

/** Every table and view of the database, by relation key. */
export async function readStanding(connection: DuckDBConnection): Promise<Map<string, Standing>> {
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
