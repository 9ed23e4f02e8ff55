/** Functions that stand and fall together: why an engine has none of them is said once. */
export type Family =
  | 'geography'
  | 'sketch'
  | 'machine learning'
  | 'AI'
  | 'key'
  | 'network'
  | 'object'
  | 'federation'
  | 'range'
  | 'graph'
  | 'lambda'
  | 'search'
  | 'vector'
  | 'time series'
  | 'change history'
  | 'statistics of an index'
  | 'error handling'
  | 'collation'
  | 'big decimal'
  | 'encoding'
  | 'hash'
  | 'session'
  | 'JSON'
  | 'array'
  | 'aggregate'
  | 'window'
  | 'regular expression'
  | 'interval'
  | 'date and time'
  | 'bit'
  | 'mathematics'
  | 'conversion'
  | 'conditional'
  | 'text';

/** The first that fits counts. Source: BigQuery "Functions, operators, and conditionals", by its chapters. */
const families: readonly (readonly [Family, RegExp])[] = [
  ['geography', /^(?:ST|S2)_/],
  ['sketch', /^(?:HLL_COUNT|KLL_QUANTILES)\./],
  ['machine learning', /^(?:ML\.|BAG_OF_WORDS$|TF_IDF$)/],
  ['AI', /^AI\./],
  ['key', /^(?:KEYS\.|AEAD\.|DETERMINISTIC_|DLP_)/],
  ['network', /^NET\./],
  ['object', /^(?:OBJ\.|EXTERNAL_OBJECT_)/],
  ['federation', /^EXTERNAL_/],
  ['statistics of an index', /^(?:SEARCH|VECTOR)_INDEX\./],
  ['range', /^(?:RANGE|RANGE_(?!BUCKET).*|GENERATE_RANGE_ARRAY)$/],
  [
    'graph',
    /^(?:PATH(?:_\w+)?|NODES|EDGES|LABELS|ELEMENT_\w+|(?:SOURCE|DESTINATION)_NODE_ID|PROPERTY_\w+|IS_(?:ACYCLIC|SIMPLE|TRAIL|FIRST))$/,
  ],
  ['lambda', /^ARRAY_(?:FILTER|TRANSFORM|FIND|FIND_ALL|ZIP|INCLUDES|INCLUDES_ANY|INCLUDES_ALL|OFFSETS?)$/],
  ['search', /^(?:SEARCH|TEXT_ANALYZE|CONTAINS_SUBSTR)$/],
  ['vector', /^(?:VECTOR_SEARCH|(?:COSINE|EUCLIDEAN|MANHATTAN)_DISTANCE|DOT_PRODUCT|L[12]_NORM)$/],
  ['time series', /^(?:GAP_FILL|TUMBLE|HOP|(?:DATE|DATETIME|TIMESTAMP)_BUCKET)$/],
  ['change history', /^(?:APPENDS|CHANGES)$/],
  ['error handling', /^(?:IFERROR|ISERROR|NULLIFERROR)$/],
  ['collation', /^(?:COLLATE|NORMALIZE\w*)$/],
  ['big decimal', /BIGNUMERIC$/],
  ['hash', /^(?:MD5|SHA\d+|FARM_FINGERPRINT)$/],
  [
    'encoding',
    /^(?:(?:FROM|TO)_(?:BASE32|BASE64|HEX)|SAFE_CONVERT_BYTES_TO_STRING|CODE_POINTS_TO_\w+|TO_CODE_POINTS)$/,
  ],
  ['session', /^(?:SESSION_USER|GENERATE_UUID|RAND|TYPEOF)$/],
  ['JSON', /^(?:\w*JSON\w*|LAX_\w+|(?:BOOL|INT64|FLOAT64|STRING)(?:_ARRAY)?)$/],
  ['array', /^(?:ARRAY_(?!AGG$|CONCAT_AGG$)\w+|GENERATE_\w*ARRAY|FLATTEN)$/],
  [
    'aggregate',
    /^(?:ANY_VALUE|APPROX_\w+|ARRAY_AGG|ARRAY_CONCAT_AGG|AVG|BIT_(?:AND|OR|XOR)|CORR|COUNT|COUNTIF|COVAR_\w+|GROUPING|LOGICAL_\w+|MAX|MAX_BY|MIN|MIN_BY|STDDEV\w*|STRING_AGG|SUM|VAR(?:IANCE|_POP|_SAMP))$/,
  ],
  [
    'window',
    /^(?:CUME_DIST|DENSE_RANK|FIRST_VALUE|LAG|LAST_VALUE|LEAD|NTH_VALUE|NTILE|PERCENTILE_\w+|PERCENT_RANK|RANK|ROW_NUMBER)$/,
  ],
  ['regular expression', /^REGEXP_/],
  ['interval', /^(?:JUSTIFY_\w+|MAKE_INTERVAL)$/],
  [
    'date and time',
    /^(?:(?:CURRENT|FORMAT|PARSE)_(?:DATE|DATETIME|TIME|TIMESTAMP)|(?:DATE|DATETIME|TIME|TIMESTAMP)(?:_\w+)?|LAST_DAY|UNIX_\w+)$/,
  ],
  ['bit', /^BIT_COUNT$/],
  [
    'mathematics',
    /^(?:ABS|A?(?:SIN|COS|TAN|COT|SEC|CSC)H?|ATAN2|CBRT|CEIL|CEILING|DIV|EXP|FLOOR|GREATEST|IEEE_DIVIDE|IS_INF|IS_NAN|LEAST|LN|LOG|LOG10|MOD|PI|PI_NUMERIC|POW|POWER|RANGE_BUCKET|ROUND|SAFE_(?:ADD|DIVIDE|MULTIPLY|NEGATE|SUBTRACT)|SIGN|SQRT|TRUNC)$/,
  ],
  ['conversion', /^PARSE_NUMERIC$/],
  ['conditional', /^(?:COALESCE|ERROR|IF|IFNULL|NULLIF|NULLIFZERO|ZEROIFNULL)$/],
  [
    'text',
    /^(?:ASCII|BYTE_LENGTH|CHAR_LENGTH|CHARACTER_LENGTH|CHR|CONCAT|EDIT_DISTANCE|ENDS_WITH|FORMAT|INITCAP|INSTR|LEFT|LENGTH|LOWER|LPAD|LTRIM|OCTET_LENGTH|REPEAT|REPLACE|REVERSE|RIGHT|RPAD|RTRIM|SOUNDEX|SPLIT|SPLIT_SUBSTR|STARTS_WITH|STRPOS|SUBSTR|SUBSTRING|TRANSLATE|TRIM|UNICODE|UPPER)$/,
  ],
];

/** The family of a GoogleSQL function by its name in upper case; undefined for names that BigQuery has not. */
export const familyOf = (name: string): Family | undefined => families.find(([, names]) => names.test(name))?.[0];
