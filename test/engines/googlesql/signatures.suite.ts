import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { googlesql } from '../../../src/compiler/analyse/signatures/googlesql.generated.ts';
import { type Outcome, resolveCall } from '../../../src/compiler/analyse/signatures/resolve.ts';
import { typeText } from '../../../src/compiler/analyse/types/text.ts';
import { installed, type Server, startServer } from './server.ts';
import { type Call, callsOf, operations } from './signatures/calls.ts';
import { each, type Oracle, oracleOf } from './signatures/oracle.ts';
import { tableOf } from './signatures/table.ts';

/** Whether the analyzer refuses the call for a value of a literal, which types cannot tell. */
const isOfValue = (message: string): boolean =>
  message.startsWith('A literal NULL argument cannot be accepted in place of RANGE') ||
  message.startsWith('GROUPING must have an argument') ||
  message.startsWith('Too many arguments to FORMAT') ||
  message.startsWith('at least one of RANGE() arguments') ||
  message.includes(' does not support the ') ||
  /must be (a string literal|one of)/.test(message) ||
  (message.startsWith('Could not cast literal') &&
    (!message.includes('[]') || message.includes('[] to type STRING'))) ||
  /must be (at least|at most|between|a literal|non-NULL|less than|a constant)|must not be NULL|Invalid (JSONPath|path)/i.test(
    message,
  );

/** The type of a call; an array of arrays is refused where it is made. */
const textOf = (outcome: Outcome): string => {
  const text = outcome.kind === 'ok' ? typeText(outcome.type) : 'none';
  return text.startsWith('ARRAY<ARRAY<') ? 'none' : text;
};

/** How many expressions are asked for in one question. */
const BATCH = 40;
/** Of the calls that we refuse, each of which is a question of its own, one in so many is asked for; 1: all. */
const refusedIn = Number(process.env['SIGNATURES_REFUSED_IN'] ?? 5);

interface Judged {
  readonly sql: string;
  readonly ours: string;
}

describe.skipIf(!installed)('calls resolve as with Google’s analyzer', () => {
  let server: Server;
  let oracle: Oracle;
  beforeAll(async () => {
    server = await startServer();
    oracle = await oracleOf(server);
  });
  afterAll(() => server.stop());

  /** Calls of one function, resolved by both. */
  async function differences(
    calls: readonly Call[],
  ): Promise<{ readonly asked: number; readonly wrong: readonly string[] }> {
    const judged = calls.map(({ name, sql, args }): Judged => ({ sql, ours: textOf(resolveCall(name, args)) }));
    const taken = judged.filter(({ ours }) => ours !== 'none');
    const refused = judged.filter(({ ours }) => ours === 'none').filter((_, i) => i % refusedIn === 0);
    const batches: (readonly Judged[])[] = refused.map((one) => [one]);
    for (let i = 0; i < taken.length; i += BATCH) batches.push(taken.slice(i, i + BATCH));
    const verdicts = await each(batches, (batch) => oracle.typesOf(batch.map(({ sql }) => sql)));
    let asked = 0;
    const wrong = batches.flatMap((batch, i) =>
      batch.flatMap(({ sql, ours }, k) => {
        const verdict = verdicts[i]?.[k];
        if (!verdict || ('error' in verdict && isOfValue(verdict.error))) return [];
        asked += 1;
        const theirs = 'type' in verdict ? verdict.type : 'none';
        return theirs === ours ? [] : [`${sql}: ${ours}, not ${'type' in verdict ? verdict.type : verdict.error}`];
      }),
    );
    return { asked, wrong };
  }

  test('the table is what `npm run signatures` writes', async () => {
    expect(googlesql).toEqual(Object.fromEntries(await tableOf(server)));
  });

  test('each signature, with fitting and unfitting arguments', async () => {
    const names = Object.keys(googlesql).filter((name) => !name.startsWith('$'));
    let asked = 0;
    const wrong: string[] = [];
    for (const name of names) {
      const found = await differences(callsOf(name));
      asked += found.asked;
      wrong.push(...found.wrong);
    }
    console.log(`${asked} calls of ${names.length} functions`);
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(10_000);
  });

  test('each operator between each two values', async () => {
    const { asked, wrong } = await differences(operations());
    console.log(`${asked} operations`);
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(5_000);
  });
});
