// npm run test:bigquery-etl:rows -- DIR [--engine duckdb|spark ...] [--only PART-OF-PATH] [--plain] [--sql] [--report FILE]
// Runs the query tests of a checkout of mozilla/bigquery-etl in DIR through our translation, on DuckDB and on real Spark:
// tables are filled with a test's input, its query is translated and run, and the rows are compared with those expected.
// Taken are tests whose query stands in the repository and is no template, in two groups: those without functions of the
// repository (--plain: no others), and those with functions in SQL, which are written before the query as temporary ones.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { difference } from './rows/compare.ts';
import { duckdb } from './rows/duckdb.ts';
import type { Engine, Outcome } from './rows/engine.ts';
import { functionsOf, type Prepared, prepared } from './rows/query.ts';
import { spark } from './rows/spark.ts';
import { type RowTest, readTests } from './rows/test-folder.ts';
import { readRepository } from './source.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string', multiple: true, default: ['duckdb', 'spark'] },
    only: { type: 'string', default: '' },
    plain: { type: 'boolean', default: false },
    sql: { type: 'boolean', default: false },
    report: { type: 'string' },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error(
    'usage: npm run test:bigquery-etl:rows -- DIR [--engine duckdb|spark ...] [--only PART-OF-PATH] [--report FILE]',
  );
  process.exit(2);
}

const groups = ['plain', 'with functions in SQL'] as const;
type Group = (typeof groups)[number] | 'with functions in JavaScript';

interface Result {
  readonly id: string;
  readonly group: Group;
  readonly engine: string;
  readonly kind: 'passed' | 'refused' | 'failed' | 'different';
  readonly reason: string;
}

const groupOf = ({ functions, foreign }: Prepared): Group =>
  foreign !== undefined ? 'with functions in JavaScript' : functions.length > 0 ? groups[1] : groups[0];

function verdict({ expect }: RowTest, outcome: Outcome): Pick<Result, 'kind' | 'reason'> {
  if ('refused' in outcome) return { kind: 'refused', reason: [...new Set(outcome.refused)].join(' | ') };
  if ('failed' in outcome) return { kind: 'failed', reason: outcome.failed.slice(0, 600) };
  const reason = difference(expect, outcome.rows);
  return reason === undefined ? { kind: 'passed', reason: '' } : { kind: 'different', reason };
}

const repository = readRepository(folder);
const { tests, out } = readTests(folder);
const functions = functionsOf(repository.routines);
const ready = tests.map((test) => ({ test, query: prepared(test, functions) }));
const results: Result[] = [];

async function runAll(engine: Engine): Promise<void> {
  for (const { test, query } of ready) {
    const group = groupOf(query);
    if (group === 'with functions in JavaScript' || !test.id.includes(values.only)) continue;
    if (values.plain && group !== 'plain') continue;
    if (values.sql) console.log(query.sql);
    const result = { id: test.id, group, engine: engine.name, ...verdict(test, await engine.run(test, query.sql)) };
    results.push(result);
    console.log(
      `${result.kind.padEnd(9)} ${engine.name}  ${test.id.slice(test.project.length + 1)}${result.reason ? `\n          ${result.reason}` : ''}`,
    );
  }
  await engine.stop();
}

for (const name of values.engine) await runAll(name === 'spark' ? await spark() : duckdb());

const count = (of: (one: Result) => boolean): number => results.filter(of).length;
console.log(`\n${tests.length + out.length} tests`);
for (const why of ['no query', 'template'] as const)
  console.log(`${String(out.filter((one) => one.why === why).length).padStart(5)}  left out: ${why}`);
console.log(
  `${String(ready.filter(({ query }) => query.foreign !== undefined).length).padStart(5)}  left out: functions in JavaScript`,
);
for (const engine of new Set(results.map((one) => one.engine)))
  for (const group of groups) {
    const of = (one: Result): boolean => one.engine === engine && one.group === group;
    const passed = count((one) => of(one) && one.kind === 'passed');
    console.log(
      `${engine}, ${group}: ${passed} of ${count(of)} (${((100 * passed) / Math.max(1, count(of))).toFixed(1)} %)`,
    );
  }
if (values.report !== undefined) writeFileSync(values.report, `${JSON.stringify(results, null, 2)}\n`);
