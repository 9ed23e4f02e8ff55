import type { SqlType } from '../types/type.ts';

const lengths: ReadonlySet<SqlType['kind']> = new Set(['STRING', 'BYTES']);
const bare: ReadonlySet<SqlType['kind']> = new Set([
  'BOOL',
  'INT64',
  'FLOAT64',
  'DATE',
  'INTERVAL',
  'JSON',
  'GEOGRAPHY',
]);

/** What the parameters of a type must be, where they are something else. Source: BigQuery "Parameterized data types". */
export function wrongParameters(kind: SqlType['kind'], given: readonly string[]): string | undefined {
  if (lengths.has(kind)) return wrongLength(given);
  if (kind === 'NUMERIC') return wrongDecimal(given, 9, 29);
  if (kind === 'BIGNUMERIC') return wrongDecimal(given, 38, 38);
  return bare.has(kind) ? 'no parameters' : undefined;
}

function wrongLength(given: readonly string[]): string | undefined {
  const [length = ''] = given;
  if (given.length > 1) return 'one parameter, its greatest length';
  return isMax(length) || (isInteger(length) && Number(length) > 0) ? undefined : 'a length that is an integer above 0';
}

/** `scales`: the most digits behind the point; `digits`: the most before it. */
function wrongDecimal(given: readonly string[], scales: number, digits: number): string | undefined {
  const [precision = '', scale = '0'] = given;
  if (given.length > 2) return 'a precision and a scale, and no more';
  if (!isInteger(scale) || Number(scale) > scales) return `a scale that is an integer from 0 to ${scales}`;
  if (isMax(precision) && scales > 9) return undefined;
  const [least, most] = [Math.max(1, Number(scale)), Number(scale) + digits];
  const fits = isInteger(precision) && Number(precision) >= least && Number(precision) <= most;
  return fits ? undefined : `a precision that is an integer from ${least} to ${most}`;
}

const isMax = (text: string): boolean => text.toUpperCase() === 'MAX';

const isInteger = (text: string): boolean => text !== '' && Number.isInteger(Number(text)) && !text.includes('.');
