import type { Dialect, EngineName } from '../compiler/dialect/dialect.ts';
import { bigquery } from './bigquery/dialect.ts';
import { databricks } from './databricks/dialect.ts';
import { duckdb } from './duckdb/dialect.ts';

/** Every engine that biform writes SQL for. */
export const dialects: { readonly [K in EngineName]: Dialect } = { bigquery, databricks, duckdb };
