import { bind, isZoned, MACRO_SCHEMA, type Macro, macro, once } from './macro.ts';

const B = `${MACRO_SCHEMA}.`;
const digits = '[0-9]{1,2}';
const year = '(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)';
/** A time of day as GoogleSQL reads it; DuckDB reads 24:00:00, too. */
const clock = '(?:[01]?[0-9]|2[0-3]):[0-5]?[0-9]:[0-5]?[0-9](?:\\.[0-9]{0,6})?';
const zone = '(?: ?(?:[+-][0-9]{1,2}(?::[0-9]{2})?|[Zz])| [A-Za-z]+(?:[/_][A-Za-z_]+)*)';

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
export const timeMacros: readonly Macro[] = [
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
