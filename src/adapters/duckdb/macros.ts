/**
 * DuckDB macros that give GoogleSQL functions their GoogleSQL meaning where DuckDB's own differ. They live in a schema of
 * the database file, so that views keep working when somebody else opens it. Bodies use only functions of DuckDB itself
 * and macros above them. `let` stands for a value used more than once: `list_transform([x], lambda v: ..)[1]`. No parameter of
 * a macro stands within a lambda: a column of the lambda's name in an argument would be taken for its variable.
 * A result whose type follows an argument's is made with cast_to_type(value, example); examples are kept from being a
 * constant NULL, which has no type in DuckDB.
 */

import { checkedMacros } from './checked-macros.ts';
import { fingerprintMacros } from './fingerprint.ts';
import { bind, MACRO_SCHEMA, type Macro, macro, once } from './macro.ts';
import { systemMacros } from './system.ts';

export { MACRO_SCHEMA, type Macro } from './macro.ts';

const B = `${MACRO_SCHEMA}.`;
const isDecimal = (x: string): string => `starts_with(typeof(${x}), 'DECIMAL')`;
const isZoned = (x: string): string => `typeof(${x}) = 'TIMESTAMP WITH TIME ZONE'`;
const isFloat = (x: string): string => `typeof(${x}) IN ('DOUBLE', 'FLOAT')`;
const digits = '[0-9]{1,2}';
const year = '(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)';
/** A time of day as GoogleSQL reads it; DuckDB reads 24:00:00, too. */
const clock = '(?:[01]?[0-9]|2[0-3]):[0-5]?[0-9]:[0-5]?[0-9](?:\\.[0-9]{0,6})?';
const zone = '(?: ?(?:[+-][0-9]{1,2}(?::[0-9]{2})?|[Zz])| [A-Za-z]+(?:[/_][A-Za-z_]+)*)';

/** Examples of the type that arithmetic on a and b has, and that their quotient has. */
const sum = 'coalesce($a, 0) + coalesce($b, 0)';
const product = `CASE WHEN FALSE THEN ${sum} END`;
const quotient = `CASE WHEN FALSE THEN ceil(${sum}) + 0.000000000 END`;

/** Billionths of a and b, and the sign of their product. */
const scaled = `{'u': abs(${B}bf_billionths(a)), 'v': abs(${B}bf_billionths(b)), 'n': sign(a) * sign(b)}`;

/** `s.u` * 10^9 / `s.v`, rounded, by three digits at a time, which 128 bits hold. */
const thirds = bind(
  '{q: s.u // s.v, r: s.u % s.v}',
  't1',
  bind(
    '{q: t1.q * 1000 + t1.r * 1000 // s.v, r: t1.r * 1000 % s.v}',
    't2',
    bind(
      '{q: t2.q * 1000 + t2.r * 1000 // s.v, r: t2.r * 1000 % s.v}',
      't3',
      't3.q * 1000 + t3.r * 1000 // s.v + CASE WHEN t3.r * 1000 % s.v >= s.v - t3.r * 1000 % s.v THEN 1 ELSE 0 END',
    ),
  ),
);

/** NULL where a quotient is beyond NUMERIC, as only a small divisor makes it. */
const safeRatio = `CASE WHEN abs($b) < 10000000000 THEN TRY(${B}bf_numeric_ratio($a, $b)) ELSE ${B}bf_numeric_ratio($a, $b) END`;

/** An example of the type that a whole number near x has. */
const near = 'CASE WHEN FALSE THEN ceil(coalesce($x, 0)) + 0.000000000 END';

