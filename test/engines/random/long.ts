// node --import ./test/support/typescript.mjs test/engines/random/long.ts duckdb|databricks|both EXPRESSIONS QUERIES [SEED] [--shrink] [--examples]
// Judges that many random expressions and queries and prints what became of them; ends with 1 where one differs.
import { type Evaluator, startEvaluator } from '../googlesql/evaluator.ts';
import { type Engine, openDuckdb, openSpark } from './engine.ts';
import { compared, emptyTally, judgeExpressions, judgeQueries, type Tally } from './run.ts';

/** Texts between two lines of progress. The evaluator is started anew each time, so that it keeps no memory. */
const STRETCH = 500;

const [which = 'duckdb', expressionCount = '2000', queryCount = '200', seedText = '1'] = process.argv.slice(2);
const shrink = process.argv.includes('--shrink');
const examples = process.argv.includes('--examples');
const seed = Number(seedText);

const engines: Engine[] = [
  ...(which === 'databricks' ? [] : [await openDuckdb()]),
  ...(which === 'duckdb' ? [] : [await openSpark()]),
];
const tallies = engines.map(({ name }) => emptyTally(name));

const sorted = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 40)
    .map(([text, n]) => `  ${n} ${text.slice(0, 160)}`)
    .join('\n');

const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);

const line = (tally: Tally): string =>
  `${tally.engine}: ${compared(tally)} compared, ${tally.different.length} different, ${total(tally.declared)} as declared, ${total(tally.refused)} refused, ${total(tally.guarded)} refused while they ran, ${tally.invalid} no GoogleSQL to the evaluator`;

/** How many of the differences stand in the output already. */
const shown = new Map<object, number>();

async function inStretches(count: number, judged: (google: Evaluator, size: number, from: number) => Promise<void>) {
  for (let from = 0; from < count; from += STRETCH) {
    const google = await startEvaluator();
    await judged(google, Math.min(STRETCH, count - from), from);
    google.stop();
    console.log(`${new Date().toISOString()} ${tallies.map(line).join(' | ')}`);
    for (const one of tallies.flatMap(({ different }) => different.slice(shown.get(different) ?? 0)))
      console.log(JSON.stringify(one));
    for (const { different } of tallies) shown.set(different, different.length);
  }
}

await inStretches(Number(queryCount), (google, size, from) =>
  judgeQueries({ google, engines, seed, shrink }, tallies, size, from),
);
await inStretches(Number(expressionCount), (google, size, from) =>
  judgeExpressions({ google, engines, seed, shrink }, tallies, size, from),
);
for (const tally of tallies) {
  console.log(
    `\n${line(tally)}\nrefused:\n${sorted(tally.refused)}\nrefused while they ran:\n${sorted(tally.guarded)}\nas declared:\n${sorted(tally.declared)}`,
  );
  if (examples) for (const one of tally.examples) console.log(JSON.stringify(one));
}
for (const engine of engines) await engine.stop();
process.exitCode = tallies.some((tally) => tally.different.length > 0) ? 1 : 0;
