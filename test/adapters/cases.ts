import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NameMap, Translation } from '../../src/compiler/dialect/dialect.ts';
import { type Grade, type Graded, worse } from '../../src/compiler/dialect/grade.ts';
import { walk } from '../../src/compiler/lower/translate/walk.ts';
import type { Call } from '../../src/compiler/sql/ast.ts';
import { parseStatements } from '../../src/compiler/sql/parse/statement.ts';
import type { Canonical } from './duckdb/canonical.ts';

/** A query, and what Google's reference evaluator (or BigQuery's documentation) says it gives. */
export interface Case {
  readonly sql: string;
  readonly rows?: readonly (readonly Canonical[])[];
  readonly error?: true;
  readonly source: string;
}

/** All cases of the `.jsonl` files of a folder; none where there is no such folder. */
export const casesIn = (folder: string): readonly Case[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.jsonl'))
        .toSorted()
        .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
        .map((line): Case => JSON.parse(line))
    : [];

/** A case in which an engine gives something else, and the function or construct of its catalogue that says so. */
export interface Declared extends Case {
  readonly duckdb?: string;
  readonly databricks?: string;
}

export const declaredCases: readonly Declared[] = readFileSync(join(import.meta.dirname, 'declared.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line): Declared => JSON.parse(line));

/** What is executed on DuckDB and must be equal. */
export const duckdbCases: readonly Case[] = [
  ...casesIn(join(import.meta.dirname, 'duckdb/cases')),
  ...declaredCases.filter(({ duckdb }) => duckdb === undefined),
];

/** A row of each type. Cases over `d.unknowns` read it as a table of which the translation knows no column. */
export const unknownsRow =
  "SELECT 7 AS i, 2.5 AS f, NUMERIC '1.25' AS n, 'abc' AS s, TRUE AS b, DATE '2024-02-29' AS d, DATETIME '2024-02-29 10:20:30.5' AS dt, TIMESTAMP '2024-02-29 10:20:30.25+00' AS ts, TIME '10:20:30.125' AS tm, [3, NULL, 4] AS a, STRUCT(2 AS a, 'y' AS b) AS st";

/** What is executed on DuckDB over columns whose types are not known. */
export const unknownCases = casesIn(join(import.meta.dirname, 'duckdb/unknowns'));

/** What is executed on Spark, where it is translated, and must be equal. */
export const sparkCases: readonly Case[] = [
  ...casesIn(join(import.meta.dirname, 'duckdb/cases')),
  ...casesIn(join(import.meta.dirname, '../engines/spark/cases')),
  ...declaredCases.filter(({ databricks }) => databricks === undefined),
];

/** The functions that a text calls, as our parser reads it. */
export function functionsOf(sql: string): ReadonlySet<string> {
  const found = new Set<string>();
  walk(parseStatements(sql).statements, (node) => {
    if (node.kind === 'call') found.add((node as Call).name);
    return true;
  });
  return found;
}

/** Dataset as schema; the project is left out. */
const datasets: NameMap = (path) =>
  path.length < 2 ? { fault: 'it needs a dataset' } : { schema: path.at(-2) ?? '', name: path.at(-1) ?? '' };

/** What the cases show of a function: how many of them are translated, and the lowest grade it was printed with. */
export interface Shown {
  readonly cases: number;
  readonly printed: Grade;
}

type Translate = (
  sql: { text: string; pieces: readonly never[] },
  names: NameMap,
  grade: (found: Graded) => void,
) => Promise<Translation>;

/** What each function is printed as in the cases that an engine can translate. */
export async function shownBy(cases: readonly Case[], translate: Translate): Promise<ReadonlyMap<string, Shown>> {
  const shown = new Map<string, Shown>();
  for (const { sql } of cases) {
    const found = new Map<string, Grade>();
    const called = functionsOf(sql);
    const tell = ({ what, printed = 'exact' }: Graded): void =>
      void (called.has(what) && found.set(what, worse(found.get(what) ?? 'exact', printed)));
    const made = await translate({ text: sql, pieces: [] }, datasets, tell);
    if (!made.sql) continue;
    for (const [name, printed] of found) {
      const { cases: before = 0, printed: worst = 'exact' } = shown.get(name) ?? {};
      shown.set(name, { cases: before + 1, printed: worse(worst, printed) });
    }
  }
  return shown;
}
