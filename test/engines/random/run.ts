import fc, { type Arbitrary } from 'fast-check';
import type { Evaluator } from '../googlesql/evaluator.ts';
import type { Engine } from './engine.ts';
import { expressions, queries } from './expressions.ts';
import { judge } from './judge.ts';
import { truths, type Verdict } from './truth.ts';
import { judgeQuery } from './whole.ts';

/** Expressions in one statement. */
const PACK = 40;

/** A difference that no catalogue declares, as it was found and as small as it could be made. */
export interface Found {
  readonly engine: Engine['name'];
  readonly what: 'expression' | 'query';
  /** With the seed, what fast-check needs to make the text again. */
  readonly path: string;
  readonly typed: boolean;
  readonly sql: string;
  readonly smallest: string;
  readonly text: string;
  readonly want: unknown;
  readonly got: unknown;
}

/** What became of all texts on one engine. */
export interface Tally {
  readonly engine: Engine['name'];
  /** Compared and equal. */
  equal: number;
  /** Compared and different as declared, by what the catalogue says. */
  readonly declared: Map<string, number>;
  /** Not translated, by reason; not compared. */
  readonly refused: Map<string, number>;
  /** Translated, but refused by the translation's own guards while they ran, by message; not compared. */
  readonly guarded: Map<string, number>;
  /** The texts of what differs as declared, with what the catalogue says. */
  readonly examples: { readonly why: string; readonly sql: string }[];
  /** No GoogleSQL to the evaluator. */
  invalid: number;
  readonly different: Found[];
}

export const emptyTally = (engine: Engine['name']): Tally => ({
  engine,
  equal: 0,
  declared: new Map(),
  refused: new Map(),
  guarded: new Map(),
  examples: [],
  invalid: 0,
  different: [],
});

const add = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

/** Translated texts whose results were compared. */
export const compared = (tally: Tally): number =>
  tally.equal + tally.different.length + [...tally.declared.values()].reduce((sum, n) => sum + n, 0);

interface Run {
  readonly google: Evaluator;
  readonly engines: readonly Engine[];
  readonly seed: number;
  /** Makes what differs smaller, which takes time. */
  readonly shrink: boolean;
}

type Different = Extract<Verdict, { kind: 'different' }>;

async function noted(
  run: Run,
  engine: Engine,
  tally: Tally,
  verdict: Verdict,
  one: Pick<Found, 'what' | 'path' | 'typed' | 'sql'>,
  again: (sql: string) => Promise<Verdict | undefined>,
): Promise<void> {
  switch (verdict.kind) {
    case 'equal':
      tally.equal += 1;
      return;
    case 'guarded':
      return add(tally.guarded, verdict.why);
    case 'refused':
      return add(tally.refused, verdict.why);
    case 'declared':
      tally.examples.push({ why: verdict.why, sql: one.sql });
      return add(tally.declared, verdict.why);
    case 'different': {
      const arbitrary = one.what === 'query' ? queries : expressions;
      const { smallest, found } = run.shrink
        ? await shrunk(arbitrary, run.seed, one, verdict, again)
        : { smallest: one.sql, found: verdict };
      tally.different.push({
        engine: engine.name,
        ...one,
        smallest,
        text: found.text,
        want: found.want,
        got: found.got,
      });
    }
  }
}

/** The smallest text that fast-check finds that differs as well. */
async function shrunk(
  arbitrary: Arbitrary<string>,
  seed: number,
  one: Pick<Found, 'path' | 'sql'>,
  first: Different,
  again: (sql: string) => Promise<Verdict | undefined>,
): Promise<{ readonly smallest: string; readonly found: Different }> {
  let found = { smallest: one.sql, found: first };
  const property = fc.asyncProperty(arbitrary, async (sql) => {
    const verdict = await again(sql);
    if (verdict?.kind !== 'different') return true;
    found = { smallest: sql, found: verdict };
    return false;
  });
  await fc.check(property, { seed, path: one.path, numRuns: 1 });
  return found;
}

/** Judges random expressions, from the `from`-th on; every other statement knows the types of the columns. */
export async function judgeExpressions(run: Run, tallies: readonly Tally[], count: number, from = 0): Promise<void> {
  const all = fc.sample(expressions, { seed: run.seed, numRuns: from + count });
  for (let at = from; at < all.length; at += PACK) {
    const pack = all.slice(at, at + PACK);
    const truth = await truths(run.google, pack);
    const typed = (at / PACK) % 2 === 0;
    const asked = pack.flatMap((expression, i) => {
      const known = truth[i];
      return known ? [{ expression, truth: known, path: String(at + i) }] : [];
    });
    await Promise.all(
      run.engines.map(async (engine, e) => {
        const tally = tallies[e];
        if (!tally) return;
        tally.invalid += pack.length - asked.length;
        const again = async (sql: string): Promise<Verdict | undefined> => {
          const [known] = await truths(run.google, [sql]);
          return known && (await judge(engine, run.google, typed, [{ expression: sql, truth: known }]))[0];
        };
        const verdicts = await judge(engine, run.google, typed, asked);
        for (const [i, verdict] of verdicts.entries()) {
          const { expression: sql = '', path = '' } = asked[i] ?? {};
          await noted(run, engine, tally, verdict, { what: 'expression', path, typed, sql }, again);
        }
      }),
    );
  }
}

/** Judges random queries, one statement each. */
export async function judgeQueries(run: Run, tallies: readonly Tally[], count: number, from = 0): Promise<void> {
  const all = fc.sample(queries, { seed: run.seed, numRuns: from + count });
  for (const [at, sql] of all.entries()) {
    if (at < from) continue;
    const typed = at % 2 === 0;
    await Promise.all(
      run.engines.map(async (engine, e) => {
        const tally = tallies[e];
        if (!tally) return;
        const again = (text: string): Promise<Verdict | undefined> => judgeQuery(engine, run.google, typed, text);
        const verdict = await again(sql);
        if (verdict) await noted(run, engine, tally, verdict, { what: 'query', path: String(at), typed, sql }, again);
        else tally.invalid += 1;
      }),
    );
  }
}
