// node --import ./test/support/typescript.mjs test/engines/random/dml/long.ts SCRIPTS [SEED] [--shrink]
// Judges that many random scripts on DuckDB and prints what became of their statements; ends with 1 where one differs.
import { database } from '../../../adapters/duckdb/database.ts';
import { startServer } from '../../googlesql/server.ts';
import { emptyTally } from './judge.ts';
import { judgeScripts } from './run.ts';

/** Scripts between two lines of progress. The evaluator is started anew each time, so that it keeps no memory. */
const STRETCH = 200;

const [count = '1000', seed = '1'] = process.argv.slice(2);
const shrink = process.argv.includes('--shrink');
const db = await database();
const tally = emptyTally();
for (let from = 0; from < Number(count); from += STRETCH) {
  const server = await startServer();
  const known = tally.different.length;
  await judgeScripts({ db, server, seed: Number(seed), shrink }, tally, Math.min(STRETCH, Number(count) - from), from);
  server.stop();
  const { equal, failed, declared, invalid, different } = tally;
  const refused = [...tally.refused.values()].reduce((sum, n) => sum + n, 0);
  console.log(
    `${new Date().toISOString()} ${equal + declared + different.length} compared, ${different.length} different, ${declared} as declared, ${failed} fail on both sides, ${refused} refused, ${invalid} no GoogleSQL to the evaluator`,
  );
  for (const one of different.slice(known)) console.log(JSON.stringify(one));
}
for (const [why, n] of [...tally.refused].toSorted((a, b) => b[1] - a[1])) console.log(`${n} ${why}`);
db.closeSync();
process.exitCode = tally.different.length > 0 ? 1 : 0;
