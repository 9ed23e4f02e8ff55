import { clock, day, largest, month, NONE, year } from './parts.ts';
import { type FunctionTable, keep, person, to } from './rule.ts';
import { texts } from './shared.ts';

const hiveBase: FunctionTable = {
  ...texts,
  ADD_MONTHS: [
    to(2, 'DATE_ADD(CAST($1 AS DATE), INTERVAL %2 MONTH)', 'add_months($1, $2)', {
      note: 'Hive keeps the last day of a month.',
    }),
  ],
  APPROX_COUNT_DISTINCT: [keep(1)],
  ARRAY_CONTAINS: [to(2, '(%2 IN UNNEST($1))', 'array_contains($1, $2)')],
  COLLECT_LIST: [
    to(1, 'ARRAY_AGG($1 IGNORE NULLS)', 'collect_list($1)', {
      note: 'Without rows Hive gives an empty array, BigQuery NULL.',
    }),
  ],
  COLLECT_SET: [
    to(1, 'ARRAY_AGG(DISTINCT $1 IGNORE NULLS)', 'collect_set($1)', {
      note: 'Without rows Hive gives an empty array, BigQuery NULL.',
    }),
  ],
  CONCAT: [to([1, 99], 'CONCAT($*)', 'concat($*)')],
  CONCAT_WS: [to([2, 99], 'ARRAY_TO_STRING([$_], $1)', 'concat_ws($*)')],
  COUNT_IF: [to(1, 'COUNTIF($1)', 'count_if($1)')],
  DATE_ADD: [to(2, 'DATE_ADD(CAST($1 AS DATE), INTERVAL %2 DAY)', 'date_add($1, $2)')],
  DATE_FORMAT: [to(2, 'CAST(CAST($1 AS DATETIME) AS STRING FORMAT $f)', 'date_format($1, $f)', { format: 'java' })],
  DATE_SUB: [to(2, 'DATE_SUB(CAST($1 AS DATE), INTERVAL %2 DAY)', 'date_sub($1, $2)')],
  DATEDIFF: [to(2, 'DATE_DIFF(CAST($1 AS DATE), CAST($2 AS DATE), DAY)', 'datediff($1, $2)')],
  DAY: [to(1, 'EXTRACT(DAY FROM CAST($1 AS DATE))', 'day($1)')],
  DAYOFWEEK: [to(1, 'EXTRACT(DAYOFWEEK FROM CAST($1 AS DATE))', 'dayofweek($1)')],
  EXPLODE: [person('EXPLODE makes rows.', 'FROM t, UNNEST(t.xs) AS x; LEFT JOIN UNNEST for OUTER.')],
  GET_JSON_OBJECT: [
    person(
      'GET_JSON_OBJECT gives objects and lists as text, too.',
      "JSON_VALUE(x, '$.a') for values, TO_JSON_STRING(JSON_QUERY(...)) for objects.",
    ),
  ],
  GREATEST: largest('GREATEST'),
  LEAST: largest('LEAST'),
  HOUR: [to(1, 'EXTRACT(HOUR FROM CAST($1 AS DATETIME))', 'hour($1)')],
  IF: [to(3, 'IF($1, $2, $3)', 'if($1, $2, $3)')],
  IFNULL: [to(2, 'IFNULL($1, $2)', 'ifnull($1, $2)')],
  LAST_DAY: [to(1, 'LAST_DAY(CAST($1 AS DATE))', 'last_day($1)')],
  LOCATE: [to(2, 'STRPOS($2, $1)', 'locate($1, $2)'), to(3, 'INSTR($2, $1, $3)', 'locate($1, $2, $3)')],
  MAX_BY: [keep(2)],
  MIN_BY: [keep(2)],
  MINUTE: [to(1, 'EXTRACT(MINUTE FROM CAST($1 AS DATETIME))', 'minute($1)')],
  MONTH: [to(1, 'EXTRACT(MONTH FROM CAST($1 AS DATE))', 'month($1)')],
  QUARTER: [to(1, 'EXTRACT(QUARTER FROM CAST($1 AS DATE))', 'quarter($1)')],
  RAND: [to(0, 'RAND()', 'rand()')],
  REGEXP_EXTRACT: [
    person(
      'REGEXP_EXTRACT gives an empty text where nothing matches, and takes group 1 by default.',
      "IFNULL(REGEXP_EXTRACT(x, r'(..)'), '').",
    ),
  ],
  REGEXP_REPLACE: [
    to(3, 'REGEXP_REPLACE($1, $2, $3)', 'regexp_replace($1, $2, $3)', {
      note: 'Groups are written \\\\1 here and $1 there; RE2 has no look-around.',
    }),
  ],
  SIZE: [to(1, 'IFNULL(ARRAY_LENGTH($1), -1)', 'size($1)')],
  SPLIT: [person('The mark of SPLIT is a regular expression there.', "SPLIT(x, ',') where it is plain text.")],
  SUBSTR: [to([2, 3], 'SUBSTR($*)', 'substr($*)')],
  SUBSTRING: [to([2, 3], 'SUBSTRING($*)', 'substring($*)')],
  TO_DATE: [
    to(1, 'DATE(CAST($1 AS DATETIME))', 'to_date($1)', {
      note: 'Text that is no date is NULL there and an error here.',
    }),
    to(2, 'CAST($1 AS DATE FORMAT $f)', 'to_date($1, $f)', { format: 'java' }),
  ],
  TRIM: [to(1, "TRIM($1, ' ')", 'trim($1)')],
  WEEKOFYEAR: [to(1, 'EXTRACT(ISOWEEK FROM CAST($1 AS DATE))', 'weekofyear($1)')],
  YEAR: [to(1, 'EXTRACT(YEAR FROM CAST($1 AS DATE))', 'year($1)')],
};

