import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDatabricks } from '../../../../src/adapters/databricks/reader/read.ts';
import { translateToDuckdb } from '../../../../src/adapters/duckdb/translate.ts';
import { printStatements } from '../../../../src/compiler/sql/print/statement.ts';
import type { Canonical } from '../../duckdb/canonical.ts';
import { datasets } from '../../duckdb/database.ts';

/** A query of Databricks SQL and what Spark 4.2 gives: rows, or the name of its error. Numbers have no types here. */
export interface Case {
  readonly sql: string;
  readonly rows?: readonly (readonly Canonical[])[];
  readonly error?: string;
  /** Google's evaluator of 2023 lacks a function or construct of the translation. */
  readonly google?: false;
}

const folder = join(import.meta.dirname, 'cases');

export const files = readdirSync(folder).map((file) => ({
  file,
  cases: readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line): Case => JSON.parse(line)),
}));

export const cases = files.flatMap((one) => one.cases);

/** The GoogleSQL and the DuckDB text of a query that must be read. */
export async function translated(sql: string): Promise<{ readonly google: string; readonly duckdb: string }> {
  const { statements, unread } = readDatabricks(sql);
  if (unread.length > 0) throw new Error(`${sql}\n${unread.map(({ what }) => what).join('\n')}`);
  const read = { statements, faults: [] };
  const made = await translateToDuckdb({ text: sql, pieces: [] }, datasets, undefined, undefined, read);
  if (!made.sql) throw new Error(`${sql}\n${made.diagnostics.map(({ message }) => message).join('\n')}`);
  return { google: printStatements(statements).replace(/;$/, ''), duckdb: made.sql.text };
}

const typed = /^(?:decimal\(\d+,\d+\)|int|smallint|tinyint|bigint|void):/;

/** A value without the type that Spark alone has. */
export const untyped = (value: Canonical): Canonical =>
  typeof value === 'string' ? value.replace(typed, '') : Array.isArray(value) ? value.map(untyped) : value;

/** Doubles may differ in their last bits, as libraries of mathematics do. */
export function close(a: Canonical, b: Canonical): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a === b || Math.abs(a - b) <= 1e-12 * Math.abs(a);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => close(x, b[i] ?? null));
  return a === b;
}
