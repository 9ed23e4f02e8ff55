import type { SystemPlace, SystemViews } from '../../compiler/lower/translate/system.ts';
import { string } from './quoting.ts';

/** GoogleSQL's name for the type of a column, by DuckDB's. */
const typeNames = {
  BIGINT: 'INT64',
  DOUBLE: 'FLOAT64',
  'DECIMAL(38,9)': 'NUMERIC',
  VARCHAR: 'STRING',
  BLOB: 'BYTES',
  BOOLEAN: 'BOOL',
  DATE: 'DATE',
  TIMESTAMP: 'DATETIME',
  'TIMESTAMP WITH TIME ZONE': 'TIMESTAMP',
  TIME: 'TIME',
  JSON: 'JSON',
} as const;

const cases = Object.entries(typeNames)
  .map(([type, name]) => `WHEN '${type}' THEN '${name}'`)
  .join(' ');

/** Schemas that hold no dataset. */
const own = `'main', 'biform', 'biform_state'`;

/** Whether a schema is the one asked for, or, without a dataset, one of the project whose schemas begin so. */
const chosen = `database_name = current_database() AND NOT internal AND CASE WHEN dataset IS NULL THEN starts_with(schema_name, place) AND NOT contains(schema_name[len(place) + 1:], '.') AND schema_name NOT IN (${own}) ELSE lower(schema_name) = lower(place) END`;
const schema = 'CASE WHEN dataset IS NULL THEN schema_name[len(place) + 1:] ELSE dataset END';

/** A failure that, unlike error(), does not keep a condition from being tried before it. */
const fail = (message: string): string => `CAST(CAST(${message} AS BOOLEAN) AS VARCHAR)`;

/** One local table stands for all members of a wildcard: their names are not known to the catalogue. */
const noWildcard = (name: string): string =>
  `CASE WHEN ends_with(${name}, '*') THEN error('INFORMATION_SCHEMA of a dataset with the wildcard table ' || ${name} || ' is not supported on DuckDB') IS NULL ELSE TRUE END`;

const isArray = `ends_with(data_type, '[]')`;
const typeName = `CASE replace(data_type, '[]', '') ${cases} ELSE ${fail(`'the data_type of the column ' || column_name || ' in INFORMATION_SCHEMA.COLUMNS, on DuckDB ' || data_type`)} END`;
const columnName = `CASE WHEN column_name ILIKE '_PARTITIONTIME' ESCAPE '' THEN ${fail(`'INFORMATION_SCHEMA.COLUMNS of ' || table_name || ', which is partitioned by arrival, on DuckDB'`)} ELSE column_name END`;
const nullable = `CASE WHEN ${isArray} THEN ${fail(`'is_nullable of the array ' || column_name || ' in INFORMATION_SCHEMA.COLUMNS, on DuckDB'`)} WHEN is_nullable THEN 'YES' ELSE 'NO' END`;

/** Table macros over DuckDB's catalogue, with BigQuery's names. `place` is a schema, or with no dataset what schemas begin with. */
export const systemMacros = [
  {
    name: 'bf_tables',
    parameters: 'project, dataset, place',
    body: `TABLE SELECT project AS table_catalog, ${schema} AS table_schema, table_name, table_type, CASE table_type WHEN 'VIEW' THEN 'NO' ELSE 'YES' END AS is_insertable_into FROM (SELECT database_name, schema_name, table_name, internal, 'BASE TABLE' AS table_type FROM duckdb_tables() UNION ALL SELECT database_name, schema_name, view_name, internal, 'VIEW' FROM duckdb_views()) WHERE ${chosen} AND ${noWildcard('table_name')}`,
  },
  {
    name: 'bf_columns',
    parameters: 'project, dataset, place',
    body: `TABLE SELECT project AS table_catalog, ${schema} AS table_schema, table_name, ${columnName} AS column_name, CAST(column_index AS BIGINT) AS ordinal_position, ${nullable} AS is_nullable, CASE WHEN ${isArray} THEN 'ARRAY<' || ${typeName} || '>' ELSE ${typeName} END AS data_type FROM duckdb_columns() WHERE ${chosen} AND ${noWildcard('table_name')}`,
  },
  {
    name: 'bf_schemata',
    parameters: 'project, dataset, place',
    body: `TABLE SELECT project AS catalog_name, ${schema} AS schema_name FROM duckdb_schemas() WHERE ${chosen}`,
  },
] as const;

const rows =
  (macro: (typeof systemMacros)[number]['name'], columns: readonly string[]) =>
  ({ project, dataset, schema: place }: SystemPlace): string => {
    const [p, d] = [project, dataset].map((name) => (name === undefined ? 'NULL' : string(name)));
    return `SELECT ${columns.join(', ')} FROM biform.${macro}(${p}, ${d}, ${string(place)})`;
  };

const view = (macro: (typeof systemMacros)[number]['name'], columns: readonly string[]) => ({
  columns,
  rows: rows(macro, columns),
});

const noJobs = 'DuckDB keeps no record of queries.';
const noStorage = 'DuckDB does not tell it of single tables.';

/** Constraints are not enforced in BigQuery and left out here, so that no table has one. */
const noRows = (columns: readonly string[]) => ({
  columns,
  rows: (): string => `SELECT ${columns.map((name) => `CAST(NULL AS VARCHAR) AS ${name}`).join(', ')} WHERE FALSE`,
});
const constraint = ['constraint_catalog', 'constraint_schema', 'constraint_name'];
const table = ['table_catalog', 'table_schema', 'table_name'];

/** What DuckDB's catalogue can tell of tables, in BigQuery's words. Source: BigQuery "INFORMATION_SCHEMA"; tried on 1.5.6. */
export const systemViews: SystemViews = {
  views: {
    TABLES: view('bf_tables', ['table_catalog', 'table_schema', 'table_name', 'table_type', 'is_insertable_into']),
    COLUMNS: view('bf_columns', [
      'table_catalog',
      'table_schema',
      'table_name',
      'column_name',
      'ordinal_position',
      'is_nullable',
      'data_type',
    ]),
    SCHEMATA: view('bf_schemata', ['catalog_name', 'schema_name']),
    TABLE_CONSTRAINTS: noRows([
      ...constraint,
      ...table,
      ...['constraint_type', 'is_deferrable', 'initially_deferred', 'enforced'],
    ]),
    KEY_COLUMN_USAGE: noRows([...constraint, ...table, 'column_name']),
    CONSTRAINT_COLUMN_USAGE: noRows([...table, 'column_name', ...constraint]),
  },
  reasons: {
    PARTITIONS: 'DuckDB has no partitions.',
    ...Object.fromEntries(
      ['JOBS', 'JOBS_BY_PROJECT', 'JOBS_BY_USER', 'JOBS_BY_FOLDER', 'JOBS_BY_ORGANIZATION', 'SESSIONS_BY_PROJECT'].map(
        (name) => [name, noJobs],
      ),
    ),
    ...Object.fromEntries(
      ['TABLE_STORAGE', 'TABLE_STORAGE_BY_PROJECT', 'TABLE_OPTIONS', 'COLUMN_FIELD_PATHS', 'VIEWS', 'ROUTINES'].map(
        (name) => [name, noStorage],
      ),
    ),
  },
};
