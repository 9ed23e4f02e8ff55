/** Where comparisons stand; they do not chain. */
export const COMPARISON = 4;

const comparisons = ['=', '<>', '!=', '<', '<=', '>', '>=', 'LIKE', 'IN', 'BETWEEN', 'IS', 'NOT'];

/** How tightly binary operators bind; a higher number binds tighter. Source: GoogleSQL "Operators". */
export const powers: ReadonlyMap<string, number> = new Map([
  ['OR', 1],
  ['AND', 2],
  ...comparisons.map((op) => [op, COMPARISON] as const),
  ['|', 5],
  ['^', 6],
  ['&', 7],
  ['<<', 8],
  ['>>', 8],
  ['+', 9],
  ['-', 9],
  ['||', 10],
  ['*', 11],
  ['/', 11],
]);
