import { type FunctionTable, keep, person, to } from './rule.ts';
import { oracleFormats, texts, trims } from './shared.ts';

const median = person(
  'BigQuery has no exact percentile as an aggregate.',
  'PERCENTILE_CONT(x, 0.5) OVER (PARTITION BY ...), or APPROX_QUANTILES.',
);
const addMonths = person(
  'ADD_MONTHS keeps the last day of a month: from 29 February to 31 March.',
  'DATE_ADD(d, INTERVAL n MONTH) gives 29 March.',
);
const monthsBetween = person(
  'MONTHS_BETWEEN gives fractions of 31 days.',
  'DATE_DIFF(a, b, MONTH) counts boundaries of months.',
);
/** No counterpart on Databricks: a person. */
const NONE = '';
const year = to(1, 'EXTRACT(YEAR FROM $1)');
const month = to(1, 'EXTRACT(MONTH FROM $1)');
const day = to(1, 'EXTRACT(DAY FROM $1)');
const largest = (name: 'GREATEST' | 'LEAST') => [
  to(1, '$1'),
  {
    args: [2, 99] as const,
    to: { databricks: `${name.toLowerCase()}($*)` },
    person: `${name} skips NULL there; BigQuery gives NULL.`,
    way: `(SELECT ${name === 'GREATEST' ? 'MAX' : 'MIN'}(v) FROM UNNEST([a, b]) AS v).`,
  },
];
const clock = to(0, 'CURRENT_TIMESTAMP()', 'current_timestamp()');

/** Source: Oracle "SQL Language Reference", functions. */
export const oracle: FunctionTable = {
  ...texts,
  ...trims,
  ...oracleFormats,
  ADD_MONTHS: [addMonths],
  BITAND: [to(2, '(%1 & %2)')],
  INSTR: [to(2, 'INSTR($1, $2)', 'instr($1, $2)'), to([3, 4], 'INSTR($*)', 'instr($*)')],
  LAST_DAY: [to(1, 'LAST_DAY($1)', 'last_day($1)', { note: 'The time of day is kept there and gone here.' })],
  LISTAGG: [person('The order of LISTAGG stands in WITHIN GROUP.', "STRING_AGG(x, ',' ORDER BY y).")],
  LOG: [to(2, 'LOG($2, $1)', 'log($1, $2)')],
  MEDIAN: [median],
  MONTHS_BETWEEN: [monthsBetween],
  NVL: [to(2, 'IFNULL($1, $2)', 'nvl($1, $2)', { note: 'An empty text is NULL there; here it is a value.' })],
  ORA_HASH: [person('Hashes of Oracle cannot be made elsewhere.')],
  REPLACE: [
    to(3, 'REPLACE($1, $2, $3)', undefined, {
      note: 'Where the new text is NULL or empty, Oracle removes; NULL makes the result NULL here.',
    }),
    to(2, "REPLACE($1, $2, '')"),
  ],
  SYS_GUID: [person('SYS_GUID gives 16 bytes.', 'GENERATE_UUID() gives text.')],
  TRUNC: [person('TRUNC cuts numbers and dates.', 'TRUNC(x, n) for numbers, DATETIME_TRUNC(d, MONTH) for dates.')],
  TO_NUMBER: [person('TO_NUMBER gives as many digits as needed.', 'CAST(x AS NUMERIC) or CAST(x AS INT64).')],
  ROUND: [
    to(2, 'ROUND($1, $2)'),
    to(1, 'ROUND($1)', undefined, {
      note: 'ROUND of a date gives midnight in Oracle; BigQuery has no such function and fails.',
    }),
  ],
  WM_CONCAT: [person('WM_CONCAT has no order.', "STRING_AGG(x, ',').")],
};

