import type { Value } from '../resolve/resolver.ts';

/** A whole number that is written out. */
export const literalInt = (v: Value | undefined): number | undefined =>
  v?.literal !== undefined && /^-?\d{1,9}$/.test(v.literal) ? Number(v.literal) : undefined;

/** A number of items that is written out, up to the greatest INT. */
export function literalCount(v: Value | undefined): number | undefined {
  const n = v?.literal !== undefined && /^\d{1,10}$/.test(v.literal) ? Number(v.literal) : Number.NaN;
  return n <= 2147483647 ? n : undefined;
}

export const literalText = (v: Value | undefined): string | undefined =>
  v?.e.kind === 'string' ? v.e.value : undefined;
