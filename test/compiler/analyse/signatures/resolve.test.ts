import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { functionNamed, functionNames } from '../../../../src/compiler/analyse/signatures/functions.ts';
import { functionKind, functionTraits } from '../../../../src/compiler/analyse/signatures/kind.ts';
import { type Argument, resolveCall } from '../../../../src/compiler/analyse/signatures/resolve.ts';
import { parseType, typeText } from '../../../../src/compiler/analyse/types/text.ts';
import { UNKNOWN } from '../../../../src/compiler/analyse/types/type.ts';
import { sqlType } from '../types/arbitrary.ts';

/** `STRING` is a value of that type, `'STRING'` a literal, `?` not known, `n => BOOL` by name, `DAY!` a word, `+DAY` an interval. */
function argument(text: string): Argument {
  const [name, of] = text.includes('=>') ? text.split('=>').map((part) => part.trim()) : [undefined, text];
  const named = name === undefined ? {} : { name };
  if (of === 'NULL') return { typed: { type: { kind: 'INT64' }, form: 'null' }, ...named };
  if (of?.endsWith('!')) return { typed: { type: UNKNOWN }, part: of.slice(0, -1), ...named };
  if (of?.startsWith('+'))
    return {
      typed: { type: { kind: 'INTERVAL' } },
      span: { amount: { type: { kind: 'INT64' }, form: 'literal' }, part: of.slice(1) },
    };
  const isLiteral = of?.startsWith("'") ?? false;
  const type = parseType(isLiteral ? (of ?? '').slice(1, -1) : (of ?? ''));
  if (!type) throw new Error(`no argument: ${text}`);
  return { typed: { type, ...(isLiteral && { form: 'literal' as const }) }, ...named };
}

const call = (name: string, ...args: readonly string[]) => resolveCall(name, args.map(argument));
const typeOf = (name: string, ...args: readonly string[]): string => {
  const outcome = call(name, ...args);
  return outcome.kind === 'ok' ? typeText(outcome.type) : outcome.kind;
};

test.each([
  ['SUBSTR', ['STRING', "'INT64'"], 'STRING'],
  ['SUBSTR', ['BYTES', "'INT64'", 'INT64'], 'BYTES'],
  ['SUM', ['INT64'], 'INT64'],
  ['AVG', ['INT64'], 'FLOAT64'],
  ['AVG', ['NUMERIC'], 'NUMERIC'],
  ['$divide', ['INT64', 'INT64'], 'FLOAT64'],
  ['$add', ['NUMERIC', "'FLOAT64'"], 'NUMERIC'],
  ['$add', ['DATE', "'INT64'"], 'DATE'],
  ['$subtract', ['TIMESTAMP', 'TIMESTAMP'], 'INTERVAL'],
  ['COALESCE', ['NULL', 'INT64', "'FLOAT64'"], 'FLOAT64'],
  ['IF', ['BOOL', 'DATE', "'STRING'"], 'DATE'],
  ['ARRAY_AGG', ['STRUCT<a INT64>'], 'ARRAY<STRUCT<a INT64>>'],
  ['ARRAY_CONCAT', ['ARRAY<STRING>', 'ARRAY<STRING>'], 'ARRAY<STRING>'],
  ['APPROX_TOP_COUNT', ['STRING', "'INT64'"], 'ARRAY<STRUCT<value STRING, count INT64>>'],
  ['APPROX_TOP_SUM', ['STRING', 'NUMERIC', "'INT64'"], 'ARRAY<STRUCT<value STRING, sum NUMERIC>>'],
  ['DATE_TRUNC', ['DATE', 'MONTH!'], 'DATE'],
  ['DATE_TRUNC', ['TIMESTAMP', 'MONTH!', "'STRING'"], 'TIMESTAMP'],
  ['DATE_ADD', ['DATE', '+DAY'], 'DATE'],
  ['DATE_ADD', ['DATETIME', '+DAY'], 'DATETIME'],
  ['GENERATE_DATE_ARRAY', ["'STRING'", 'DATE', '+MONTH'], 'ARRAY<DATE>'],
  ['JSON_QUERY', ['JSON', "'STRING'"], 'JSON'],
  ['JSON_QUERY', ['STRING', "'STRING'"], 'STRING'],
  ['PARSE_JSON', ['STRING', "wide_number_mode => 'STRING'"], 'JSON'],
  ['CONCAT', ['STRING', 'DATE', 'INT64'], 'STRING'],
  ['MAKE_INTERVAL', ["'INT64'", "day => 'INT64'"], 'INTERVAL'],
  ['$case_no_value', ['BOOL', 'INT64', 'BOOL', 'NUMERIC', 'NULL'], 'NUMERIC'],
  ['$in', ['DATE', "'STRING'", 'NULL'], 'BOOL'],
  ['POWER', ['INT64', 'INT64'], 'FLOAT64'],
])('%s of %j is %s', (name, args, expected) => expect(typeOf(name, ...args)).toBe(expected));

