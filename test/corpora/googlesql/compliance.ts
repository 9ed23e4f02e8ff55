// npm run test:googlesql -- DIR [duckdb|databricks] [--only PART-OF-FILE] [--out FILE]
// Runs the queries of Google's own tests of GoogleSQL (DIR/googlesql/compliance/testdata of a checkout of google/googlesql)
// through the translation and compares the results with those that the tests name.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEvaluator } from '../../engines/googlesql/evaluator.ts';
import { openDuckdb, openSpark } from '../../engines/random/engine.ts';
import { complianceCases } from './cases.ts';
import { judgeCase } from './judge.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    out: { type: 'string', default: join(tmpdir(), 'googlesql-compliance.txt') },
  },
});
const [folder, which = 'duckdb'] = positionals;
if (folder === undefined || !['duckdb', 'databricks'].includes(which)) {
  console.error('usage: npm run test:googlesql -- DIR [duckdb|databricks] [--only PART-OF-FILE] [--out FILE]');
  process.exit(2);
}
const testdata = join(folder, 'googlesql/compliance/testdata');
const files = readdirSync(testdata).filter((name) => name.endsWith('.test') && name.includes(values.only));
const engine = which === 'duckdb' ? await openDuckdb() : await openSpark();
const counts = new Map<string, number>();
const lines: string[] = [];
for (const file of files) {
  const google = await startEvaluator();
  const own = new Map<string, number>();
  for (const one of complianceCases(file.replace(/\.test$/, ''), readFileSync(join(testdata, file), 'utf8'))) {
    const verdict = await judgeCase(engine, google, one);
    counts.set(verdict.kind, (counts.get(verdict.kind) ?? 0) + 1);
    own.set(verdict.kind, (own.get(verdict.kind) ?? 0) + 1);
    if (verdict.kind !== 'equal')
      lines.push(JSON.stringify({ ...verdict, name: one.name, sql: one.sql, wanted: one.wanted }));
  }
  google.stop();
  console.log(`${file}: ${[...own].map(([kind, n]) => `${kind} ${n}`).join(', ')}`);
}
writeFileSync(values.out, `${lines.join('\n')}\n`);
console.log([...counts].map(([kind, n]) => `${kind} ${n}`).join(', '));
await engine.stop();
