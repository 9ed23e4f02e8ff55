import { type Case, declaredCases, sparkCases } from '../../cases.ts';
import type { Canonical } from '../../duckdb/canonical.ts';
import { close, untyped } from './cases.ts';

const declared = new Set(declaredCases.map(({ sql }) => sql));

/** The committed cases of translation that Databricks answers as GoogleSQL does. */
export const printedCases: readonly Case[] = sparkCases.filter(({ sql }) => !declared.has(sql));

type Rows = readonly (readonly Canonical[])[];

const plain = (rows: Rows): readonly Canonical[] => rows.map((row) => row.map(untyped));

/** Whether rows are those of a case: in any order where it has no ORDER BY. */
export function sameRows({ sql, rows }: Case, found: Rows): boolean {
  if (rows === undefined) return false;
  const [want, got] = [plain(rows), plain(found)];
  if (close(want, got)) return true;
  const inOrder = (list: readonly Canonical[]): readonly Canonical[] =>
    list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return !/order\s+by/i.test(sql) && close(inOrder(want), inOrder(got));
}
