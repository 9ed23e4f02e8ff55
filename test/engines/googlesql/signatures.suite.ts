import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { googlesql } from '../../../src/compiler/analyse/signatures/googlesql.generated.ts';
import { type Outcome, resolveCall } from '../../../src/compiler/analyse/signatures/resolve.ts';
import { typeText } from '../../../src/compiler/analyse/types/text.ts';
import { installed, type Server, startServer } from './server.ts';
import { type Call, callsOf, operations } from './signatures/calls.ts';
import { each, type Oracle, oracleOf, type Verdict } from './signatures/oracle.ts';

/** Whether the analyzer refuses the call for a value of a literal, which types cannot tell. */
const isOfValue = (message: string): boolean =>
  message.startsWith('A literal NULL argument cannot be accepted in place of RANGE') ||
  message.startsWith('GROUPING must have an argument') ||
  message.startsWith('Too many arguments to FORMAT') ||
  message.includes(' does not support the ') ||
  /must be (a string literal|one of)/.test(message) ||
  (message.startsWith('Could not cast literal') &&
    (!message.includes('[]') || message.includes('[] to type STRING'))) ||
  /must be (at least|at most|between|a literal|non-NULL|less than|a constant)|must not be NULL|Invalid (JSONPath|path)/i.test(
    message,
  );

const textOf = (outcome: Outcome): string => (outcome.kind === 'ok' ? typeText(outcome.type) : 'none');
const theirs = (verdict: Verdict): string => ('type' in verdict ? verdict.type : 'none');

describe.skipIf(!installed)('calls resolve as with Google’s analyzer', () => {
  let server: Server;
  let oracle: Oracle;
  beforeAll(async () => {
    server = await startServer();
    oracle = await oracleOf(server);
  });
  afterAll(() => server.stop());

  async function differences(
    calls: readonly Call[],
  ): Promise<{ readonly asked: number; readonly wrong: readonly string[] }> {
    const verdicts = await each(calls, ({ sql }) => oracle.typeOf(sql));
    let asked = 0;
    const wrong = calls.flatMap(({ name, sql, args }, i) => {
      const verdict = verdicts[i];
      if (!verdict || ('error' in verdict && isOfValue(verdict.error))) return [];
      asked += 1;
      const ours = textOf(resolveCall(name, args));
      return theirs(verdict) === ours
        ? []
        : [`${sql}: ${ours}, not ${'type' in verdict ? verdict.type : verdict.error}`];
    });
    return { asked, wrong };
  }

  test('each signature, with fitting and unfitting arguments', async () => {
    const names = Object.keys(googlesql).filter((name) => !name.startsWith('$'));
    const calls = names.flatMap(callsOf);
    const { asked, wrong } = await differences(calls);
    console.log(`${asked} of ${calls.length} calls of ${names.length} functions`);
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(5000);
  });

  test('each operator between each two values', async () => {
    const { asked, wrong } = await differences(operations());
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(20_000);
  });
});
