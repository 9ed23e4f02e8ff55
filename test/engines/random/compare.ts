import type { Canonical } from '../../adapters/duckdb/canonical.ts';

/** By how much doubles may differ that come from libraries of mathematics, relative to their size. */
const TOLERANCE = 1e-13;

const deep =
  (equal: (a: Canonical, b: Canonical) => boolean) =>
  (a: Canonical, b: Canonical): boolean =>
    Array.isArray(a) && Array.isArray(b)
      ? a.length === b.length && a.every((x, i) => deep(equal)(x, b[i] ?? null))
      : equal(a, b);

/** Whether two values are the same, every bit of a double and the sign of zero included. */
export const same = deep((a, b) => Object.is(a, b));

/** Text of a double: one without a point or exponent may be an INT64, which has no last digits to lose. */
const isDouble = (value: Canonical): boolean =>
  typeof value === 'number' ||
  (typeof value === 'string' && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(value) && /[.e]/.test(value));

/** Whether two values are the same but for the last digits of doubles, also of those in texts. */
export const close = deep((a, b) => {
  if (Object.is(a, b)) return true;
  // Zeros of different signs are not.
  if (a === b || typeof a !== typeof b || !isDouble(a) || !isDouble(b)) return false;
  return Math.abs(Number(a) - Number(b)) <= TOLERANCE * Math.abs(Number(a));
});

/** A value by which rows are sorted: numbers that may differ in their last digits or their type have the same. */
const key = (value: Canonical): unknown => {
  if (Array.isArray(value)) return value.map(key);
  const n = typeof value === 'string' && value !== '' ? Number(value.replace(/^decimal\(\d+,\d+\):/, '')) : value;
  if (typeof n !== 'number' || !Number.isFinite(n)) return value;
  return Math.abs(n) < 1e6 ? (Math.round(n * 1e5) + 0).toFixed() : n.toPrecision(9);
};

/** Rows in an order of their own, for queries that name none. */
export const inOrder = (rows: readonly (readonly Canonical[])[]): readonly (readonly Canonical[])[] =>
  rows
    .map((row) => ({ row, by: `${JSON.stringify(row.map(key))} ${JSON.stringify(row)}` }))
    .toSorted((a, b) => (a.by < b.by ? -1 : 1))
    .map(({ row }) => row);