describe('what a call gets wrong', () => {
  test('a function that does not exist, with what may have been meant', () => {
    expect(call('UPPERR', 'STRING')).toEqual({ kind: 'noFunction', near: 'UPPER' });
    expect(call('NVL2', 'INT64', 'INT64', 'INT64').kind).toBe('noFunction');
    expect(call('constructor').kind).toBe('noFunction');
  });

  test('too few and too many arguments', () => {
    expect(call('SUBSTR', 'STRING')).toEqual({
      kind: 'argumentCount',
      expected: ['SUBSTR(STRING, INT64, [INT64])', 'SUBSTR(BYTES, INT64, [INT64])'],
    });
    expect(call('RAND', 'INT64').kind).toBe('argumentCount');
    expect(call('CONCAT').kind).toBe('argumentCount');
  });

  test('the only argument that can be blamed for its type', () => {
    expect(call('SUBSTR', 'STRING', 'STRING')).toMatchObject({ kind: 'noMatch', argument: 1 });
    expect(call('LENGTH', 'INT64')).toMatchObject({ kind: 'noMatch', argument: 0 });
    const both = call('SUBSTR', 'INT64', 'STRING');
    expect(both).toMatchObject({ kind: 'noMatch' });
    expect(both).not.toHaveProperty('argument');
  });

  test('an interval that is no constant and date, or a value where a date part belongs', () => {
    expect(call('DATE_ADD', 'DATE', 'INT64')).toMatchObject({ kind: 'noMatch', argument: 1 });
    expect(call('DATE_TRUNC', 'DATE', 'STRING')).toMatchObject({ kind: 'noMatch', argument: 1 });
    expect(call('UPPER', 'MONTH!')).toMatchObject({ kind: 'noMatch', argument: 0 });
  });

  test('an argument by a name that there is not', () => {
    expect(call('PARSE_JSON', 'STRING', 'wide_number_modes => STRING')).toEqual({
      kind: 'badName',
      argument: 1,
      name: 'wide_number_modes',
      near: 'wide_number_mode',
    });
  });

  test('a type without order or equality', () => {
    expect(call('MAX', 'JSON')).toMatchObject({ kind: 'unfit', argument: 0, needs: 'order' });
    expect(call('$equal', 'GEOGRAPHY', 'GEOGRAPHY')).toMatchObject({ kind: 'unfit', needs: 'equality' });
    expect(call('APPROX_COUNT_DISTINCT', 'JSON')).toMatchObject({ kind: 'unfit', needs: 'grouping' });
  });
});

test('a lambda is typed with the element of the array, and types the result', () => {
  const lambda = {
    typed: { type: UNKNOWN },
    lambda: {
      parameters: 1,
      body: ([of = UNKNOWN]: readonly (typeof UNKNOWN)[]) => ({ type: { kind: 'ARRAY', element: of } as const }),
    },
  };
  const outcome = resolveCall('ARRAY_TRANSFORM', [argument('ARRAY<DATE>'), lambda]);
  expect(outcome).toMatchObject({ kind: 'ok', type: parseType('ARRAY<ARRAY<DATE>>') });
  expect(resolveCall('ARRAY_FILTER', [argument('ARRAY<DATE>'), lambda])).toMatchObject({
    kind: 'noMatch',
    argument: 1,
  });
});

describe('unknown types', () => {
  test('give what the signatures that are left have in common', () => {
    expect(typeOf('LENGTH', '?')).toBe('INT64');
    expect(typeOf('DATE_DIFF', '?', '?', 'DAY!')).toBe('INT64');
    expect(typeOf('SUM', '?')).toBe('?');
    expect(typeOf('LOWER', '?')).toBe('?');
    expect(typeOf('JSON_VALUE', '?', "'STRING'")).toBe('STRING');
    expect(typeOf('ARRAY_AGG', '?')).toBe('ARRAY<?>');
  });

  test('never make a call wrong that is right with a known type', () => {
    const names = functionNames().filter((name) => functionNamed(name)?.signatures.every((s) => !s.open));
    const args = fc.array(
      sqlType.map((type): Argument => ({ typed: { type } })),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...names, '$add', '$equal', '$in', '$concat_op'),
        args,
        fc.nat(2),
        (name, known, at) => {
          if (resolveCall(name, known).kind !== 'ok') return;
          const open = known.map((one, i) => (i === at ? { typed: { type: UNKNOWN } } : one));
          expect(resolveCall(name, open).kind).toBe('ok');
        },
      ),
      { numRuns: 3000 },
    );
  });
});

test('what sort of function a name is, and what its clauses may be', () => {
  expect(['UPPER', 'COUNT', 'RANK', 'ML.PREDICT', 'NOTHING'].map(functionKind)).toEqual([
    'scalar',
    'aggregate',
    'analytic',
    'table',
    undefined,
  ]);
  expect(functionTraits('ARRAY_AGG')).toMatchObject({ over: true, orderBy: true, limit: true, nulls: true });
  expect(functionTraits('LAG')).toMatchObject({ kind: 'analytic', windowOrder: 'required', frame: false });
  expect(functionTraits('STDDEV')).toEqual(functionTraits('STDDEV_SAMP'));
});
