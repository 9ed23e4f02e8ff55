import type { Canonical } from '../../adapters/duckdb/canonical.ts';

/** Doubles may differ in their last bits, as libraries of mathematics do. */
const TOLERANCE = 1e-13;

/** Whether two values are the same, doubles but for their last bits. */
export function close(a: Canonical, b: Canonical): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a === b || Math.abs(a - b) <= TOLERANCE * Math.abs(a);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => close(x, b[i] ?? null));
  return a === b;
}

/** Rows in an order of their own, for queries that name none. */
export const inOrder = (rows: readonly (readonly Canonical[])[]): readonly (readonly Canonical[])[] =>
  rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
