import type { Difference } from '../../compiler/lower/translate/catalogue.ts';

const far = 'A result beyond the year 9999 is no error.';
const nan = 'NaN equals itself and is greater than every number.';

/** Where Databricks may give another result than BigQuery. A session in UTC and ANSI mode is taken for granted. */
export const differences: readonly Difference[] = [
  {
    of: ['=', '<>', '<', '>', '<=', '>=', 'BETWEEN', 'IN', 'ORDER BY', 'MAX', 'MIN', 'GREATEST', 'LEAST', 'NULLIF'],
    kinds: ['FLOAT64'],
    text: nan,
  },
  { of: ['+', '-', '*', 'SAFE_DIVIDE'], kinds: ['FLOAT64'], text: 'A result beyond FLOAT64 is infinity, no error.' },
  {
    of: ['/'],
    kinds: ['NUMERIC'],
    text: 'A quotient of two NUMERIC columns keeps all digits only up to 10 digits before the point on the left and 9 on the right; a greater value fails.',
  },
  {
    of: ['POW', 'POWER'],
    kinds: ['FLOAT64'],
    text: '1 to the power of NaN or infinity is NaN, and so is -1 to the power of infinity.',
  },
  {
    of: ['CAST AS STRING'],
    kinds: ['FLOAT64'],
    text: 'Text of FLOAT64 has the fewest digits that give the same number, where BigQuery writes 17 as soon as 15 do not suffice.',
  },
  { of: ['CAST AS FLOAT64', 'SAFE_CAST AS FLOAT64'], kinds: ['STRING'], text: 'Text in hexadecimal is no number.' },
  {
    of: ['CAST AS NUMERIC', 'SAFE_CAST AS NUMERIC'],
    kinds: ['FLOAT64'],
    text: 'Digits behind those that tell a FLOAT64 from its neighbours are zeros.',
  },
  {
    of: ['CAST AS INT64', 'SAFE_CAST AS INT64'],
    kinds: ['FLOAT64'],
    text: '2 to the power of 63 becomes the greatest INT64, no error.',
  },
  {
    of: [
      ...'ACOS ASIN ATAN ATAN2 CBRT COS COT EXP LN LOG LOG10 POW POWER SIN TAN'.split(' '),
      ...'CORR COVAR_POP COVAR_SAMP STDDEV STDDEV_POP STDDEV_SAMP VARIANCE VAR_POP VAR_SAMP'.split(' '),
    ],
    text: 'The last digits of FLOAT64 may differ.',
  },
  {
    of: ['STDDEV', 'STDDEV_POP', 'STDDEV_SAMP', 'VARIANCE', 'VAR_POP', 'VAR_SAMP'],
    kinds: ['NUMERIC'],
    text: 'It is worked out in FLOAT64: values that differ little beside their size lose digits.',
  },
  { of: ['CORR'], text: 'Values of which one side is always the same are an error, not NaN.' },
  { of: ['REGEXP_EXTRACT_ALL'], text: 'An empty match at the end of the text counts.' },
  { of: ['FORMAT_DATE', 'FORMAT_DATETIME', 'FORMAT_TIMESTAMP'], text: 'Years before 1000 have four digits.' },
  { of: ['FORMAT'], text: '`%s` keeps what stands behind a NUL character.' },
  { of: ['PARSE_DATE', 'PARSE_DATETIME', 'PARSE_TIMESTAMP'], text: 'Blanks around the text are an error.' },
  { of: ['PARSE_DATETIME', 'PARSE_TIMESTAMP'], text: 'The year 0 is no error.' },
  {
    of: ['GENERATE_DATE_ARRAY'],
    text: 'Steps of months from a day that not every month has are an error.',
  },
  { of: ['.* behind USING'], text: 'Behind USING, `x.*` gives the column of USING first.' },
  {
    of: [
      'JSON_EXTRACT',
      'JSON_EXTRACT_ARRAY',
      'JSON_EXTRACT_SCALAR',
      'JSON_EXTRACT_STRING_ARRAY',
      'JSON_QUERY',
      'JSON_QUERY_ARRAY',
      'JSON_VALUE',
      'JSON_VALUE_ARRAY',
    ],
    text: 'Numbers inside the text are spelt anew: `1.50` becomes `1.5`.',
  },
  {
    of: ['JSON_VALUE'],
    kinds: ['JSON'],
    text: 'VARIANT keeps a number beyond INT64 as a decimal, which no double is told from, and no sign of zero.',
  },
  {
    of: ['*', '/', '+', '-', 'SAFE_DIVIDE', 'ABS'],
    kinds: ['NUMERIC'],
    text: 'NUMERIC operands of more digits than the engine’s DECIMAL can hold while it calculates are an error.',
  },
  {
    of: ['PARSE_DATE', 'PARSE_DATETIME', 'PARSE_TIMESTAMP'],
    text: 'Digits without a mark between them that are too few for their places are an error.',
  },
  {
    of: ['LIKE'],
    text: 'A pattern in which a backslash stands before another character than `%`, `_` and itself is an error.',
  },
  {
    of: ['+', '-', '*', '/'],
    kinds: ['unknown'],
    text: 'NUMERIC of which it is not known that it is one keeps only six digits behind the point for certain, and is FLOAT64 beside a literal with a point.',
  },
  {
    of: ['SUM', 'AVG'],
    kinds: ['NUMERIC'],
    text: 'Values of which some add up to more than NUMERIC holds are an error.',
  },
  { of: ['AVG'], kinds: ['NUMERIC'], text: 'A mean of 10 to the power of 25 and more is an error.' },
  {
    of: ['AVG'],
    kinds: ['unknown'],
    text: 'The mean of NUMERIC of which it is not known that it is one has more than nine digits behind the point.',
  },
  {
    of: [
      'INSTR',
      'LEFT',
      'LOWER',
      'LPAD',
      'LTRIM',
      'REPLACE',
      'REVERSE',
      'RIGHT',
      'RPAD',
      'RTRIM',
      'STRPOS',
      'TO_CODE_POINTS',
      'TRIM',
      'UPPER',
    ],
    kinds: ['unknown'],
    text: 'BYTES of which it is not known that they are BYTES are taken for text.',
  },
  {
    of: ['the pseudo columns _PARTITIONTIME and _PARTITIONDATE'],
    text: 'They read a column `_PARTITIONTIME`, which the table must have; `*` shows it in a query that does not name it.',
  },
  { of: ['APPROX_COUNT_DISTINCT'], text: 'The result is exact, not approximate.' },
  {
    of: ['DATETIME', 'DATE_ADD', 'DATE_SUB', 'TIMESTAMP_ADD', 'TIMESTAMP_SUB'],
    text: far,
  },
  { of: ['+', '-'], kinds: ['DATE', 'DATETIME', 'TIMESTAMP'], text: far },
];

/**
 * What holds for every expression, so that no grade tells of it. All but those of arrays in tables were found by random expressions. Which of two
 * errors or values comes first GoogleSQL leaves open: "there is no special guarantee of evaluation order".
 * Source: https://cloud.google.com/bigquery/docs/reference/standard-sql/debugging_functions
 */
export const everywhere: readonly string[] = [
  'A FLOAT64 that overflows is infinite, no error, and no NULL of a SAFE function.',
  'A value that fails but that the result does not depend on may not be worked out, so that its error does not show: beside a NULL, or beside what decides AND, OR, BETWEEN, IN or a comparison of STRUCTs; in rows and columns that are left out; in an ARRAY or STRUCT of which only the NULL or the length counts.',
  'STRUCTs in columns of unknown types are equal where the same fields are NULL.',
  'The last digits of SUM and AVG of FLOAT64 follow the order in which rows are added, as on BigQuery.',
  'A NULL array stays NULL in a table, where BigQuery keeps an empty one, if it stands within a STRUCT or in a column whose type is not known, or that ALTER TABLE adds.',
  'An array that holds a NULL is stored, where BigQuery fails.',
  'Years before 1000 are printed with four digits.',
];
