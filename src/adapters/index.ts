import type { Readers } from '../compiler/analyse/model/reader.ts';
import type { Dialect, EngineName } from '../compiler/dialect/dialect.ts';
import { bigquery } from './bigquery/dialect.ts';
import { databricks } from './databricks/dialect.ts';
import { duckdb } from './duckdb/dialect.ts';

/** Languages besides GoogleSQL that a project may be written in. */
export const readers: Readers = {
  databricks: async () => (await import('./databricks/reader/reader.ts')).reader,
};

/** Every engine that biform writes SQL for. */
export const dialects: { readonly [K in EngineName]: Dialect } = { bigquery, databricks, duckdb };
