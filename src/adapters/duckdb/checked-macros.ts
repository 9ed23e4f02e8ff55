import { type Macro, macro, once } from './macro.ts';

const B = 'biform.';
const lost = (x: string): string => `isnan(CAST(${x} AS DOUBLE)) OR isinf(CAST(${x} AS DOUBLE))`;

/** Functions that fail, or are NULL, where DuckDB gives a value that GoogleSQL does not. */
export const checkedMacros: readonly Macro[] = [
  macro(
    'bf_log(x, y)',
    once(
      `CASE WHEN $x IS NULL OR $y IS NULL THEN NULL WHEN isnan(CAST($x AS DOUBLE)) OR isnan(CAST($y AS DOUBLE)) OR $x = CAST('-inf' AS DOUBLE) OR isinf(CAST($y AS DOUBLE)) THEN CAST('nan' AS DOUBLE) WHEN $x = CAST('inf' AS DOUBLE) AND $y <= 1 THEN CASE WHEN $y = 1 THEN CAST('inf' AS DOUBLE) WHEN $y > 0 THEN CAST('-inf' AS DOUBLE) ELSE CAST('nan' AS DOUBLE) END WHEN $y = 1 THEN error('LOG to the base 1') ELSE ln($x) / ln($y) END`,
    ),
  ),
  macro(
    'bf_null_beyond(made, a, b)',
    once(`CASE WHEN (${lost('$made')}) AND NOT (${lost('$a')}) AND NOT (${lost('$b')}) THEN NULL ELSE $made END`),
  ),
  macro(
    'bf_series(a, b, step)',
    once(
      `CASE WHEN $step = 0 AND $a IS NOT NULL AND $b IS NOT NULL THEN error('GENERATE_ARRAY with a step of zero') ELSE generate_series($a, $b, $step) END`,
    ),
  ),
  macro(
    'bf_float_series(a, b, step)',
    once(
      `CASE WHEN $step = 0 AND $a IS NOT NULL AND $b IS NOT NULL THEN error('GENERATE_ARRAY with a step of zero') ELSE list_transform(generate_series(0, CAST(floor(($b - $a) / $step) AS BIGINT)), lambda i: $a + i * $step) END`,
    ),
  ),
  macro(
    'bf_make_datetime(y, m, d, h, i, s)',
    once(
      `CASE WHEN $y NOT BETWEEN 1 AND 9999 OR $h NOT BETWEEN 0 AND 23 OR $s NOT BETWEEN 0 AND 60 OR ($y = 9999 AND $m = 12 AND $d = 31 AND $h = 23 AND $i = 59 AND $s = 60) THEN error('DATETIME of this year, hour or second') ELSE make_timestamp($y, $m, $d, $h, $i, 0::DOUBLE) + to_seconds($s) END`,
    ),
  ),
  macro('bf_split(x, d)', once('CASE WHEN $d IS NOT NULL THEN string_split($x, $d) END')),
  macro(
    'bf_join(a, d)',
    once("CASE WHEN d IS NOT NULL AND $a IS NOT NULL THEN coalesce(array_to_string($a, d), '') END"),
  ),
  macro(
    'bf_join_by(a, d)',
    once(
      `CASE WHEN $a IS NULL OR $d IS NULL THEN NULL WHEN len(list_filter($a, lambda e: e IS NOT NULL)) = 0 THEN '' ELSE list_reduce(list_filter($a, lambda e: e IS NOT NULL), lambda x, y: x || $d || y) END`,
    ),
  ),
  macro(
    'bf_rewrite(w)',
    once(
      `CASE WHEN contains($w, '\\') THEN error('a computed rewrite with a backslash is not supported on DuckDB') ELSE $w END`,
    ),
  ),
  macro(
    'bf_format_string(x)',
    once(
      `CASE WHEN contains(CAST($x AS VARCHAR), chr(0)) THEN error('FORMAT of a NUL character is not supported on DuckDB') ELSE $x END`,
    ),
  ),
  macro(
    'bf_plain_nan(x)',
    once(`CASE WHEN isnan(CAST($x AS DOUBLE)) THEN CAST('nan' AS DOUBLE) ELSE CAST($x AS DOUBLE) + 0.0e0 END`),
  ),
  macro(
    'bf_format_float(x)',
    once(
      `CASE WHEN abs(CAST($x AS DOUBLE)) >= 1e30 AND NOT (${lost('$x')}) THEN error('FORMAT %f of so large a number is not supported on DuckDB') ELSE ${B}bf_plain_nan($x) END`,
    ),
  ),
  macro(
    'bf_sum(total, example)',
    once(
      `cast_to_type(CASE WHEN starts_with(typeof($total), 'DECIMAL') AND abs($total) > 99999999999999999999999999999.999999999 THEN error('a NUMERIC of more than 29 digits before the point') ELSE $total END, $example)`,
    ),
  ),
  macro('bf_shown(x)', `coalesce(${B}bf_format_text(x), 'NULL')`),
];