/** Types: casts, guards and the exact forms of numbers. */
const types: readonly Macro[] = [
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
        `(s.u // 1000000000) * (s.v // 1000000000) * 1000000000 + (s.u // 1000000000) * (s.v % 1000000000) + (s.u % 1000000000) * (s.v // 1000000000) + ((s.u % 1000000000) * (s.v % 1000000000) + 500000000) // 1000000000`,
        'w',
        `${B}bf_of_billionths(w) * s.n`,
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
        `CASE WHEN s.u < 80000000000000000000000000000 AND s.v < 10000000000000000000000000000000000000 THEN (2 * s.u * 1000000000 + s.v) // (2 * s.v) ELSE ${thirds} END`,
        'w',
        `${B}bf_of_billionths(w) * s.n`,
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
      `CASE WHEN ${isDecimal('$a')} OR ${isDecimal('$b')} THEN error('DIV of NUMERIC is not supported on DuckDB') WHEN $b = 0 AND $a IS NOT NULL THEN error('division by zero: DIV') ELSE $a // $b END`,
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
      `CASE WHEN ${isFloat('v')} THEN ${B}bf_numeric_of_float(CAST(CAST(v AS VARCHAR) AS DOUBLE)) ELSE CAST(v AS DECIMAL(38,9)) END`,
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

/** The earlier of the instants that a clock shows as `biform_local`; `biform_later` is the one that DuckDB takes. */
const instant = bind(
  'timezone(tz, biform_local)',
  'biform_later',
  `CASE ${['1 HOUR', '30 MINUTE']
    .map(
      (back) =>
        `WHEN timezone(tz, biform_later - INTERVAL ${back}) = biform_local THEN biform_later - INTERVAL ${back}`,
    )
    .join(' ')} ELSE biform_later END`,
);

/** Dates and times. `naive` is the civil time in UTC of any date or time. */
const times: readonly Macro[] = [
  macro(
    'bf_moment_text(t)',
    once(
      `strftime($t, '%Y-%m-%d %H:%M:%S') || CASE WHEN epoch_us($t) % 1000000 = 0 THEN '' WHEN epoch_us($t) % 1000 = 0 THEN strftime($t, '.%g') ELSE strftime($t, '.%f') END`,
    ),
  ),
  macro(
    'bf_naive(x)',
    once(`CASE WHEN ${isZoned('$x')} THEN timezone('UTC', CAST($x AS TIMESTAMPTZ)) ELSE CAST($x AS TIMESTAMP) END`),
  ),
  macro('bf_from_year_one(x)', once("CASE WHEN year($x) < 1 THEN error('a date before the year 1') ELSE $x END")),
  macro('bf_to_micros(x)', "regexp_replace(x, '([.][0-9]{6})[0-9]+', '\\1')"),
  macro(
    'bf_with_offset(x)',
    once(
      "CASE WHEN NOT regexp_full_match($x, '(?s).*(?:Z|[+-](?:(?:0[0-9]|1[0-3])(?::?[0-5][0-9])?|14(?::?00)?))') THEN error('no offset from UTC: ' || $x) WHEN ends_with($x, 'Z') THEN left($x, length($x) - 1) || '+00:00' ELSE $x END",
    ),
  ),
  macro(
    'bf_since_epoch(micros)',
    once(
      "CASE WHEN $micros < -62135596800000000 OR $micros > 253402300799999999 THEN error('a TIMESTAMP beyond the years 1 to 9999') ELSE make_timestamptz($micros) END",
    ),
  ),
  macro('bf_date(x)', `CAST(${B}bf_naive(x) AS DATE)`),
  macro(
    'bf_cast_date(x)',
    once(
      `CASE WHEN typeof($x) = 'VARCHAR' AND NOT regexp_full_match(CAST($x AS VARCHAR), '${year}-${digits}-${digits}') THEN error('not a DATE: ' || CAST($x AS VARCHAR)) WHEN typeof($x) = 'VARCHAR' THEN CAST(CAST($x AS VARCHAR) AS DATE) ELSE ${B}bf_date($x) END`,
    ),
  ),
  macro(
    'bf_cast_datetime(x)',
    once(
      `CASE WHEN typeof($x) = 'VARCHAR' AND NOT regexp_full_match(CAST($x AS VARCHAR), '${year}-${digits}-${digits}(?:[ Tt]${clock})?') THEN error('not a DATETIME: ' || CAST($x AS VARCHAR)) WHEN typeof($x) = 'VARCHAR' THEN CAST(CAST($x AS VARCHAR) AS TIMESTAMP) ELSE ${B}bf_naive($x) END`,
    ),
  ),
  macro('bf_instant(local, tz)', bind('local', 'biform_local', instant)),
  macro(
    'bf_text_timestamp(s, tz)',
    once(
      `CASE WHEN NOT regexp_full_match($s, '${year}-${digits}-${digits}(?:[ Tt]${clock})?${zone}?') THEN error('not a TIMESTAMP: ' || $s) WHEN regexp_matches($s, '^[0-9]{4}-${digits}-${digits}(?:[ Tt][0-9:.]+)?$') THEN ${B}bf_instant(CAST($s AS TIMESTAMP), tz) ELSE CAST($s AS TIMESTAMPTZ) END`,
    ),
  ),
  macro(
    'bf_timestamp_in(x, tz)',
    once(
      `CASE WHEN ${isZoned('$x')} THEN CAST($x AS TIMESTAMPTZ) WHEN typeof($x) = 'VARCHAR' THEN ${B}bf_text_timestamp(regexp_replace(CAST($x AS VARCHAR), '^0([0-9]{4}-)', '\\1'), tz) ELSE ${B}bf_instant(CAST($x AS TIMESTAMP), tz) END`,
    ),
  ),
  macro(
    'bf_timestamp(x)',
    once(
      `CASE WHEN ${isZoned('$x')} THEN CAST($x AS TIMESTAMPTZ) WHEN typeof($x) = 'VARCHAR' THEN ${B}bf_text_timestamp(regexp_replace(CAST($x AS VARCHAR), '^0([0-9]{4}-)', '\\1'), 'UTC') ELSE timezone('UTC', CAST($x AS TIMESTAMP)) END`,
    ),
  ),
  macro(
    'bf_cast_time(x)',
    once(
      `CASE WHEN typeof($x) = 'VARCHAR' AND NOT regexp_full_match(CAST($x AS VARCHAR), '${clock}') THEN error('not a TIME: ' || CAST($x AS VARCHAR)) WHEN typeof($x) IN ('TIME', 'VARCHAR') THEN CAST(CAST($x AS VARCHAR) AS TIME) ELSE CAST(${B}bf_naive($x) AS TIME) END`,
    ),
  ),
  macro(
    'bf_time_of(h, m, s)',
    once(
      "CASE WHEN $h NOT BETWEEN 0 AND 23 OR $m NOT BETWEEN 0 AND 59 OR $s NOT BETWEEN 0 AND 60 THEN error('not a time of a day') ELSE make_time($h, $m, 0.0::DOUBLE) + to_seconds($s) END",
    ),
  ),
  macro(
    'bf_date_of(y, m, d)',
    once("CASE WHEN $y NOT BETWEEN 1 AND 9999 THEN error('not a year of a DATE') ELSE make_date($y, $m, $d) END"),
  ),
  macro('bf_add(x, i)', once('cast_to_type($x + $i, $x)')),
  macro('bf_sub(x, i)', once('cast_to_type($x - $i, $x)')),
  macro(
    'bf_week(x, k)',
    bind(
      `${B}bf_naive(x)`,
      'biform_day',
      'CAST(biform_day AS DATE) - CAST((dayofweek(biform_day) - k + 7) % 7 AS INTEGER)',
    ),
  ),
  macro('bf_isoyear(x)', `CAST(date_trunc('week', make_date(CAST(isoyear(${B}bf_naive(x)) AS BIGINT), 1, 4)) AS DATE)`),
  macro('bf_trunc_part(x, part)', once(`cast_to_type(date_trunc(part, ${B}bf_naive($x)), $x)`)),
  macro('bf_trunc_week(x, k)', once(`cast_to_type(${B}bf_week($x, k), $x)`)),
  macro('bf_trunc_isoyear(x)', once(`cast_to_type(${B}bf_isoyear($x), $x)`)),
  macro('bf_zone_trunc(x, part, tz)', `${B}bf_instant(date_trunc(part, timezone(tz, x)), tz)`),
  macro('bf_zone_trunc_clock(x, part, tz)', once('$x - (timezone(tz, $x) - date_trunc(part, timezone(tz, $x)))')),
  macro('bf_zone_trunc_week(x, k, tz)', `${B}bf_instant(CAST(${B}bf_week(timezone(tz, x), k) AS TIMESTAMP), tz)`),
  macro('bf_zone_trunc_isoyear(x, tz)', `${B}bf_instant(CAST(${B}bf_isoyear(timezone(tz, x)) AS TIMESTAMP), tz)`),
  macro('bf_diff(a, b, part)', `date_diff(part, ${B}bf_naive(b), ${B}bf_naive(a))`),
  macro('bf_diff_week(a, b, k)', `date_diff('day', ${B}bf_week(b, k), ${B}bf_week(a, k)) // 7`),
  macro('bf_diff_isoyear(a, b)', `isoyear(${B}bf_naive(a)) - isoyear(${B}bf_naive(b))`),
  macro('bf_elapsed(a, b, unit)', `(epoch_us(a) - epoch_us(b)) // unit`),
  macro('bf_time_diff(a, b, unit)', `epoch_us(a) // unit - epoch_us(b) // unit`),
  macro('bf_week_number(x, k)', once('(CAST(dayofyear($x) AS BIGINT) + 6 - (dayofweek($x) - k + 7) % 7) // 7')),
  macro(
    'bf_last_day(x, part)',
    `CAST(date_trunc(part, ${B}bf_naive(x)) + (CASE part WHEN 'year' THEN INTERVAL 1 YEAR WHEN 'quarter' THEN INTERVAL 3 MONTH ELSE INTERVAL 1 MONTH END) - INTERVAL 1 DAY AS DATE)`,
  ),
  macro('bf_last_day_week(x, k)', `${B}bf_week(x, k) + 6`),
  macro(
    'bf_last_day_isoyear(x)',
    `CAST(date_trunc('week', make_date(CAST(isoyear(${B}bf_naive(x)) AS BIGINT) + 1, 1, 4)) AS DATE) - 1`,
  ),
  macro(
    'bf_unix(t, unit)',
    bind('epoch_us(t)', 'biform_us', '(biform_us - ((biform_us % unit) + unit) % unit) // unit'),
  ),
  macro(
    'bf_dates(a, b, step)',
    once(
      "CASE WHEN CAST($a AS TIMESTAMP) + $step = CAST($a AS TIMESTAMP) AND $b IS NOT NULL THEN error('GENERATE_DATE_ARRAY with a step of zero') ELSE list_transform(generate_series(CAST($a AS TIMESTAMP), CAST($b AS TIMESTAMP), $step), lambda d: CAST(d AS DATE)) END",
    ),
  ),
];

const whiteSpace = `E' \\t\\n\\r' || chr(11) || chr(12) || chr(133) || chr(160) || chr(5760) || chr(8192) || chr(8193) || chr(8194) || chr(8195) || chr(8196) || chr(8197) || chr(8198) || chr(8199) || chr(8200) || chr(8201) || chr(8202) || chr(8232) || chr(8233) || chr(8239) || chr(8287) || chr(12288)`;

/** Text and bytes. */
const strings: readonly Macro[] = [
  macro('bf_trim(x)', `trim(x, ${whiteSpace})`),
  macro('bf_ltrim(x)', `ltrim(x, ${whiteSpace})`),
  macro('bf_rtrim(x)', `rtrim(x, ${whiteSpace})`),
  macro(
    'bf_upper(x)',
    once(
      `CASE WHEN regexp_matches($x, '[ŉǰΐΰևẖ-ẚẞﬀ-ﬆﬓ-ﬗᾀ-᾿ὐὒὔὖᾲ-ᾼῂ-ῌῒ-ῗῢ-ῧῲ-ῼ]') THEN error('UPPER of this letter is not supported on DuckDB') ELSE upper(replace($x, 'ß', 'SS')) END`,
    ),
  ),
  macro(
    'bf_lower(x)',
    once(
      `CASE WHEN contains($x, 'Σ') THEN error('LOWER of a capital sigma is not supported on DuckDB') ELSE lower(replace($x, 'İ', 'i' || chr(775))) END`,
    ),
  ),
  macro('bf_substr(x, p)', once(`substring($x, CASE WHEN $p = 0 OR $p < -length($x) THEN 1 ELSE $p END)`)),
  macro(
    'bf_substr_n(x, p, n)',
    once(
      `CASE WHEN $n < 0 AND $x IS NOT NULL AND $p IS NOT NULL THEN error('SUBSTR with a negative length') ELSE substring($x, CASE WHEN $p = 0 OR $p < -length($x) THEN 1 ELSE $p END, $n) END`,
    ),
  ),
  macro(
    'bf_left(x, n)',
    once(`CASE WHEN $n < 0 AND $x IS NOT NULL THEN error('LEFT with a negative length') ELSE left($x, $n) END`),
  ),
  macro(
    'bf_right(x, n)',
    once(`CASE WHEN $n < 0 AND $x IS NOT NULL THEN error('RIGHT with a negative length') ELSE right($x, $n) END`),
  ),
  macro(
    'bf_lpad(x, n, f)',
    once(
      `CASE WHEN ($n < 0 OR $f = '') AND $x IS NOT NULL AND $n IS NOT NULL AND $f IS NOT NULL THEN error('LPAD with a negative length or an empty pattern') ELSE lpad($x, CAST($n AS INTEGER), $f) END`,
    ),
  ),
  macro(
    'bf_rpad(x, n, f)',
    once(
      `CASE WHEN ($n < 0 OR $f = '') AND $x IS NOT NULL AND $n IS NOT NULL AND $f IS NOT NULL THEN error('RPAD with a negative length or an empty pattern') ELSE rpad($x, CAST($n AS INTEGER), $f) END`,
    ),
  ),
  macro(
    'bf_ascii(x)',
    once(`CASE WHEN unicode($x) > 127 THEN error('ASCII of a letter beyond ASCII') ELSE CAST(ascii($x) AS BIGINT) END`),
  ),
  macro('bf_unicode(x)', once(`CASE WHEN $x = '' THEN 0 ELSE CAST(unicode($x) AS BIGINT) END`)),
  macro(
    'bf_repeat(x, n)',
    once(`CASE WHEN $n < 0 AND $x IS NOT NULL THEN error('REPEAT with a negative count') ELSE repeat($x, $n) END`),
  ),
  macro('bf_regexp_extract(x, r, g)', once('CASE WHEN regexp_matches($x, r) THEN regexp_extract($x, r, g) END')),
  macro('bf_no_gaps(a)', `list_transform(a, lambda v: coalesce(v, ''))`),
  macro(
    'bf_code_points(x)',
    once(
      "CASE WHEN $x IS NOT NULL THEN list_transform(CASE WHEN $x = '' THEN [] ELSE string_split($x, '') END, lambda c: CAST(unicode(c) AS BIGINT)) END",
    ),
  ),
  macro(
    'bf_from_code_points(a)',
    once(
      "CASE WHEN len(list_filter($a, lambda c: c IS NULL)) = 0 THEN array_to_string(list_transform($a, lambda c: chr(CAST(c AS INTEGER))), '') END",
    ),
  ),
  macro(
    'bf_initcap(x)',
    `array_to_string(list_transform(regexp_extract_all(lower(x), '[^\\s\\[\\](){}/|<>!?@"^#$&~_,.:;*%+\\-]+|[\\s\\[\\](){}/|<>!?@"^#$&~_,.:;*%+\\-]+'), lambda w: upper(w[1:1]) || w[2:]), '')`,
  ),
];

/** JSON in text or JSON columns. A text that is no JSON counts as NULL, as in GoogleSQL. */
const json: readonly Macro[] = [
  macro('bf_json(x)', once('CASE WHEN json_valid($x) THEN CAST($x AS JSON) END')),
  macro(
    'bf_json_value(x, p)',
    bind(
      `json_extract(${B}bf_json(x), p)`,
      'v',
      `CASE WHEN json_type(v) NOT IN ('OBJECT', 'ARRAY', 'NULL') THEN json_extract_string(v, '$') END`,
    ),
  ),
  macro(
    'bf_json_query(x, p)',
    once(
      `cast_to_type(CASE WHEN typeof($x) = 'JSON' THEN json_extract(${B}bf_json($x), p) ELSE ${bind(`json_extract(${B}bf_json($x), p)`, 'v', `CASE WHEN json_type(v) <> 'NULL' THEN v END`)} END, $x)`,
    ),
  ),
  macro(
    'bf_json_array(x, p)',
    once(
      `cast_to_type(${bind(`json_extract(${B}bf_json($x), p)`, 'v', `list_transform(CAST(CASE WHEN json_type(v) = 'ARRAY' THEN v END AS JSON[]), lambda e: coalesce(e, CAST('null' AS JSON)))`)}, [$x])`,
    ),
  ),
  macro(
    'bf_json_value_array(x, p)',
    bind(
      `json_extract(${B}bf_json(x), p)`,
      'j',
      `CASE WHEN json_type(j) = 'ARRAY' AND len(list_filter(CAST(j AS JSON[]), lambda v: json_type(v) IN ('OBJECT', 'ARRAY'))) = 0 THEN list_transform(CAST(j AS JSON[]), lambda v: json_extract_string(v, '$')) END`,
    ),
  ),
  macro(
    'bf_parse_json(x)',
    once("CASE WHEN json_valid($x) THEN CAST(json($x) AS JSON) WHEN $x IS NOT NULL THEN error('not a JSON text') END"),
  ),
  macro(
    'bf_json_type(x)',
    once(
      "CASE json_type($x) WHEN 'VARCHAR' THEN 'string' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' WHEN 'BOOLEAN' THEN 'boolean' ELSE lower(json_type($x)) END",
    ),
  ),
  macro(
    'bf_json_string(x)',
    once(
      `CASE WHEN json_type($x) = 'VARCHAR' THEN json_extract_string($x, '$') WHEN $x IS NOT NULL THEN error('the JSON value is not a string') END`,
    ),
  ),
  macro(
    'bf_json_bool(x)',
    once(
      `CASE WHEN json_type($x) = 'BOOLEAN' THEN CAST($x AS BOOLEAN) WHEN $x IS NOT NULL THEN error('the JSON value is not a boolean') END`,
    ),
  ),
  macro(
    'bf_json_int64(x)',
    once(
      `CASE WHEN json_type($x) IN ('UBIGINT', 'BIGINT') THEN CAST($x AS BIGINT) WHEN json_type($x) = 'DOUBLE' AND CAST($x AS DOUBLE) = trunc(CAST($x AS DOUBLE)) THEN CAST(CAST($x AS DOUBLE) AS BIGINT) WHEN $x IS NOT NULL THEN error('the JSON value is not an integer') END`,
    ),
  ),
  macro(
    'bf_json_float64(x)',
    once(
      `CASE WHEN json_type($x) IN ('UBIGINT', 'BIGINT', 'DOUBLE') THEN CAST($x AS DOUBLE) WHEN $x IS NOT NULL THEN error('the JSON value is not a number') END`,
    ),
  ),
  macro(
    'bf_to_json_string(x)',
    once(
      `CASE WHEN regexp_matches(typeof($x), 'DOUBLE|FLOAT|DECIMAL|TIMESTAMP|TIME|BLOB|INTERVAL|HUGEINT') THEN error('TO_JSON_STRING of values of this type is not supported on DuckDB') WHEN $x IS NULL THEN 'null' ELSE ${bind('CAST(to_json($x) AS VARCHAR)', 's', `CASE WHEN regexp_matches(s, '(?:^|[:\\[,])-?[0-9]{16,}') THEN error('TO_JSON_STRING of an INT64 beyond 2^53 is not supported on DuckDB') WHEN regexp_matches(s, '[\\\\]u00[01][A-F]') THEN error('TO_JSON_STRING of this control character is not supported on DuckDB') ELSE s END`)} END`,
    ),
  ),
];

/** Arrays. */
const arrays: readonly Macro[] = [
  macro(
    'bf_at(a, i)',
    once(
      `CASE WHEN $a IS NULL OR $i IS NULL THEN NULL WHEN $i < 0 OR $i >= len($a) THEN error('array index ' || $i || ' is out of bounds') ELSE $a[$i + 1] END`,
    ),
  ),
  macro(
    'bf_in(x, a)',
    once(
      `CASE WHEN $x IS NULL THEN CASE WHEN len($a) > 0 THEN NULL ELSE FALSE END WHEN $a IS NULL OR len($a) = 0 THEN FALSE WHEN list_contains($a, $x) THEN TRUE WHEN len(list_filter($a, lambda v: v IS NULL)) > 0 THEN NULL ELSE FALSE END`,
    ),
  ),
  macro('bf_safe_at(a, i)', once(`CASE WHEN $i >= 0 AND $i < len($a) THEN $a[$i + 1] END`)),
  macro('bf_filled(a, n)', once('CASE WHEN $n IS NOT NULL THEN list_transform($a, lambda v: coalesce(v, $n)) END')),
  macro('bf_first(a)', once(`CASE WHEN len($a) = 0 THEN error('ARRAY_FIRST of an empty array') ELSE $a[1] END`)),
  macro('bf_last(a)', once(`CASE WHEN len($a) = 0 THEN error('ARRAY_LAST of an empty array') ELSE $a[-1] END`)),
];

/** Every macro of a value, in an order in which each needs only those before it. */
export const macros: readonly Macro[] = [
  ...times.slice(0, 1),
  ...types,
  ...times.slice(1),
  ...strings,
  ...json,
  ...arrays,
  ...checkedMacros,
  ...fingerprintMacros,
];

/** Those of tables, too. */
export const allMacros: readonly Macro[] = [...macros, ...systemMacros];

/** Names that generated SQL may call, with their schema. */
export const macroNames: ReadonlySet<string> = new Set(allMacros.map(({ name }) => `${B}${name}`));

/** The statements that put the schema and all macros into a database; running them again changes nothing. */
export function macroScript(): readonly string[] {
  return [
    `CREATE SCHEMA IF NOT EXISTS ${MACRO_SCHEMA}`,
    ...allMacros.map(({ name, parameters, body }) => `CREATE OR REPLACE MACRO ${B}${name}(${parameters}) AS ${body}`),
  ];
}
