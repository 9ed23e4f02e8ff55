import { addMonths, clock, day, largest, median, month, monthsBetween, year } from './parts.ts';
import { type FunctionTable, keep, person, to } from './rule.ts';
import { oracleFormats, texts, trims } from './shared.ts';

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
  NVL: [to(2, 'IFNULL($1, $2)', 'nvl($1, $2)'), to([3, 99], 'COALESCE($*)')],
};
