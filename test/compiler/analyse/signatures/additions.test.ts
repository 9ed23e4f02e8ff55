import { expect, test } from 'vitest';
import { functionNamed, functionNames } from '../../../../src/compiler/analyse/signatures/functions.ts';
import { functionKind } from '../../../../src/compiler/analyse/signatures/kind.ts';
import { type Argument, resolveCall } from '../../../../src/compiler/analyse/signatures/resolve.ts';
import { parseType, typeText } from '../../../../src/compiler/analyse/types/text.ts';

const argument = (text: string): Argument => {
  const [name, of] = text.includes('=>') ? text.split(' => ') : [undefined, text];
  return { typed: { type: parseType(of ?? '') ?? { kind: 'unknown' } }, ...(name !== undefined && { name }) };
};
const typeOf = (name: string, args: readonly string[]): string => {
  const outcome = resolveCall(name, args.map(argument));
  return outcome.kind === 'ok' ? typeText(outcome.type) : outcome.kind;
};

test('every signature of the tables can be read', () => {
  const empty = functionNames().filter((name) => (functionNamed(name)?.signatures.length ?? 0) === 0);
  expect(empty).toEqual([]);
  expect(functionNames().length).toBeGreaterThan(500);
});

test.each([
  ['MAX_BY', ['STRING', 'DATE'], 'STRING'],
  ['MIN_BY', ['STRUCT<a INT64>', 'INT64'], 'STRUCT<a INT64>'],
  ['MAX_BY', ['STRING', 'JSON'], 'unfit'],
  ['CONTAINS_SUBSTR', ['STRUCT<a INT64>', 'STRING'], 'BOOL'],
  ['EDIT_DISTANCE', ['STRING', 'STRING', 'max_distance => INT64'], 'INT64'],
  ['EDIT_DISTANCE', ['STRING', 'INT64'], 'noMatch'],
  ['SEARCH', ['STRING', 'STRING', 'analyzer => STRING'], 'BOOL'],
  ['BAG_OF_WORDS', ['ARRAY<STRING>'], 'ARRAY<STRUCT<term STRING, count INT64>>'],
  ['KLL_QUANTILES.INIT_INT64', ['INT64', 'INT64'], 'BYTES'],
  ['KLL_QUANTILES.MERGE_POINT_FLOAT64', ['BYTES', 'FLOAT64'], 'FLOAT64'],
  ['JSON_KEYS', ['JSON', 'INT64', 'mode => STRING'], 'ARRAY<STRING>'],
  ['JSON_SET', ['JSON', 'STRING', 'INT64', 'create_if_missing => BOOL'], 'JSON'],
  ['LAX_INT64_ARRAY', ['JSON'], 'ARRAY<INT64>'],
  ['RANGE', ['DATE', 'DATE'], 'RANGE<DATE>'],
  ['RANGE_CONTAINS', ['RANGE<DATE>', 'DATE'], 'BOOL'],
  ['RANGE_START', ['RANGE<TIMESTAMP>'], 'TIMESTAMP'],
  ['GENERATE_RANGE_ARRAY', ['RANGE<DATE>', 'INTERVAL'], 'ARRAY<RANGE<DATE>>'],
  ['ST_HAUSDORFFDISTANCE', ['GEOGRAPHY', 'GEOGRAPHY', 'directed => BOOL'], 'FLOAT64'],
  ['COSINE_DISTANCE', ['ARRAY<FLOAT64>', 'ARRAY<FLOAT64>'], 'FLOAT64'],
  ['ML.STANDARD_SCALER', ['INT64'], 'FLOAT64'],
  ['AI.IF', ['STRING', 'connection_id => STRING'], 'BOOL'],
  ['AI.GENERATE', ['STRING', 'output_schema => STRING'], '?'],
  ['COUNT', ['INT64', 'contribution_bounds_per_group => STRUCT<INT64, INT64>'], '?'],
])('%s of %j is %s', (name, args, expected) => expect(typeOf(name, args)).toBe(expected));

test.each(['ML.PREDICT', 'ML.FORECAST', 'AI.FORECAST', 'VECTOR_SEARCH', 'GAP_FILL', 'APPENDS', 'EXTERNAL_QUERY'])(
  '%s gives rows',
  (name) => expect(functionKind(name)).toBe('table'),
);

test.each(['MAX_BY', 'AI.AGG', 'KLL_QUANTILES.MERGE_PARTIAL'])('%s is an aggregate', (name) =>
  expect(functionKind(name)).toBe('aggregate'),
);