/** Source: Transact-SQL reference, functions. */
export const tsql: FunctionTable = {
  ...texts,
  CHARINDEX: [to(2, 'STRPOS($2, $1)', 'instr($2, $1)'), to(3, 'INSTR($2, $1, $3)', 'locate($1, $2, $3)')],
  CONCAT: [
    to([1, 99], 'CONCAT($?emptied)', 'concat($?emptied)', {
      note: 'NULL is an empty text in CONCAT there; so it is here.',
    }),
  ],
  COUNT_BIG: [to(1, 'COUNT($1)')],
  DATEFROMPARTS: [to(3, 'DATE($1, $2, $3)', 'make_date($1, $2, $3)')],
  DATALENGTH: [to(1, 'BYTE_LENGTH($1)', 'octet_length($1)', { note: 'NVARCHAR takes two bytes a character there.' })],
  DAY: [day],
  EOMONTH: [to(1, 'LAST_DAY($1, MONTH)', 'last_day($1)')],
  FORMAT: [
    to(2, 'CAST($1 AS STRING FORMAT $f)', 'date_format($1, $f)', {
      format: 'java',
      note: 'Names of months and days are English here.',
    }),
    person('FORMAT with a culture.'),
  ],
  GETDATE: [
    to(0, 'CURRENT_DATETIME()', 'CAST(current_timestamp() AS TIMESTAMP_NTZ)', {
      note: 'The time is that of the server there and UTC here.',
    }),
  ],
  GETUTCDATE: [to(0, 'CURRENT_DATETIME()', 'CAST(current_timestamp() AS TIMESTAMP_NTZ)')],
  SYSUTCDATETIME: [to(0, 'CURRENT_DATETIME()', 'CAST(current_timestamp() AS TIMESTAMP_NTZ)')],
  SYSDATETIME: [
    to(0, 'CURRENT_DATETIME()', 'CAST(current_timestamp() AS TIMESTAMP_NTZ)', {
      note: 'The time is that of the server there and UTC here.',
    }),
  ],
  GREATEST: largest('GREATEST'),
  LEAST: largest('LEAST'),
  HASHBYTES: [person('HASHBYTES hashes the bytes of NVARCHAR in UTF-16.')],
  IIF: [to(3, 'IF($1, $2, $3)', 'if($1, $2, $3)')],
  ISNULL: [
    to(2, 'IFNULL($1, $2)', 'ifnull($1, $2)', { note: 'The result is cut to the length of the first argument there.' }),
  ],
  ISNUMERIC: [person('ISNUMERIC takes signs of currency, too.', 'SAFE_CAST(x AS NUMERIC) IS NOT NULL.')],
  LEN: [to(1, "LENGTH(RTRIM($1, ' '))", "length(rtrim(' ', $1))")],
  LENGTH: [person('T-SQL has no LENGTH.')],
  LOG: [to(1, 'LN($1)'), to(2, 'LOG($1, $2)', 'log($2, $1)')],
  LTRIM: [to(1, "LTRIM($1, ' ')", "ltrim(' ', $1)")],
  RTRIM: [to(1, "RTRIM($1, ' ')", "rtrim(' ', $1)")],
  MONTH: [month],
  NEWID: [to(0, 'GENERATE_UUID()', 'uuid()')],
  PATINDEX: [person('PATINDEX reads a LIKE pattern.', 'REGEXP_INSTR with a regular expression.')],
  REPLICATE: [to(2, 'REPEAT($1, $2)', 'repeat($1, $2)')],
  SPACE: [to(1, "REPEAT(' ', $1)", 'space($1)')],
  SQUARE: [to(1, 'POWER($1, 2)')],
  STDEV: [to(1, 'STDDEV_SAMP($1)')],
  STDEVP: [to(1, 'STDDEV_POP($1)')],
  STRING_AGG: [keep(2)],
  STUFF: [
    to(
      4,
      'CONCAT(SUBSTR($1, 1, %2 - 1), $4, SUBSTR($1, %2 + %3))',
      'concat(substr($1, 1, %2 - 1), $4, substr($1, %2 + %3))',
      { note: 'NULL as the new text removes there; here it makes the result NULL.' },
    ),
  ],
  UNICODE: [to(1, 'UNICODE($1)', 'ascii($1)')],
  VAR: [to(1, 'VAR_SAMP($1)')],
  VARP: [to(1, 'VAR_POP($1)')],
  YEAR: [year],
  RAND: [person('RAND() is one number for the whole query there and one for each row here.')],
  ROUND: [to([1, 2], 'ROUND($*)'), person('A third argument of ROUND cuts.', 'TRUNC(x, n).')],
};

const postgresBase: FunctionTable = {
  ...texts,
  ...trims,
  ...oracleFormats,
  APPROX_COUNT_DISTINCT: [keep(1)],
  BOOL_AND: [to(1, 'LOGICAL_AND($1)', 'bool_and($1)')],
  BOOL_OR: [to(1, 'LOGICAL_OR($1)', 'bool_or($1)')],
  EVERY: [to(1, 'LOGICAL_AND($1)', 'bool_and($1)')],
  GREATEST: largest('GREATEST'),
  LEAST: largest('LEAST'),
  LOG: [to(1, 'LOG10($1)', 'log10($1)'), to(2, 'LOG($2, $1)', 'log($1, $2)')],
  MEDIAN: [median],
  NOW: [clock],
  POSITION: [to(2, 'STRPOS($2, $1)', 'instr($2, $1)')],
  RANDOM: [to(0, 'RAND()', 'rand()')],
  REPEAT: [to(2, 'REPEAT($1, $2)', 'repeat($1, $2)')],
  SPLIT_PART: [to(3, "IFNULL(SPLIT($1, $2)[SAFE_ORDINAL($3)], IF($1 IS NULL, NULL, ''))", 'split_part($1, $2, $3)')],
  STRPOS: [to(2, 'STRPOS($1, $2)', 'instr($1, $2)')],
  VARIANCE: [keep(1)],
  TRUNC: [
    person('TRUNC cuts numbers, and timestamps on Redshift.', 'TRUNC(x, n) for numbers, DATE(ts) for timestamps.'),
  ],
  TO_HEX: [to(1, "FORMAT('%x', $1)", 'lower(hex($1))')],
};

