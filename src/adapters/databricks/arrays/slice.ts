import { type Frag, q } from '../../../compiler/lower/translate/text.ts';

/** More items no array has. */
export const MOST_ITEMS = 2147483647;

/**
 * So many items of an array behind those that are skipped. Spark's own adds its two numbers as INT, without a check: beyond
 * INT it gives no items.
 */
export function slice(array: Frag, skipped: number, most: number): Frag {
  const from = Math.min(skipped, MOST_ITEMS - 1);
  return q`slice(${array}, ${String(from + 1)}, ${String(Math.min(most, MOST_ITEMS - from))})`;
}
