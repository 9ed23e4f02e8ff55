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
  'GREATEST',
  'LEAST',
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
  const demand = ordered.has(name)
    ? 'order'
    : equal.has(name) || (name === '$case_with_value' && /T2/.test(text))
      ? 'equality'
      : '';
  return demand === '' ? text : text.replace(/^(T[12]|ARRAY<T[12]>)/, `$1 ${demand}`);
}
