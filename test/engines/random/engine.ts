import type { DuckDBConnection } from '@duckdb/node-api';
import { translateToDatabricks } from '../../../src/adapters/databricks/translate.ts';
import { translateToDuckdb } from '../../../src/adapters/duckdb/translate.ts';
import type { NameMap, Translation } from '../../../src/compiler/dialect/dialect.ts';
import { openSession } from '../../../src/compiler/lower/translate/session.ts';
import { answerOf, type Canonical } from '../../adapters/duckdb/canonical.ts';
import { database } from '../../adapters/duckdb/database.ts';
import { startSpark } from '../spark/spark.ts';
import { columns, rows, schema } from './table.ts';

/**
 * Rows, or why there are none. `guarded`: the translation itself refuses the value while the statement runs; `mistyped`:
 * the engine finds no function for the types of a text; `malformed`: it is no SQL of the engine.
 */
export type Reply =
  | {
      readonly rows: readonly (readonly Canonical[])[];
      /** Types of the columns in the words of GoogleSQL; those that it has not are the engine's. */
      readonly types: readonly string[];
    }
  | { readonly error: string; readonly kind: 'value' | 'guarded' | 'mistyped' | 'malformed' };

/** An engine that has the table, and the translation for it. */
export interface Engine {
  readonly name: 'duckdb' | 'databricks';
  /** `typed`: the translation knows the types of the table's columns. */
  readonly translate: (
    sql: string,
    typed: boolean,
  ) => Promise<{ readonly text: string } | { readonly refused: string }>;
  readonly ask: (text: string) => Promise<Reply>;
  readonly stop: () => Promise<void>;
}

const made = ({ sql, diagnostics }: Translation): { text: string } | { refused: string } =>
  sql ? { text: sql.text } : { refused: diagnostics.map(({ code, message }) => `${code} ${message}`).join('; ') };

const bare: NameMap = (path) => ({ name: path.at(-1) ?? '' });
const session = (typed: boolean): object => openSession(typed ? schema : undefined);

/** What the macros and guards of the translation say where a value's type is not known before. */
const guard =
  /not supported on DuckDB|cast this value to STRING before it is joined|is not translated|must be known|Unimplemented type for cast/;

/** What an error of DuckDB is about. */
export function kindOfDuckdb(error: string): Extract<Reply, { error: string }>['kind'] {
  if (guard.test(error)) return 'guarded';
  if (/^Binder/.test(error)) return 'mistyped';
  return /^(?:Parser|Catalog|Internal|INTERNAL|Not implemented|Invalid vector)/.test(error) ? 'malformed' : 'value';
}

/** DuckDB in memory, with the macros. */
export async function openDuckdb(): Promise<Engine> {
  const translate: Engine['translate'] = async (sql, typed) =>
    made(await translateToDuckdb({ text: sql, pieces: [] }, bare, undefined, session(typed)));
  const connection: DuckDBConnection = await database();
  const table = await translate(`CREATE TABLE d.t AS ${rows}`, false);
  if ('refused' in table) throw new Error(table.refused);
  await connection.run(table.text);
  return {
    name: 'duckdb',
    translate,
    ask: async (text) => {
      try {
        return await answerOf(connection, text);
      } catch (e) {
        const error = e instanceof Error ? e.message : String(e);
        return { error, kind: kindOfDuckdb(error) };
      }
    },
    stop: async () => connection.closeSync(),
  };
}

/** The columns that an engine's table has: Databricks has no TIME. */
export const columnsOf = ({ name }: Engine): readonly string[] =>
  Object.keys(columns).filter((column) => name === 'duckdb' || column !== 'tm1');

const sparkTypes: Readonly<Record<string, string>> = {
  bigint: 'INT64',
  double: 'FLOAT64',
  boolean: 'BOOL',
  string: 'STRING',
  binary: 'BYTES',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  timestamp_ntz: 'DATETIME',
  'decimal(38,9)': 'NUMERIC',
};

/** A type of Spark in the words of GoogleSQL. */
const sparkType = (type: string): string =>
  type
    .replace(/decimal\(\d+,\d+\)|(?<![\w`])[a-z_]+(?=[,>]|$)/g, (name) => sparkTypes[name] ?? name)
    .replaceAll('array<', 'ARRAY<')
    .replaceAll('struct<', 'STRUCT<')
    .replace(/(\w):/g, '$1 ')
    .replace(/,(?=\S)/g, ', ');

const timeless = (sql: string): string =>
  sql
    .split(', ')
    .filter((cell) => !/ AS tm1$/.test(cell))
    .join(', ');

/** Conditions that say that the SQL is not Spark's, not that a value is wrong. */
const notOfValues = /^(?:PARSE_|UNRESOLVED_|INVALID_SQL|WRONG_NUM_ARGS|UNSUPPORTED_|INTERNAL_|Py4J|[a-z])/;

/** Spark 4.2; `stored` reads the table from a file with compiled code, otherwise its rows are at hand. */
export async function openSpark(stored = false): Promise<Engine> {
  const translate: Engine['translate'] = async (sql, typed) =>
    /\btm1\b/.test(sql)
      ? { refused: 'TIME is no type of Databricks' }
      : made(await translateToDatabricks({ text: sql, pieces: [] }, bare, undefined, session(typed)));
  const spark = await startSpark();
  const query = await translate(timeless(rows), false);
  if ('refused' in query) throw new Error(query.refused);
  const kept = stored
    ? await spark.ask(`CREATE TABLE t USING parquet AS ${query.text}`)
    : await spark.keep('t', query.text);
  if ('error' in kept) throw new Error(kept.error);
  return {
    name: 'databricks',
    translate,
    ask: async (text) => {
      const reply = await spark.ask(text);
      if (!('error' in reply)) return { rows: reply.rows, types: reply.types.map(sparkType) };
      const error = `${reply.condition} ${reply.error}`;
      if (guard.test(error)) return { error, kind: 'guarded' };
      if (/^DATATYPE_MISMATCH/.test(reply.condition)) return { error, kind: 'mistyped' };
      return { error, kind: notOfValues.test(reply.condition) ? 'malformed' : 'value' };
    },
    stop: spark.stop,
  };
}
