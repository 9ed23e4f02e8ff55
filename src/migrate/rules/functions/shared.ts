import { type FunctionTable, person, to } from './rule.ts';

const positions = 'Negative and zero positions count in another way from dialect to dialect.';
const regexp = 'BigQuery reads RE2 patterns: no back-references and no look-around.';

/** Date formats in Oracle's words: Oracle, Teradata, Snowflake, Redshift, PostgreSQL. */
export const oracleFormats: FunctionTable = {
  TO_CHAR: [
    to(2, 'CAST($1 AS STRING FORMAT $f)', 'date_format($1, $f)', { format: 'oracle' }),
    person(
      'TO_CHAR without a format writes numbers and dates as the session says.',
      'CAST(x AS STRING), or CAST(x AS STRING FORMAT ...).',
    ),
  ],
  TO_DATE: [
    to(2, 'CAST($1 AS DATE FORMAT $f)', 'to_date($1, $f)', { format: 'oracle' }),
    person('TO_DATE without a format reads text as the session says.', 'CAST(x AS DATE FORMAT ...).'),
  ],
  TO_TIMESTAMP: [
    to(2, 'CAST($1 AS DATETIME FORMAT $f)', 'CAST(to_timestamp($1, $f) AS TIMESTAMP_NTZ)', { format: 'oracle' }),
    person('TO_TIMESTAMP without a format reads text as the session says.'),
  ],
};

/** Functions of text that several vendors have alike. */
export const texts: FunctionTable = {
  LENGTH: [to(1, 'LENGTH($1)')],
  SUBSTR: [to([2, 3], 'SUBSTR($*)', 'substr($*)')],
  SUBSTRING: [to([2, 3], 'SUBSTRING($*)', 'substring($*)')],
  LEFT: [to(2, 'LEFT($1, $2)')],
  RIGHT: [to(2, 'RIGHT($1, $2)')],
  LPAD: [to(3, 'LPAD($1, $2, $3)'), to(2, "LPAD($1, $2, ' ')")],
  RPAD: [to(3, 'RPAD($1, $2, $3)'), to(2, "RPAD($1, $2, ' ')")],
  LTRIM: [to(1, "LTRIM($1, ' ')", "ltrim(' ', $1)")],
  RTRIM: [to(1, "RTRIM($1, ' ')", "rtrim(' ', $1)")],
  INITCAP: [to(1, 'INITCAP($1)', 'initcap($1)', { note: 'Which characters begin a word differs.' })],
  TRANSLATE: [to(3, 'TRANSLATE($1, $2, $3)')],
  ASCII: [to(1, 'ASCII($1)')],
  CHR: [to(1, 'CHR($1)')],
  MD5: [to(1, 'TO_HEX(MD5($1))', 'md5($1)')],
  INSTR: [to(2, 'INSTR($1, $2)', 'instr($1, $2)'), to([3, 4], 'INSTR($*)', undefined, { note: positions })],
  REGEXP_REPLACE: [
    to(3, 'REGEXP_REPLACE($1, $2, $3)', undefined, { note: regexp }),
    person('Positions and flags of REGEXP_REPLACE have no counterpart.'),
  ],
  REGEXP_SUBSTR: [
    to(2, 'REGEXP_SUBSTR($1, $2)', 'regexp_substr($1, $2)', { note: regexp }),
    person('Positions and flags of REGEXP_SUBSTR have no counterpart.'),
  ],
  REGEXP_LIKE: [
    to(2, 'REGEXP_CONTAINS($1, $2)', 'regexp_like($1, $2)', { note: regexp }),
    person('Flags of REGEXP_LIKE have no counterpart.'),
  ],
};

/** Trims with characters, and the calendar as Oracle counts it. */
export const trims: FunctionTable = {
  LTRIM: [to(1, "LTRIM($1, ' ')", "ltrim(' ', $1)"), to(2, 'LTRIM($1, $2)', 'ltrim($2, $1)')],
  RTRIM: [to(1, "RTRIM($1, ' ')", "rtrim(' ', $1)"), to(2, 'RTRIM($1, $2)', 'rtrim($2, $1)')],
  BTRIM: [to(1, "TRIM($1, ' ')", "btrim($1, ' ')"), to(2, 'TRIM($1, $2)', 'btrim($1, $2)')],
};
