import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { macroScript } from '../../../src/adapters/duckdb/macros.ts';
import { translateToDuckdb } from '../../../src/adapters/duckdb/translate.ts';
import type { NameMap } from '../../../src/compiler/dialect/dialect.ts';

/** A database in memory with the macros of the translation, in UTC as a run has it. */
export async function database(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run("SET TimeZone = 'UTC'");
  // Several threads give the rows of a query without ORDER BY in an order that differs from run to run.
  await connection.run('SET threads = 1');
  for (const statement of macroScript()) await connection.run(statement);
  return connection;
}

/** Dataset as schema; the project is left out. */
export const datasets: NameMap = (path) =>
  path.length < 2 ? { fault: 'it needs a dataset' } : { schema: path.at(-2) ?? '', name: path.at(-1) ?? '' };

/** The DuckDB text of GoogleSQL that must be translatable. */
export async function duckdbOf(text: string): Promise<string> {
  const { sql, diagnostics } = await translateToDuckdb({ text, pieces: [] }, datasets);
  if (!sql) throw new Error(`${text}\n${diagnostics.map((d) => d.message).join('\n')}`);
  return sql.text;
}

/** What is refused in GoogleSQL: the source text at each position and the message. */
export async function refusals(text: string): Promise<readonly { readonly at: string; readonly message: string }[]> {
  const pieces = [{ at: 0, span: { file: 'a.sqlx', start: 0, end: text.length }, verbatim: true }];
  const { sql, diagnostics } = await translateToDuckdb({ text, pieces }, datasets);
  if (sql) return [];
  return diagnostics.map(({ span, message }) => ({ at: span ? text.slice(span.start, span.end) : '', message }));
}
