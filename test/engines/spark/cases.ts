import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { translateToDatabricks } from '../../../src/adapters/databricks/translate.ts';
import type { NameMap } from '../../../src/compiler/dialect/dialect.ts';
import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import type { Reply } from './spark.ts';

/** A query, and what Google's reference evaluator (or BigQuery's documentation) says it gives. */
export interface Case {
  readonly sql: string;
  readonly rows?: readonly (readonly Canonical[])[];
  readonly error?: true;
  readonly source: string;
}

const lines = <T>(folder: string): readonly T[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.jsonl'))
        .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
        .map((line): T => JSON.parse(line))
    : [];

/** The cases of all engines, then those that Spark alone runs. */
export const cases: readonly Case[] = [
  ...lines<Case>(join(import.meta.dirname, '../../adapters/duckdb/cases')),
  ...lines<Case>(join(import.meta.dirname, 'cases')),
];

/** Differences of the engine that no translation removes. */
export interface Declared {
  readonly sql: string;
  readonly reason: string;
}

export const declared: readonly Declared[] = lines(join(import.meta.dirname, 'declared'));

/** Dataset as schema of the session's own catalogue. */
export const datasets: NameMap = (path) =>
  path.length < 2
    ? { fault: 'it needs a dataset' }
    : { database: 'spark_catalog', schema: path.at(-2) ?? '', name: path.at(-1) ?? '' };

/** The Databricks text of GoogleSQL, or why it is refused. */
export async function databricksOf(
  text: string,
): Promise<{ readonly text: string } | { readonly refused: readonly string[] }> {
  const { sql, diagnostics } = await translateToDatabricks({ text, pieces: [] }, datasets);
  return sql ? { text: sql.text } : { refused: diagnostics.map(({ code, message }) => `${code} ${message}`) };
}

/** Doubles may differ in their last bits, as libraries of mathematics do. */
function close(a: Canonical, b: Canonical): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a === b || Math.abs(a - b) <= 1e-13 * Math.abs(a);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => close(x, b[i] ?? null));
  return a === b;
}

/** Conditions that say that the SQL is not Spark's, not that a value is wrong. */
const notOfValues =
  /^(?:PARSE_|UNRESOLVED_|DATATYPE_MISMATCH|INVALID_SQL|WRONG_NUM_ARGS|UNSUPPORTED_|INTERNAL_|Py4J|[a-z])/;

/** Whether Spark gives what BigQuery gives; an error is not equal to a value, nor to NULL. */
export function isEqual({ rows, error }: Case, reply: Reply): boolean {
  if ('error' in reply) return error === true && !notOfValues.test(reply.condition);
  return rows !== undefined && close(rows, reply.rows);
}
