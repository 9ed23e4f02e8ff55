import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { databricks } from '../../../src/adapters/databricks/dialect.ts';
import { duckdb } from '../../../src/adapters/duckdb/dialect.ts';
import { databricksOf } from './cases.ts';
import type { Source } from './project.ts';
import type { Spark } from './spark.ts';
import { sender } from './warehouse.ts';

const { identifier, relation, string } = databricks;

/** Gives Spark a source's rows as DuckDB holds them, with its declared types in the words of our own translation. */
export async function load(source: Source, folder: string, connection: DuckDBConnection, spark: Spark): Promise<void> {
  const send = sender(spark);
  const name = { schema: source.name.schema ?? '', name: source.file };
  const file = join(folder, `${name.schema}.${source.name.name}.parquet`);
  await connection.run(`COPY (SELECT * FROM ${duckdb.relation(name)}) TO ${duckdb.string(file)} (FORMAT parquet)`);
  const described = await connection.runAndReadAll(`DESCRIBE ${duckdb.relation(name)}`);
  const declared = new Map(source.columns.map((column) => [column.name.toLowerCase(), column.type]));
  const columns = described.getRows().map(([column]) => ({
    name: String(column),
    type: declared.get(String(column).toLowerCase()) ?? 'STRING',
  }));
  const types = await typesOf(columns, spark);
  const files = { ...source.name, name: `${source.name.name}_files` };
  const list = columns.map((column, i) => `${identifier(column.name)} ${types[i]?.replaceAll('variant', 'string')}`);
  const selected = columns.map((column, i) =>
    types[i] === 'variant'
      ? `parse_json(${identifier(column.name)}) AS ${identifier(column.name)}`
      : identifier(column.name),
  );
  await send(databricks.createSchema(source.name).text);
  await send(`DROP TABLE IF EXISTS ${relation(files)}`);
  await send(`CREATE TABLE ${relation(files)} (${list.join(', ')}) USING parquet OPTIONS (path ${string(file)})`);
  await send(
    `CREATE OR REPLACE VIEW ${relation(source.name)} AS SELECT ${selected.join(', ')} FROM ${relation(files)}`,
  );
}

/** GoogleSQL types in Spark's words: those of a query that casts to them. */
async function typesOf(columns: Source['columns'], spark: Spark): Promise<readonly string[]> {
  const made = await databricksOf(
    `SELECT ${columns.map(({ type }, i) => `CAST(NULL AS ${type}) AS c${i}`).join(', ')}`,
  );
  if ('refused' in made) throw new Error(made.refused.join('\n'));
  return (await sender(spark)(`DESCRIBE QUERY ${made.text}`)).map(([, type]) => String(type));
}
