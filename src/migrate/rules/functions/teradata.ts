import { type FunctionTable, keep, person, to } from './rule.ts';
import { oracleFormats, texts, trims } from './shared.ts';

const ordered = 'Ordered analytical functions of old Teradata read as OVER (...).';

/** Source: Teradata "SQL Functions, Expressions, and Predicates". */
export const teradata: FunctionTable = {
  ...texts,
  ...trims,
  ...oracleFormats,
  ADD_MONTHS: [to(2, 'DATE_ADD($1, INTERVAL %2 MONTH)', 'add_months($1, $2)')],
  CHARACTERS: [to(1, 'CHAR_LENGTH($1)')],
  CHARS: [to(1, 'CHAR_LENGTH($1)')],
  CARDINALITY: [to(1, 'ARRAY_LENGTH($1)', 'array_size($1)')],
  MAX_BY: [keep(2)],
  MIN_BY: [keep(2)],
  CSUM: [person('CSUM is a running sum.', 'SUM(x) OVER (ORDER BY y ROWS UNBOUNDED PRECEDING).')],
  CASE_N: [person('CASE_N gives the number of the first true condition.', 'CASE WHEN c1 THEN 1 WHEN c2 THEN 2 END.')],
  CONCAT: [to([1, 99], 'CONCAT($*)', 'concat($*)')],
  DAYOFWEEK: [person('Days of the week are numbered by the calendar of the session.')],
  EDITDISTANCE: [to(2, 'EDIT_DISTANCE($1, $2)', 'levenshtein($1, $2)')],
  HASHAMP: [person('Where a row is stored has no meaning here.')],
  HASHBUCKET: [person('Where a row is stored has no meaning here.')],
  HASHROW: [
    person(
      'Hashes of Teradata cannot be made elsewhere.',
      'FARM_FINGERPRINT(TO_JSON_STRING(STRUCT(a, b))), stored anew.',
    ),
  ],
  INDEX: [to(2, 'STRPOS($1, $2)', 'instr($1, $2)')],
  LAST_DAY: [to(1, 'LAST_DAY($1)', 'last_day($1)')],
  LENGTH: [to(1, 'LENGTH($1)')],
  LOG: [to(1, 'LOG10($1)', 'log10($1)')],
  MAVG: [person(ordered, 'AVG(x) OVER (ORDER BY y ROWS n - 1 PRECEDING).')],
  MDIFF: [person(ordered, 'x - LAG(x, n) OVER (ORDER BY y).')],
  MEDIAN: [
    person(
      'BigQuery has no exact median as an aggregate.',
      'PERCENTILE_CONT(x, 0.5) OVER (PARTITION BY ...), or APPROX_QUANTILES.',
    ),
  ],
  MLINREG: [person(ordered)],
  MSUM: [person(ordered, 'SUM(x) OVER (ORDER BY y ROWS n - 1 PRECEDING).')],
  MONTHS_BETWEEN: [
    person('MONTHS_BETWEEN gives fractions of 31 days.', 'DATE_DIFF(a, b, MONTH) counts boundaries of months.'),
  ],
  NEXT_DAY: [
    person(
      'BigQuery has no NEXT_DAY.',
      'DATE_ADD(d, INTERVAL MOD(weekday - EXTRACT(DAYOFWEEK FROM d) + 6, 7) + 1 DAY).',
    ),
  ],
  NULLIFZERO: [to(1, 'NULLIF($1, 0)')],
  NVL: [to(2, 'IFNULL($1, $2)', 'nvl($1, $2)')],
  OREPLACE: [to(3, 'REPLACE($1, $2, $3)'), to(2, "REPLACE($1, $2, '')")],
  OTRANSLATE: [to(3, 'TRANSLATE($1, $2, $3)')],
  QUANTILE: [person(ordered, 'NTILE(n) OVER (ORDER BY x) - 1.')],
  RANDOM: [
    to(2, 'CAST(FLOOR(RAND() * (%2 - %1 + 1)) AS INT64) + %1', 'CAST(floor(rand() * (%2 - %1 + 1)) AS INT) + %1'),
  ],
  RANGE_N: [person('RANGE_N gives the number of a range.')],
  REGEXP_SIMILAR: [
    to(
      2,
      "CAST(REGEXP_CONTAINS($1, CONCAT('^(?:', $2, ')$')) AS INT64)",
      "CAST(rlike($1, concat('^(?:', $2, ')$')) AS INT)",
    ),
  ],
  REGR_SLOPE: [
    person('BigQuery has no regression functions.', 'COVAR_POP(y, x) / VAR_POP(x) over rows where both are not NULL.'),
  ],
  STRTOK: [
    person(
      'STRTOK takes any of the characters as a mark and skips empty parts.',
      "SPLIT(x, ',')[SAFE_ORDINAL(n)] where that cannot happen.",
    ),
  ],
  SYSLIB: [person('A function of the database itself.')],
  TD_DAY_OF_MONTH: [to(1, 'EXTRACT(DAY FROM $1)')],
  TD_MONTH_OF_YEAR: [to(1, 'EXTRACT(MONTH FROM $1)')],
  TD_YEAR_OF_CALENDAR: [to(1, 'EXTRACT(YEAR FROM $1)')],
  TD_MONTH_BEGIN: [to(1, 'DATE_TRUNC($1, MONTH)', "trunc($1, 'MM')")],
  TD_MONTH_END: [to(1, 'LAST_DAY($1, MONTH)', 'last_day($1)')],
  TD_YEAR_BEGIN: [to(1, 'DATE_TRUNC($1, YEAR)', "trunc($1, 'YEAR')")],
  TO_NUMBER: [person('TO_NUMBER gives as many digits as needed.', 'CAST(x AS NUMERIC) or CAST(x AS INT64).')],
  XMLAGG: [person('Text gathered by XMLAGG.', "STRING_AGG(x, ',' ORDER BY y).")],
  ZEROIFNULL: [to(1, 'IFNULL($1, 0)', 'nvl($1, 0)')],
  FIRST_VALUE: [keep(1, 'Without ROWS the frame may be another one there; write it out.')],
  LAST_VALUE: [keep(1, 'Without ROWS the frame may be another one there; write it out.')],
};
