import { bind, isDecimal, isFloat, isZoned, MACRO_SCHEMA, type Macro, macro, once } from './macro.ts';

const B = `${MACRO_SCHEMA}.`;

/** Examples of the type that arithmetic on a and b has, and that their quotient has. */
const sum = 'coalesce($a, 0) + coalesce($b, 0)';
const product = `CASE WHEN FALSE THEN ${sum} END`;
const quotient = `CASE WHEN FALSE THEN ceil(${sum}) + 0.000000000 END`;

/** Billionths of a and b, and the sign of their product. */
const scaled = `{'u': abs(${B}bf_billionths(a)), 'v': abs(${B}bf_billionths(b)), 'n': sign(a) * sign(b)}`;

/** `s.u` * 10^9 / `s.v`, rounded, by three digits at a time, which 128 bits hold. HAVING takes `s.u` without brackets for a column. */
const thirds = bind(
  '{q: (s).u // (s).v, r: (s).u % (s).v}',
  't1',
  bind(
    '{q: (t1).q * 1000 + (t1).r * 1000 // (s).v, r: (t1).r * 1000 % (s).v}',
    't2',
    bind(
      '{q: (t2).q * 1000 + (t2).r * 1000 // (s).v, r: (t2).r * 1000 % (s).v}',
      't3',
      '(t3).q * 1000 + (t3).r * 1000 // (s).v + CASE WHEN (t3).r * 1000 % (s).v >= (s).v - (t3).r * 1000 % (s).v THEN 1 ELSE 0 END',
    ),
  ),
);

/** NULL where a quotient is beyond NUMERIC, as only a small divisor makes it. */
const safeRatio = `CASE WHEN abs($b) < 10000000000 THEN TRY(${B}bf_numeric_ratio($a, $b)) ELSE ${B}bf_numeric_ratio($a, $b) END`;

/** An example of the type that a whole number near x has. */
const near = 'CASE WHEN FALSE THEN ceil(coalesce($x, 0)) + 0.000000000 END';

