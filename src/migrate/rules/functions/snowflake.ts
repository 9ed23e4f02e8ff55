import { type FunctionTable, keep, person, to } from './rule.ts';
import { oracleFormats, texts, trims } from './shared.ts';

const json = 'VARIANT holds its own types; JSON here is read with JSON_VALUE, JSON_QUERY and lax functions.';
const first = 'WEEK begins as the parameter WEEK_START says there.';

/** Source: Snowflake "SQL function reference". */
export const snowflake: FunctionTable = {
  ...texts,
  ...trims,
  ...oracleFormats,
  ADD_MONTHS: [
    person(
      'ADD_MONTHS keeps the last day of a month: from 29 February to 31 March.',
      'DATE_ADD(d, INTERVAL n MONTH) gives 29 March.',
    ),
  ],
  APPROX_COUNT_DISTINCT: [keep(1, 'The estimates differ a little.')],
  ARRAY_AGG: [
    person(
      'ARRAY_AGG skips NULL there; BigQuery fails on an array with NULL.',
      'ARRAY_AGG(x IGNORE NULLS ORDER BY y).',
    ),
  ],
  ARRAY_SIZE: [to(1, 'ARRAY_LENGTH($1)', 'array_size($1)', { note: json })],
  BITAND: [to(2, '(%1 & %2)')],
  BITOR: [to(2, '(%1 | %2)')],
  BITXOR: [to(2, '(%1 ^ %2)')],
  BOOLAND_AGG: [to(1, 'LOGICAL_AND($1)', 'bool_and($1)')],
  BOOLOR_AGG: [to(1, 'LOGICAL_OR($1)', 'bool_or($1)')],
  CHARINDEX: [to(2, 'STRPOS($2, $1)', 'instr($2, $1)')],
  CONCAT: [to([1, 99], 'CONCAT($*)', 'concat($*)')],
  CONTAINS: [to(2, '(STRPOS($1, $2) > 0)', 'contains($1, $2)')],
  CONVERT_TIMEZONE: [
    to(3, 'DATETIME(TIMESTAMP($3, $1), $2)', 'convert_timezone($1, $2, $3)'),
    person('CONVERT_TIMEZONE of an instant gives one with an offset.', 'DATETIME(ts, zone).'),
  ],
  COUNT_IF: [to(1, 'COUNTIF($1)', 'count_if($1)')],
  DAYNAME: [to(1, "FORMAT_DATE('%a', $1)", "date_format($1, 'E')")],
  DAYOFMONTH: [to(1, 'EXTRACT(DAY FROM $1)')],
  DAYOFWEEK: [
    person('Days are numbered as WEEK_START says there.', 'EXTRACT(DAYOFWEEK FROM d) - 1 where Sunday is 0.'),
  ],
  DAYOFYEAR: [to(1, 'EXTRACT(DAYOFYEAR FROM $1)', 'dayofyear($1)')],
  DIV0: [
    to(2, 'IF(%2 = 0 AND %1 IS NOT NULL, 0, %1 / %2)', 'if(%2 = 0 AND %1 IS NOT NULL, 0, %1 / %2)', {
      note: 'A quotient has 6 digits behind the point there and is FLOAT64 here.',
    }),
  ],
  EDITDISTANCE: [to(2, 'EDIT_DISTANCE($1, $2)', 'levenshtein($1, $2)')],
  ENDSWITH: [to(2, 'ENDS_WITH($1, $2)', 'endswith($1, $2)')],
  EQUAL_NULL: [to(2, '(%1 IS NOT DISTINCT FROM %2)', '(%1 <=> %2)')],
  FLATTEN: [person('FLATTEN makes rows of a VARIANT.', 'FROM t, UNNEST(JSON_QUERY_ARRAY(t.x)) AS item.')],
  GET: [person(json)],
  GET_PATH: [person(json)],
  GETDATE: [to(0, 'CURRENT_TIMESTAMP()', 'current_timestamp()')],
  HASH: [person('Hashes of Snowflake cannot be made elsewhere.', 'FARM_FINGERPRINT, stored anew.')],
  HOUR: [to(1, 'EXTRACT(HOUR FROM $1)')],
  IFF: [to(3, 'IF($1, $2, $3)', 'if($1, $2, $3)')],
  IFNULL: [to(2, 'IFNULL($1, $2)', 'ifnull($1, $2)')],
  JAROWINKLER_SIMILARITY: [person('There is no such function here.')],
  LAST_DAY: [to(1, 'LAST_DAY($1)', 'last_day($1)'), person('LAST_DAY of another part than a month.')],
  LEN: [to(1, 'LENGTH($1)')],
  LISTAGG: [
    person(
      'LISTAGG gives an empty text where there are no rows and NULL stands here.',
      "STRING_AGG(x, ',' ORDER BY y).",
    ),
  ],
  LOG: [to(2, 'LOG($2, $1)', 'log($1, $2)')],
  MAX_BY: [keep(2)],
  MIN_BY: [keep(2)],
  MEDIAN: [
    person(
      'BigQuery has no exact median as an aggregate.',
      'PERCENTILE_CONT(x, 0.5) OVER (PARTITION BY ...), or APPROX_QUANTILES.',
    ),
  ],
  MINUTE: [to(1, 'EXTRACT(MINUTE FROM $1)')],
  MONTH: [to(1, 'EXTRACT(MONTH FROM $1)')],
  MONTHS_BETWEEN: [
    person('MONTHS_BETWEEN gives fractions of 31 days.', 'DATE_DIFF(a, b, MONTH) counts boundaries of months.'),
  ],
  NULLIFZERO: [to(1, 'NULLIF($1, 0)')],
  OBJECT_CONSTRUCT: [
    person(
      'OBJECT_CONSTRUCT leaves out pairs whose value is NULL.',
      "JSON_OBJECT('a', x) keeps them; JSON_STRIP_NULLS removes them.",
    ),
  ],
  PARSE_JSON: [to(1, 'PARSE_JSON($1)', 'parse_json($1)', { note: json })],
  QUARTER: [to(1, 'EXTRACT(QUARTER FROM $1)')],
  RANDOM: [person('RANDOM() gives a whole number of 64 bits.', 'RAND() gives a number from 0 up to 1.')],
  REGEXP_COUNT: [
    to(2, 'ARRAY_LENGTH(REGEXP_EXTRACT_ALL($1, $2))', 'regexp_count($1, $2)', {
      note: 'Groups in the pattern make BigQuery fail.',
    }),
  ],
  REGEXP_LIKE: [
    to(2, "REGEXP_CONTAINS($1, CONCAT('^(?:', $2, ')$'))", "rlike($1, concat('^(?:', $2, ')$'))", {
      note: 'The pattern must match the whole text there; so it does here.',
    }),
    person('Flags of REGEXP_LIKE have no counterpart.'),
  ],
  RLIKE: [to(2, "REGEXP_CONTAINS($1, CONCAT('^(?:', $2, ')$'))", "rlike($1, concat('^(?:', $2, ')$'))")],
  SECOND: [to(1, 'EXTRACT(SECOND FROM $1)', 'second($1)')],
  SPLIT: [person('SPLIT gives a VARIANT array there.', "SPLIT(x, ',') gives ARRAY<STRING>.")],
  SPLIT_PART: [
    to(3, "IFNULL(SPLIT($1, $2)[SAFE_ORDINAL($3)], IF($1 IS NULL, NULL, ''))", 'split_part($1, $2, $3)', {
      note: 'Negative numbers count from the end there and give an empty text here.',
    }),
  ],
  SQUARE: [to(1, 'POWER($1, 2)')],
  STARTSWITH: [to(2, 'STARTS_WITH($1, $2)', 'startswith($1, $2)')],
  SYSDATE: [to(0, 'CURRENT_DATETIME()', 'CAST(current_timestamp() AS TIMESTAMP_NTZ)')],
  TO_NUMBER: [person('TO_NUMBER(x) is NUMBER(38, 0) and rounds.', 'CAST(x AS NUMERIC), or ROUND(CAST(x AS NUMERIC)).')],
  TO_VARCHAR: oracleFormats['TO_CHAR'] ?? [],
  TO_JSON: [to(1, 'TO_JSON_STRING($1)', 'to_json($1)', { note: json })],
  TRUNC: [person('TRUNC cuts numbers and dates.', 'TRUNC(x, n) for numbers, DATE_TRUNC(d, MONTH) for dates.')],
  UUID_STRING: [to(0, 'GENERATE_UUID()', 'uuid()')],
  VARIANCE: [keep(1)],
  WEEK: [person(first, 'EXTRACT(ISOWEEK FROM d) for ISO weeks.')],
  WEEKISO: [to(1, 'EXTRACT(ISOWEEK FROM $1)', 'weekofyear($1)')],
  YEAR: [to(1, 'EXTRACT(YEAR FROM $1)')],
  DAY: [to(1, 'EXTRACT(DAY FROM $1)')],
  ZEROIFNULL: [to(1, 'IFNULL($1, 0)', 'nvl($1, 0)')],
};