/** Source: Apache Hive "LanguageManual UDF". */
export const hive: FunctionTable = hiveBase;

/** Source: Spark SQL "Built-in Functions". */
export const spark: FunctionTable = {
  ...hiveBase,
  ADD_MONTHS: [to(2, 'DATE_ADD(CAST($1 AS DATE), INTERVAL %2 MONTH)', 'add_months($1, $2)')],
  BOOL_AND: [to(1, 'LOGICAL_AND($1)', 'bool_and($1)')],
  BOOL_OR: [to(1, 'LOGICAL_OR($1)', 'bool_or($1)')],
  CONTAINS: [to(2, '(STRPOS($1, $2) > 0)', 'contains($1, $2)')],
  ENDSWITH: [to(2, 'ENDS_WITH($1, $2)', 'endswith($1, $2)')],
  MAKE_DATE: [to(3, 'DATE($1, $2, $3)', 'make_date($1, $2, $3)')],
  NOW: [clock],
  STARTSWITH: [to(2, 'STARTS_WITH($1, $2)', 'startswith($1, $2)')],
  TRY_DIVIDE: [to(2, 'SAFE_DIVIDE($1, $2)', 'try_divide($1, $2)')],
  UUID: [to(0, 'GENERATE_UUID()', 'uuid()')],
};

/** Source: MySQL Reference Manual, "Functions and Operators". */
export const mysql: FunctionTable = {
  ...texts,
  CONCAT: [to([1, 99], 'CONCAT($*)', 'concat($*)')],
  CONCAT_WS: [to([2, 99], 'ARRAY_TO_STRING([$_], $1)', 'concat_ws($*)')],
  CURDATE: [
    to(0, 'CURRENT_DATE()', 'current_date()', { note: 'The day is that of the session there and of UTC here.' }),
  ],
  DATE: [to(1, 'DATE($1)', 'to_date($1)', { note: 'Text that is no date is NULL there and an error here.' })],
  DATE_FORMAT: [to(2, 'CAST($1 AS STRING FORMAT $f)', 'date_format($1, $f)', { format: 'percent' })],
  DATEDIFF: [to(2, 'DATE_DIFF(CAST($1 AS DATE), CAST($2 AS DATE), DAY)', 'datediff($1, $2)')],
  DAY: [day],
  DAYOFWEEK: [to(1, 'EXTRACT(DAYOFWEEK FROM $1)', 'dayofweek($1)')],
  GROUP_CONCAT: [
    person('GROUP_CONCAT is cut at group_concat_max_len and has its order inside.', "STRING_AGG(x, ',' ORDER BY y)."),
  ],
  IF: [to(3, 'IF($1, $2, $3)', 'if($1, $2, $3)')],
  IFNULL: [to(2, 'IFNULL($1, $2)', 'ifnull($1, $2)')],
  LAST_DAY: [to(1, 'LAST_DAY($1)', 'last_day($1)')],
  LCASE: [to(1, 'LOWER($1)')],
  LENGTH: [to(1, 'BYTE_LENGTH($1)', 'octet_length($1)')],
  LOCATE: [to(2, 'STRPOS($2, $1)', 'locate($1, $2)'), to(3, 'INSTR($2, $1, $3)', 'locate($1, $2, $3)')],
  LOG: [to(1, 'LN($1)'), to(2, 'LOG($2, $1)', 'log($1, $2)')],
  MONTH: [month],
  NOW: [
    to([0, 1], 'CURRENT_DATETIME()', 'CAST(current_timestamp() AS TIMESTAMP_NTZ)', {
      note: 'The time is that of the session there and UTC here.',
    }),
  ],
  RAND: [to(0, 'RAND()', 'rand()')],
  SHA1: [to(1, 'TO_HEX(SHA1($1))', 'sha1($1)')],
  STR_TO_DATE: [
    to(2, 'CAST($1 AS DATETIME FORMAT $f)', 'CAST(to_timestamp($1, $f) AS TIMESTAMP_NTZ)', { format: 'percent' }),
  ],
  TRIM: [to(1, "TRIM($1, ' ')", 'trim($1)')],
  TRUNCATE: [to(2, 'TRUNC($1, $2)', NONE)],
  UCASE: [to(1, 'UPPER($1)')],
  UUID: [to(0, 'GENERATE_UUID()', 'uuid()')],
  YEAR: [year],
  STD: [to(1, 'STDDEV_POP($1)')],
  STDDEV: [to(1, 'STDDEV_POP($1)')],
  VARIANCE: [to(1, 'VAR_POP($1)')],
};

