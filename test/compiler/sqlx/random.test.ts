import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tidySqlx, wildSqlx } from './generate.ts';
import { expectSame } from './laws.ts';

const seed = Number(process.env.BIFORM_SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.BIFORM_RUNS ?? 400);
/** Milliseconds; long runs by hand need more than the usual. */
const timeout = 30_000 + numRuns * 10;
console.log(`SQLX compared with Dataform: seed ${seed}, ${numRuns} files each (BIFORM_SEED, BIFORM_RUNS)`);

test(
  'closed random SQLX does what Dataform makes of it, and its SQL maps back letter by letter',
  () => {
    let mapped = 0;
    fc.assert(
      fc.property(tidySqlx, (source) => {
        mapped += expectSame(source).mapped;
      }),
      { seed, numRuns },
    );
    expect(mapped).toBeGreaterThan(numRuns / 2);
  },
  timeout,
);

test(
  'broken random SQLX fails with the error that Dataform gives, or does the same',
  () => {
    let failed = 0;
    let worked = 0;
    fc.assert(
      fc.property(wildSqlx, (source) => {
        if ('threw' in expectSame(source).behaviour) failed += 1;
        else worked += 1;
      }),
      { seed, numRuns },
    );
    expect(failed).toBeGreaterThan(numRuns / 10);
    expect(worked).toBeGreaterThan(numRuns / 10);
  },
  timeout,
);
