import type { Value } from '../resolve/resolver.ts';

/** A whole number that is written out. */
export const literalInt = (v: Value | undefined): number | undefined =>
  v?.literal !== undefined && /^-?\d{1,9}$/.test(v.literal) ? Number(v.literal) : undefined;

export const literalText = (v: Value | undefined): string | undefined =>
  v?.e.kind === 'string' ? v.e.value : undefined;
