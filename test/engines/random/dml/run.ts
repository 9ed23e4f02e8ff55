import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import type { Server } from '../../googlesql/server.ts';
import { type Different, emptyTally, judgeScript, type Tally } from './judge.ts';
import { scripts } from './statements.ts';

/** How often a script that differs is tried in smaller forms. */
const TRIES = 200;

interface Run {
  readonly db: DuckDBConnection;
  readonly server: Server;
  readonly seed: number;
  /** Makes what differs smaller, which takes time. */
  readonly shrink: boolean;
}

/** Judges random scripts, from the `from`-th on; every other one does not know the types of its tables. */
export async function judgeScripts(run: Run, tally: Tally, count: number, from = 0): Promise<void> {
  await run.db.run('CREATE SCHEMA IF NOT EXISTS d');
  const sampled = [true, false].map((typed) => fc.sample(scripts(typed), { seed: run.seed, numRuns: from + count }));
  for (let at = from; at < from + count; at += 1) {
    const typed = at % 2 === 0;
    const script = sampled[typed ? 0 : 1]?.[at];
    const own: Tally = { ...tally, different: [] };
    if (script) await judgeScript(run.db, run.server, typed, script, own);
    const {
      different: [found],
      ...counts
    } = own;
    Object.assign(tally, counts);
    if (found) tally.different.push(run.shrink ? await shrunk(run, typed, String(at), found) : found);
  }
}

/** The smallest script that fast-check finds that differs as well. */
async function shrunk({ db, server, seed }: Run, typed: boolean, path: string, first: Different): Promise<Different> {
  let found = first;
  let tries = 0;
  const property = fc.asyncProperty(scripts(typed), async (script) => {
    tries += 1;
    if (tries > TRIES) return true;
    const tally = emptyTally();
    await judgeScript(db, server, typed, script, tally);
    const [one] = tally.different;
    if (one) found = one;
    return one === undefined;
  });
  await fc.check(property, { seed, path, numRuns: 1 });
  return found;
}