/** Types: casts, guards and the exact forms of numbers. */
export const numberMacros: readonly Macro[] = [
  macro(
    'bf_float(x)',
    once(
      `CASE WHEN ${isDecimal('$x')} THEN error('a NUMERIC argument of this function is not supported on DuckDB') ELSE CAST($x AS DOUBLE) END`,
    ),
  ),
  macro(
    'bf_text(x)',
    once(
      `CASE WHEN ${isFloat('$x')} OR ${isDecimal('$x')} OR typeof($x) LIKE 'TIMESTAMP%' OR typeof($x) = 'TIME' THEN error('cast this value to STRING before it is joined to text') ELSE $x END`,
    ),
  ),
  macro(
    'bf_minus(x)',
    once(
      `CASE WHEN typeof($x) IN ('DATE', 'TIMESTAMP', 'TIME', 'TIMESTAMP WITH TIME ZONE') THEN error('the difference of two dates or times is not supported on DuckDB; use DATE_DIFF or TIMESTAMP_DIFF') ELSE $x END`,
    ),
  ),
  macro('bf_as(literal, x)', `cast_to_type(literal, CASE WHEN FALSE THEN ceil(coalesce(x, 0)) + 0.000000000 END)`),
  macro(
    'bf_billionths(x)',
    once(
      'CAST(trunc(CAST($x AS DECIMAL(38,9))) AS HUGEINT) * 1000000000 + CAST((CAST($x AS DECIMAL(38,9)) - trunc(CAST($x AS DECIMAL(38,9)))) * 1000000000 AS HUGEINT)',
    ),
  ),
  macro(
    'bf_of_billionths(w)',
    `CAST(w // 1000000000 AS DECIMAL(38,9)) + CAST(w % 1000000000 AS DECIMAL(18,0)) * 0.000000001`,
  ),
  macro(
    'bf_numeric_product(a, b)',
    bind(
      scaled,
      's',
      bind(
        `((s).u // 1000000000) * ((s).v // 1000000000) * 1000000000 + ((s).u // 1000000000) * ((s).v % 1000000000) + ((s).u % 1000000000) * ((s).v // 1000000000) + (((s).u % 1000000000) * ((s).v % 1000000000) + 500000000) // 1000000000`,
        'w',
        `${B}bf_of_billionths(w) * (s).n`,
      ),
    ),
  ),
  macro(
    'bf_mul(a, b)',
    once(
      `CASE WHEN ${isDecimal('$a')} AND ${isDecimal('$b')} THEN cast_to_type(CASE WHEN abs($a) < 10000000000 AND abs($b) < 10000000000 THEN cast_to_type($a * $b, ${product}) ELSE cast_to_type(${B}bf_numeric_product($a, $b), ${product}) END, ${product}) ELSE cast_to_type($a * $b, ${product}) END`,
    ),
  ),
  macro(
    'bf_numeric_ratio(a, b)',
    bind(
      scaled,
      's',
      bind(
        `CASE WHEN (s).u < 80000000000000000000000000000 AND (s).v < 10000000000000000000000000000000000000 THEN (2 * (s).u * 1000000000 + (s).v) // (2 * (s).v) ELSE ${thirds} END`,
        'w',
        `${B}bf_of_billionths(w) * (s).n`,
      ),
    ),
  ),
  macro(
    'bf_div(a, b)',
    once(
      `CASE WHEN $b = 0 AND $a IS NOT NULL THEN error('division by zero') WHEN ${isDecimal(sum)} THEN cast_to_type(${B}bf_numeric_ratio($a, $b), ${quotient}) ELSE cast_to_type($a / $b, ${quotient}) END`,
    ),
  ),
  macro(
    'bf_safe_divide(a, b)',
    once(
      `CASE WHEN $b = 0 THEN NULL WHEN ${isDecimal(sum)} THEN cast_to_type(${safeRatio}, ${quotient}) WHEN isinf(CAST($a AS DOUBLE) / CAST($b AS DOUBLE)) AND NOT isinf(CAST($a AS DOUBLE)) THEN NULL ELSE cast_to_type($a / $b, ${quotient}) END`,
    ),
  ),
  macro(
    'bf_divide_float(a, b)',
    once(
      `CASE WHEN $b = 0 AND $a IS NOT NULL THEN error('division by zero') ELSE CAST($a AS DOUBLE) / CAST($b AS DOUBLE) END`,
    ),
  ),
  macro(
    'bf_idiv(a, b)',
    once(
      `CASE WHEN ${isDecimal('$a')} OR ${isDecimal('$b')} THEN error('DIV of NUMERIC is not supported on DuckDB') WHEN $b = 0 AND $a IS NOT NULL THEN error('division by zero: DIV') ELSE cast_to_type($a // $b, ${product}) END`,
    ),
  ),
  macro(
    'bf_mod(a, b)',
    once(
      `CASE WHEN $b = 0 AND $a IS NOT NULL THEN error('division by zero: MOD') WHEN typeof($a) = 'BIGINT' AND $b = -1 THEN cast_to_type(CASE WHEN $a IS NOT NULL THEN 0 END, $a) ELSE $a % $b END`,
    ),
  ),
  macro(
    'bf_shift_left(a, n)',
    once(
      `CASE WHEN $n < 0 AND $a IS NOT NULL THEN error('a shift by a negative number') WHEN $n >= 64 AND $a IS NOT NULL THEN 0::BIGINT WHEN $n = 0 THEN $a ELSE CAST((((($a & (9223372036854775807 >> ($n - 1)))::HUGEINT << CAST($n AS HUGEINT)) + 9223372036854775808) % 18446744073709551616 - 9223372036854775808) AS BIGINT) END`,
    ),
  ),
  macro(
    'bf_shift_right(a, n)',
    once(
      `CASE WHEN $n < 0 AND $a IS NOT NULL THEN error('a shift by a negative number') WHEN $n >= 64 AND $a IS NOT NULL THEN 0::BIGINT WHEN $n = 0 THEN $a ELSE ($a >> $n) & (9223372036854775807 >> ($n - 1)) END`,
    ),
  ),
  macro(
    'bf_exp(x)',
    once(
      `CASE WHEN isinf(exp($x)) AND NOT isinf(CAST($x AS DOUBLE)) THEN error('a result beyond FLOAT64') ELSE exp($x) END`,
    ),
  ),
  macro(
    'bf_pow(x, y)',
    once(
      `CASE WHEN (isnan(pow($x, $y)) OR isinf(pow($x, $y))) AND NOT isnan(CAST($x AS DOUBLE)) AND NOT isinf(CAST($x AS DOUBLE)) AND NOT isnan(CAST($y AS DOUBLE)) AND NOT isinf(CAST($y AS DOUBLE)) THEN error('a result beyond FLOAT64') ELSE pow($x, $y) END`,
    ),
  ),
  macro('bf_ieee_divide(a, b)', `CAST(a AS DOUBLE) / CAST(b AS DOUBLE)`),
  macro(
    'bf_average(mean, total, n)',
    `CASE WHEN ${isDecimal('total')} THEN cast_to_type(${B}bf_numeric_ratio(total, n), CASE WHEN FALSE THEN ceil(total) + 0.000000000 END) ELSE cast_to_type(mean, CASE WHEN FALSE THEN ceil(total) + 0.000000000 END) END`,
  ),
  macro('bf_exact(x)', once("CASE WHEN abs($x) < 1e17 THEN CAST(printf('%.20f', $x) AS DECIMAL(38,20)) END")),
  macro(
    'bf_round_float(x, n)',
    once(
      `CASE WHEN abs($x) < 1e7 THEN CAST(round(CAST(printf('%.30f', abs($x)) AS DECIMAL(38,30)), n) AS DOUBLE) * (CASE WHEN starts_with(CAST($x AS VARCHAR), '-') THEN -1 ELSE 1 END) WHEN abs($x) < 1e17 THEN CAST(round(${B}bf_exact($x), n) AS DOUBLE) WHEN n < 0 AND abs($x) < 1e37 THEN CAST(round(CAST(CAST($x AS HUGEINT) AS DECIMAL(38,0)), n) AS DOUBLE) WHEN n < 0 AND NOT isnan($x) AND NOT isinf($x) THEN error('ROUND of so large a number is not supported on DuckDB') ELSE $x END`,
    ),
  ),
  macro(
    'bf_round(x, n)',
    once(
      `cast_to_type(CASE WHEN ${isDecimal('$x')} THEN CAST(round($x, n) AS VARCHAR) ELSE CAST(${B}bf_round_float(CAST($x AS DOUBLE), n) AS VARCHAR) END, ${near})`,
    ),
  ),
  macro('bf_round_0(x)', once(`cast_to_type(round($x), ${near})`)),
  macro('bf_trunc(x)', once(`cast_to_type(trunc($x), ${near})`)),
  macro('bf_ceil(x)', once(`cast_to_type(ceil($x), ${near})`)),
  macro('bf_floor(x)', once(`cast_to_type(floor($x), ${near})`)),
  macro(
    'bf_sign(x)',
    once(
      `CASE WHEN ${isFloat('$x')} AND isnan(CAST($x AS DOUBLE)) THEN $x ELSE cast_to_type(sign($x), CASE WHEN FALSE THEN coalesce($x, 0) END) END`,
    ),
  ),
  macro(
    'bf_range_bucket(x, a)',
    once('CASE WHEN $x IS NOT NULL AND $a IS NOT NULL THEN len(list_filter($a, lambda v: v <= $x)) END'),
  ),
  macro(
    'bf_numeric_of_float(x)',
    once(
      `CASE WHEN isnan($x) OR isinf($x) THEN error('a NaN or infinity is no NUMERIC') WHEN abs($x) < 1e17 THEN CAST(${B}bf_exact($x) AS DECIMAL(38,9)) ELSE CAST(CAST($x AS HUGEINT) AS DECIMAL(38,9)) END`,
    ),
  ),
  macro(
    'bf_cast_numeric(x)',
    bind(
      'x',
      'v',
      `CASE WHEN ${isFloat('v')} THEN ${B}bf_numeric_of_float(CAST(CAST(v AS VARCHAR) AS DOUBLE)) WHEN typeof(v) = 'VARCHAR' AND NOT regexp_full_match(CAST(v AS VARCHAR), '\\s*[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?\\s*') THEN error('not a NUMERIC: ' || CAST(v AS VARCHAR)) ELSE CAST(v AS DECIMAL(38,9)) END`,
    ),
  ),
  macro(
    'bf_cast_int64(x)',
    bind(
      'x',
      'v',
      `CASE WHEN ${isFloat('v')} THEN CAST(round(CAST(CAST(v AS VARCHAR) AS DOUBLE)) AS BIGINT) WHEN typeof(v) <> 'VARCHAR' THEN CAST(v AS BIGINT) WHEN regexp_full_match(CAST(v AS VARCHAR), '\\s*[+-]?(?:[0-9]+|0[xX][0-9a-fA-F]+)\\s*') THEN CAST(trim(CAST(v AS VARCHAR), E' \\t\\n\\r\\x0b\\f') AS BIGINT) WHEN v IS NOT NULL THEN error('not an INT64: ' || CAST(v AS VARCHAR)) END`,
    ),
  ),
  macro(
    'bf_cast_float64(x)',
    bind(
      'x',
      'v',
      `CASE WHEN typeof(v) = 'VARCHAR' THEN CASE WHEN regexp_full_match(CAST(v AS VARCHAR), '(?i)\\s*[+-]?(?:[0-9]+\\.?[0-9]*(?:e[+-]?[0-9]+)?|\\.[0-9]+(?:e[+-]?[0-9]+)?|inf|infinity|nan)\\s*') THEN CAST(trim(CAST(v AS VARCHAR), E' \\t\\n\\r\\x0b\\f') AS DOUBLE) WHEN v IS NOT NULL THEN error('not a FLOAT64: ' || CAST(v AS VARCHAR)) END ELSE CAST(v AS DOUBLE) END`,
    ),
  ),
  macro(
    'bf_cast_bool(x)',
    bind(
      'x',
      'v',
      `CASE WHEN typeof(v) = 'VARCHAR' THEN CASE lower(CAST(v AS VARCHAR)) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE ELSE CASE WHEN v IS NOT NULL THEN error('not a BOOL: ' || CAST(v AS VARCHAR)) END END ELSE CAST(v AS BOOLEAN) END`,
    ),
  ),
  macro(
    'bf_float_text(x)',
    once(
      `CASE WHEN isnan($x) THEN 'nan' WHEN $x = 0 THEN '0' WHEN isinf($x) THEN CASE WHEN $x > 0 THEN 'inf' ELSE '-inf' END WHEN CAST(printf('%.15g', $x) AS DOUBLE) = $x THEN printf('%.15g', $x) ELSE printf('%.17g', $x) END`,
    ),
  ),
  macro(
    'bf_seconds_text(s)',
    `regexp_replace(regexp_replace(regexp_replace(s, '(\\.[0-9]{3})([0-9]{1,3})', '\\1\\2000'), '(\\.[0-9]{6})0+', '\\1'), '(\\.[0-9]{1,2})($|[+-])', '\\100\\2')`,
  ),
  macro(
    'bf_cast_string(x)',
    bind(
      'x',
      'v',
      `CASE WHEN ${isFloat('v')} THEN ${B}bf_float_text(CAST(CAST(v AS VARCHAR) AS DOUBLE)) WHEN ${isDecimal('v')} THEN regexp_replace(regexp_replace(CAST(v AS VARCHAR), '(\\.[0-9]*?)0+$', '\\1'), '\\.$', '') WHEN typeof(v) = 'BLOB' THEN decode(CAST(CAST(v AS VARCHAR) AS BLOB)) WHEN ${isZoned('v')} THEN ${B}bf_moment_text(timezone('UTC', CAST(v AS TIMESTAMPTZ))) || '+00' WHEN typeof(v) = 'TIMESTAMP' THEN ${B}bf_moment_text(CAST(CAST(v AS VARCHAR) AS TIMESTAMP)) WHEN typeof(v) = 'TIME' THEN ${B}bf_moment_text(CAST('2000-01-01 ' || CAST(v AS VARCHAR) AS TIMESTAMP))[12:] WHEN typeof(v) IN ('JSON', 'INTERVAL') OR typeof(v) LIKE '%]' OR typeof(v) LIKE 'STRUCT%' THEN error('a value of this type cannot be cast to STRING') ELSE CAST(v AS VARCHAR) END`,
    ),
  ),
  macro(
    'bf_not_negative(x)',
    once(
      `CASE WHEN $x < 0 THEN error('FORMAT of a negative number in another base is not supported on DuckDB') ELSE CAST($x AS BIGINT) END`,
    ),
  ),
  macro(
    'bf_format_text(x)',
    once(
      `CASE WHEN ${isFloat('$x')} OR ${isDecimal('$x')} THEN error('FORMAT %t of this type is not supported on DuckDB') ELSE coalesce(${B}bf_cast_string($x), 'NULL') END`,
    ),
  ),
];
