import type { Expr } from '../../sql/ast.ts';

/** Billionths in the greatest NUMERIC. */
const GREATEST = 10n ** 38n - 1n;
const PLACES = 9;

/**
 * The text of a FLOAT64 literal that is cast to NUMERIC: GoogleSQL reads its digits as a NUMERIC, not by way of a
 * double. Undefined for what is no such literal, or beyond NUMERIC.
 */
export function decimalLiteral(e: Expr): string | undefined {
  if (e.kind === 'unary' && e.op === '-') {
    const of = decimalLiteral(e.of);
    return of === undefined ? undefined : `-${of}`;
  }
  if (e.kind !== 'float') return undefined;
  const [mantissa = '', exponent = '0'] = e.text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const places = Number(exponent) - fraction.length + PLACES;
  if (Math.abs(places) > GREATEST.toString().length * 2) return undefined;
  const digits = BigInt(`${whole}${fraction}` || '0');
  const billionths = places >= 0 ? digits * 10n ** BigInt(places) : rounded(digits, 10n ** BigInt(-places));
  if (billionths > GREATEST) return undefined;
  const text = billionths.toString().padStart(PLACES + 1, '0');
  return `${text.slice(0, -PLACES)}.${text.slice(-PLACES)}`.replace(/\.?0+$/, '') || '0';
}

/** Half a unit is rounded up. */
const rounded = (n: bigint, by: bigint): bigint => (2n * n + by) / (2n * by);
