import type { Difference } from '../../compiler/lower/translate/catalogue.ts';

const nan = 'NaN equals itself and is greater than every number.';

/** Where Databricks may give another result than BigQuery. A session in UTC and ANSI mode is taken for granted. */
export const differences: readonly Difference[] = [
  { of: ['=', '<>', '<', '>', '<=', '>=', 'BETWEEN', 'IN', 'ORDER BY', 'MAX', 'MIN'], kinds: ['FLOAT64'], text: nan },
  {
    of: ['*', '/'],
    kinds: ['NUMERIC'],
    text: 'NUMERIC operands of more digits than the engine’s DECIMAL can hold while it calculates are an error.',
  },
  { of: ['APPROX_COUNT_DISTINCT'], text: 'The result is exact, not approximate.' },
  {
    of: ['DATE_ADD', 'DATE_SUB', 'TIMESTAMP_ADD', 'TIMESTAMP_SUB'],
    text: 'A result beyond the year 9999 is no error.',
  },
];

/** What holds for every expression, so that no grade tells of it. Each was found by random expressions. */
export const everywhere: readonly string[] = [
  'A FLOAT64 that overflows is infinite, no error, and no NULL of a SAFE function.',
  'A literal NULL among the operands, or any NULL of GREATEST and LEAST, gives NULL before the others are worked out: their errors do not show.',
  'AND and OR stop at the operand that decides: errors of the others do not show.',
  'Years before 1000 are printed with four digits.',
];