/** Source: Presto and Trino documentation, "Functions and operators". */
export const presto: FunctionTable = {
  ...texts,
  APPROX_DISTINCT: [
    to(1, 'APPROX_COUNT_DISTINCT($1)', 'approx_count_distinct($1)', { note: 'The estimates differ a little.' }),
  ],
  ARBITRARY: [to(1, 'ANY_VALUE($1)', 'any_value($1)')],
  ARRAY_JOIN: [to(2, 'ARRAY_TO_STRING($1, $2)', 'array_join($1, $2)')],
  BOOL_AND: [to(1, 'LOGICAL_AND($1)', 'bool_and($1)')],
  BOOL_OR: [to(1, 'LOGICAL_OR($1)', 'bool_or($1)')],
  CARDINALITY: [
    to(1, 'ARRAY_LENGTH($1)', 'array_size($1)', { note: 'For arrays; maps have no counterpart in BigQuery.' }),
  ],
  CONCAT: [to([1, 99], 'CONCAT($*)', 'concat($*)')],
  CONTAINS: [to(2, '(%2 IN UNNEST($1))', 'array_contains($1, $2)')],
  COUNT_IF: [to(1, 'COUNTIF($1)', 'count_if($1)')],
  DATE: [to(1, 'DATE($1)', 'to_date($1)')],
  DATE_FORMAT: [to(2, 'CAST($1 AS STRING FORMAT $f)', 'date_format($1, $f)', { format: 'percent' })],
  DATE_PARSE: [
    to(2, 'CAST($1 AS DATETIME FORMAT $f)', 'CAST(to_timestamp($1, $f) AS TIMESTAMP_NTZ)', { format: 'percent' }),
  ],
  DAY: [day],
  DAY_OF_WEEK: [to(1, '(MOD(EXTRACT(DAYOFWEEK FROM $1) + 5, 7) + 1)', '(weekday($1) + 1)')],
  FROM_UNIXTIME: [
    to(
      1,
      'TIMESTAMP_MICROS(CAST(ROUND(%1 * 1000000) AS INT64))',
      'timestamp_micros(CAST(round(%1 * 1000000) AS BIGINT))',
    ),
  ],
  HOUR: [to(1, 'EXTRACT(HOUR FROM $1)')],
  IF: [to(3, 'IF($1, $2, $3)', 'if($1, $2, $3)'), to(2, 'IF($1, $2, NULL)', 'if($1, $2, NULL)')],
  JSON_EXTRACT_SCALAR: [to(2, 'JSON_VALUE($1, $2)', NONE)],
  LAST_DAY_OF_MONTH: [to(1, 'LAST_DAY($1)', 'last_day($1)')],
  LOG10: [to(1, 'LOG10($1)', 'log10($1)')],
  LTRIM: [to(1, 'LTRIM($1)', 'ltrim($1)')],
  RTRIM: [to(1, 'RTRIM($1)', 'rtrim($1)')],
  MAX_BY: [keep(2)],
  MIN_BY: [keep(2)],
  MONTH: [month],
  NOW: [clock],
  QUARTER: [to(1, 'EXTRACT(QUARTER FROM $1)')],
  RANDOM: [to(0, 'RAND()', 'rand()')],
  SPLIT_PART: [to(3, 'SPLIT($1, $2)[SAFE_ORDINAL($3)]', "element_at(split($1, concat('\\\\Q', $2, '\\\\E')), $3)")],
  STRPOS: [to(2, 'STRPOS($1, $2)', 'instr($1, $2)')],
  TO_UNIXTIME: [to(1, '(UNIX_MICROS($1) / 1000000)', '(unix_micros($1) / 1000000D)')],
  TRUNCATE: [to(1, 'TRUNC($1)', NONE)],
  YEAR: [year],
  VARIANCE: [keep(1)],
  REGEXP_EXTRACT: [
    to(2, 'REGEXP_SUBSTR($1, $2)', 'regexp_substr($1, $2)'),
    person('REGEXP_EXTRACT of a group.', "REGEXP_EXTRACT(x, r'a(b)c') gives the group."),
  ],
};
