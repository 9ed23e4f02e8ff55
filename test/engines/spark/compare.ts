import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import { close } from './cases.ts';

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Canonical[])[];
  /** Places of columns that hold JSON, whose keys have no order. */
  readonly json?: readonly number[];
}

/** JSON text with its keys in order. */
function ordered(value: Canonical): Canonical {
  if (typeof value !== 'string') return value;
  const sort = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(sort);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, inner]) => [name, sort(inner)]),
    );
  };
  return JSON.stringify(sort(JSON.parse(value)));
}

/** A row's place among others: doubles may differ in their last bits and must not part rows that are the same. */
const key = (row: readonly Canonical[]): string =>
  JSON.stringify(row, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(10)) : value));

const sorted = (rows: Table['rows']): Table['rows'] =>
  rows
    .map((row) => ({ row, at: key(row) }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ row }) => row);

/** What differs between the rows of two tables, whose order does not count; undefined where they are equal. */
export function difference(duckdb: Table, spark: Table): string | undefined {
  const [left, right] = [duckdb.columns, spark.columns].map((names) =>
    names.map((name) => name.toLowerCase()).join(', '),
  );
  if (left !== right) return `columns: ${left} | ${right}`;
  const json = new Set(spark.json);
  const [a, b] = [duckdb, spark].map(({ rows }) =>
    sorted(json.size === 0 ? rows : rows.map((row) => row.map((cell, i) => (json.has(i) ? ordered(cell) : cell)))),
  ) as [Table['rows'], Table['rows']];
  const at = a.findIndex((row, i) => !close(row, b[i] ?? []));
  if (a.length === b.length && at === -1) return undefined;
  const shown = (row: readonly Canonical[] | undefined): string => (row ? JSON.stringify(row).slice(0, 600) : 'no row');
  return `rows: ${a.length} | ${b.length}; row ${at} in order:\n  DuckDB ${shown(a[at])}\n  Spark  ${shown(b[at])}`;
}
