import type { Macro } from './macros.ts';

const B = 'biform.';
const lost = (x: string): string => `isnan(CAST(${x} AS DOUBLE)) OR isinf(CAST(${x} AS DOUBLE))`;

/** `made` with its value under the name v. */
const bound = (made: string, body: string): string => `list_transform([${made}], lambda v: ${body})[1]`;

/** Functions that fail, or are NULL, where finite arguments give no finite result: DuckDB gives infinity or NaN. */
export const checkedMacros: readonly Macro[] = [
  {
    name: 'bf_log',
    parameters: 'x, y',
    body: bound(
      'ln(x) / ln(y)',
      `CASE WHEN (${lost('v')}) AND NOT (${lost('x')}) AND NOT (${lost('y')}) THEN error('LOG of these values') ELSE v END`,
    ),
  },
  {
    name: 'bf_null_beyond',
    parameters: 'made, a, b',
    body: `CASE WHEN (${lost('made')}) AND NOT (${lost('a')}) AND NOT (${lost('b')}) THEN NULL ELSE made END`,
  },
  {
    name: 'bf_series',
    parameters: 'a, b, step',
    body: `CASE WHEN step = 0 AND a IS NOT NULL AND b IS NOT NULL THEN error('GENERATE_ARRAY with a step of zero') ELSE generate_series(a, b, step) END`,
  },
  {
    name: 'bf_float_series',
    parameters: 'a, b, step',
    body: `CASE WHEN step = 0 AND a IS NOT NULL AND b IS NOT NULL THEN error('GENERATE_ARRAY with a step of zero') ELSE list_transform(generate_series(0, CAST(floor((b - a) / step) AS BIGINT)), lambda i: a + i * step) END`,
  },
  {
    name: 'bf_make_datetime',
    parameters: 'y, m, d, h, i, s',
    body: `CASE WHEN h > 23 OR s >= 60 THEN error('DATETIME of this hour or second') ELSE make_timestamp(y, m, d, h, i, CAST(s AS DOUBLE)) END`,
  },
  {
    name: 'bf_split',
    parameters: 'x, d',
    body: 'CASE WHEN d IS NOT NULL THEN string_split(x, d) END',
  },
  {
    name: 'bf_join',
    parameters: 'a, d',
    body: 'CASE WHEN d IS NOT NULL THEN array_to_string(a, d) END',
  },
  {
    name: 'bf_shown',
    parameters: 'x',
    body: `coalesce(${B}bf_format_text(x), 'NULL')`,
  },
];
