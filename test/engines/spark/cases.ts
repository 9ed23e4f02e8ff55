import { join } from 'node:path';
import { translateToDatabricks } from '../../../src/adapters/databricks/translate.ts';
import type { NameMap } from '../../../src/compiler/dialect/dialect.ts';
import { type Case, casesIn, declaredCases, sparkCases, unknownsRow } from '../../adapters/cases.ts';
import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import type { Reply } from './spark.ts';

/** The cases of all engines, then those that Spark alone runs, also those in which it is declared to differ. */
export const cases: readonly Case[] = [
  ...sparkCases,
  ...declaredCases.filter(({ databricks }) => databricks !== undefined),
];

/** Cases over columns of which the translation knows no type, and the row that they read: Databricks has no TIME. */
export const unknownCases: readonly Case[] = casesIn(join(import.meta.dirname, 'unknowns'));
export const unknowns = unknownsRow.replace(", TIME '10:20:30.125' AS tm", '');

/** What of the catalogue declares the difference in a query. */
export const declared: ReadonlyMap<string, string> = new Map(
  declaredCases.flatMap(({ sql, databricks }) => (databricks === undefined ? [] : [[sql, databricks]])),
);

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
export function close(a: Canonical, b: Canonical): boolean {
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