/** Source: PostgreSQL documentation, "Functions and Operators". */
export const postgres: FunctionTable = {
  ...postgresBase,
  AGE: [person('AGE gives years, months and days.', 'DATE_DIFF(a, b, DAY), or JUSTIFY_INTERVAL(a - b).')],
  ARRAY_AGG: [
    person(
      'ARRAY_AGG keeps NULL there; BigQuery fails on an array with NULL.',
      'ARRAY_AGG(x IGNORE NULLS ORDER BY y).',
    ),
  ],
  ARRAY_LENGTH: [
    to(2, 'NULLIF(ARRAY_LENGTH($1), 0)', 'nullif(array_size($1), 0)', {
      note: 'An array of one dimension; an empty one has no length.',
    }),
  ],
  CONCAT: [
    to([1, 99], 'CONCAT($?emptied)', 'concat($?emptied)', {
      note: 'NULL is an empty text in CONCAT there; so it is here.',
    }),
  ],
  DIV: [to(2, 'DIV($1, $2)', '(%1 DIV %2)')],
  GEN_RANDOM_UUID: [to(0, 'GENERATE_UUID()', 'uuid()')],
  GENERATE_SERIES: [
    person('GENERATE_SERIES makes rows.', 'FROM UNNEST(GENERATE_ARRAY(a, b)), or GENERATE_DATE_ARRAY.'),
  ],
  LEFT: [to(2, 'LEFT($1, $2)', undefined, { note: 'A negative length cuts from the end there and is an error here.' })],
  RIGHT: [
    to(2, 'RIGHT($1, $2)', undefined, { note: 'A negative length cuts from the start there and is an error here.' }),
  ],
  MAKE_DATE: [to(3, 'DATE($1, $2, $3)', 'make_date($1, $2, $3)')],
  REGEXP_REPLACE: [person("REGEXP_REPLACE without 'g' replaces the first match alone; here it replaces all.")],
  ROUND: [
    to(2, 'ROUND($1, $2)'),
    to(1, 'ROUND($1)', undefined, {
      note: 'Halves of double precision go to the even number there and away from zero here.',
    }),
  ],
  STRING_AGG: [keep(2)],
  SUBSTR: [
    to([2, 3], 'SUBSTR($*)', 'substr($*)', {
      note: 'A position below 1 counts before the text there and from the end here.',
    }),
  ],
  SUBSTRING: [
    to([2, 3], 'SUBSTRING($*)', 'substring($*)', {
      note: 'A position below 1 counts before the text there and from the end here.',
    }),
  ],
  UNNEST: [person('UNNEST in the select list makes rows.', 'FROM t, UNNEST(t.xs) AS x.')],
};

/** Source: Amazon Redshift "SQL functions reference". */
export const redshift: FunctionTable = {
  ...postgresBase,
  ADD_MONTHS: [addMonths],
  CHARINDEX: [to(2, 'STRPOS($2, $1)', 'instr($2, $1)')],
  CONCAT: [to(2, 'CONCAT($1, $2)', 'concat($1, $2)')],
  GETDATE: [to(0, 'CURRENT_DATETIME()', 'CAST(current_timestamp() AS TIMESTAMP_NTZ)')],
  ISNULL: [to(2, 'IFNULL($1, $2)', 'ifnull($1, $2)')],
  JSON_EXTRACT_PATH_TEXT: [
    person('It gives an empty text where the path is missing.', "JSON_VALUE(x, '$.a') gives NULL."),
  ],
  LAST_DAY: [to(1, 'LAST_DAY($1)', 'last_day($1)')],
  LEN: [to(1, 'LENGTH($1)')],
  LISTAGG: [person('The order of LISTAGG stands in WITHIN GROUP.', "STRING_AGG(x, ',' ORDER BY y).")],
  MONTHS_BETWEEN: [monthsBetween],
  NVL: [to(2, 'IFNULL($1, $2)', 'nvl($1, $2)'), keep([3, 99])],
};

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
