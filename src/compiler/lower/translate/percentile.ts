import type { Expr } from '../../sql/ast.ts';

/** A number as a fraction of whole numbers. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/**
 * A literal between 0 and 1 as BigQuery takes it: a FLOAT64 is its binary value, not its decimal text, so that 0.1 of
 * ten rows is a little more than one row. Undefined for anything else.
 */
export function shareOf(e: Expr | undefined): Fraction | undefined {
  const share =
    e?.kind === 'int' || e?.kind === 'float'
      ? ofDouble(Number(e.text))
      : e?.kind === 'typed' && e.type === 'NUMERIC'
        ? ofDecimal(e.value)
        : undefined;
  return share && share.over >= 0n && share.over <= share.under ? share : undefined;
}

function ofDouble(value: number): Fraction | undefined {
  if (!Number.isFinite(value) || (value !== 0 && Math.abs(value) < 1e-9)) return undefined;
  let [over, under] = [value, 1n];
  while (!Number.isInteger(over)) {
    over *= 2;
    under *= 2n;
  }
  return { over: BigInt(over), under };
}

function ofDecimal(text: string): Fraction | undefined {
  const [whole = '', digits = ''] = text.split('.');
  return /^\d+$/.test(whole + digits)
    ? { over: BigInt(whole + digits), under: 10n ** BigInt(digits.length) }
    : undefined;
}
