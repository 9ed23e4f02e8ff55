// What the analyzer's list of functions leaves to its code, and what of it BigQuery does not have.

/** Functions of other products: protocol buffers, anonymisation, D3A sketches. */
export const foreign = (name: string): boolean =>
  /^(ANON_|D3A_COUNT|\$DIFFERENTIAL|\$ANON|\$DIFFERENTIAL_PRIVACY|PROTO_)/i.test(name) ||
  [
    'CONTAINS_KEY',
    'MODIFY_MAP',
    'ENUM_VALUE_DESCRIPTOR_PROTO',
    'FILTER_FIELDS',
    'ST_NEAREST_NEIGHBORS',
    '$proto_map_at_key',
    '$safe_proto_map_at_key',
  ].includes(name);

/** How enums are passed in SQL: date parts and modes as bare words, other choices as strings. */
export const enumNames: Readonly<Record<string, string>> = {
  'zetasql.functions.DateTimestampPart': 'PART',
  'zetasql.functions.NormalizeMode': 'MODE',
  'zetasql.functions.RoundingMode': 'CHOICE',
  'zetasql.functions.ArrayFindEnums.ArrayFindMode': 'CHOICE',
};

/** Functions whose pair of a number and a date part is written as one INTERVAL. */
export const spans = (name: string, texts: readonly string[]): readonly string[] => {
  if (!/_(ADD|SUB|ARRAY)$/.test(name)) return texts;
  const at = texts.findIndex((text) => text === 'PART' || text === '[PART]');
  if (at < 1) return texts;
  const text = texts[at] === 'PART' ? 'SPAN' : '[SPAN]';
  return [...texts.slice(0, at - 1), text, ...texts.slice(at + 1)];
};

/** Result types that the analyzer computes in code. */
export function result(name: string, type: string | undefined, parameters: readonly unknown[]): string | undefined {
  if (name === 'APPROX_TOP_COUNT') return 'ARRAY<STRUCT<value T1, count INT64>>';
  if (name === 'APPROX_TOP_SUM') return `ARRAY<STRUCT<value T1, sum ${parameters[1]}>>`;
  return type;
}

const ordered = new Set([
  '$less',
  '$less_or_equal',
  '$greater',
  '$greater_or_equal',
  '$between',
  'MIN',
  'MAX',
  'RANGE_BUCKET',
]);
const equal = new Set([
  '$equal',
  '$not_equal',
  '$in',
  '$in_array',
  '$is_distinct_from',
  '$is_not_distinct_from',
  'NULLIF',
]);

/** Demands on types that the analyzer makes in code; CONCAT turns what it gets into text. */
export function demanded(name: string, text: string): string {
  if (name === 'CONCAT' || name === '$concat_op') return text.replace(/^STRING/, 'TEXT');
  if (name === 'APPROX_QUANTILES') return text.replace('T1 order', 'T1 order element');
  if (name === 'GROUPING') return text.replace('T1', 'T1 grouping');
  if (name === 'GREATEST' || name === 'LEAST') return text.replace('T1', 'T1 order element');
  const demand = ordered.has(name)
    ? 'order'
    : equal.has(name) || (name === '$case_with_value' && /T2/.test(text))
      ? 'equality'
      : '';
  return demand === '' ? text : text.replace(/^(T[12]|ARRAY<T[12]>)/, `$1 ${demand}`);
}

const decimals = ['NUMERIC', 'BIGNUMERIC'];

/** At least one of two arguments is of the very type. */
const oneExactly = (type: string): readonly string[] => [
  `(${type} exact typed, ${type}) ${type}`,
  `(${type}, ${type} exact typed) ${type}`,
];
const whole = ['(INT64, INT64) INT64', ...decimals.flatMap(oneExactly)];
const some = ['(T1, T1...) T1'];

/** Signatures that the analyzer narrows in code, by function. */
export const narrowed: Readonly<Record<string, readonly string[]>> = {
  COALESCE: some,
  DIV: whole,
  MOD: whole,
  RANGE: ['DATE', 'DATETIME', 'TIMESTAMP'].map((type) => `(${type} exact, ${type} exact) RANGE<${type}>`),
};

/** A parameter of a signature that the analyzer narrows in code. */
export function tightened(name: string, texts: readonly string[]): readonly string[] {
  const [first = '', ...rest] = texts;
  if (name === 'ROUND' && rest.length === 2 && rest[1] === 'CHOICE') return [`${first} exact typed`, ...rest];
  if (name === 'HLL_COUNT.INIT' && decimals.includes(first)) return [`${first} exact`, ...rest];
  if (name === 'PERCENTILE_CONT' && decimals.includes(first))
    return texts.map((text) => text.replace(first, `${first} exact typed`));
  if (/^ARRAY_CONCAT(_AGG)?$/.test(name)) return texts.map((text) => text.replace('ARRAY<T1>', 'ARRAY<T1> typed'));
  if (name === 'RANGE_BUCKET') return [first, `${rest[0]} typed`];
  if (name === 'GREATEST' || name === 'LEAST') return [first.replace('...', ''), first];
  return texts;
}
