// npm run test:corpora -- DIR [--only ID ...] [--show N] [--write]
// Compiles public Dataform projects and compares each graph with the one that Dataform's command line made.
// DIR holds corpora.json (the manifest), projects/<id> and graphs/<id>.json.gz. --write puts the results into
// docs/dataform-conformance.md. The exit status is 0 when all are identical.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { biformCli, outcomeOf, runNode } from '../support/biform.ts';
import { exactDifferences } from '../support/compare.ts';
import {
  actionCount,
  type CorpusEntry,
  masked,
  projectOf,
  readManifest,
  referenceOf,
  referenceTime,
} from './corpus.ts';

interface Result {
  readonly entry: CorpusEntry;
  readonly actions: number;
  readonly differences: readonly string[];
  /** Wall time of the whole process. */
  readonly seconds: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true }, show: { type: 'string' }, write: { type: 'boolean' } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('usage: npm run test:corpora -- DIR [--only ID ...] [--show N] [--write]');
  process.exit(2);
}

async function compileEntry(dir: string, entry: CorpusEntry): Promise<Result> {
  const cache = mkdtempSync(join(tmpdir(), 'biform-cache-'));
  const project = projectOf(dir, entry);
  const expected = referenceOf(dir, entry);
  try {
    const now = entry.clock ? [`--now=${referenceTime}`] : [];
    const started = performance.now();
    const result = await runNode([biformCli, 'compile', project, '--json', ...now], { BIFORM_CACHE_DIR: cache });
    const seconds = (performance.now() - started) / 1000;
    const differences = exactDifferences(masked(expected, entry), masked(outcomeOf(result, project), entry));
    const status = entry.fails === undefined ? (entry.status ?? 0) : 1;
    const wrongStatus = result.status === status ? [] : [`exit status: expected ${status}, got ${result.status}`];
    return { entry, actions: actionCount(expected), differences: [...differences, ...wrongStatus], seconds };
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

const verdict = ({ entry, differences }: Result): string => {
  if (differences.length > 0) return `${differences.length} differences`;
  return entry.fails === undefined ? 'identical' : 'refused alike';
};

const entries = readManifest(folder).filter(({ id }) => values.only === undefined || values.only.includes(id));
const shown = Number(values.show ?? 3);
const results: Result[] = [];
for (const entry of entries) {
  const result = await compileEntry(folder, entry);
  results.push(result);
  const time = `${result.seconds.toFixed(2)} s (Dataform ${entry.seconds ?? '?'} s)`;
  console.log(`${verdict(result).padEnd(16)} ${entry.id}  ${result.actions} actions, ${time}`);
  for (const line of result.differences.slice(0, shown)) console.log(`    ${line.slice(0, 500)}`);
}
const same = results.filter(({ differences }) => differences.length === 0);
const sum = (list: readonly Result[]): number => list.reduce((total, { actions }) => total + actions, 0);
const summary = `${same.length} of ${results.length} projects identical, with ${sum(same)} of ${sum(results)} actions`;
console.log(summary);
if (values.write) writeTable();
process.exit(same.length === results.length ? 0 : 1);

/** Replaces what stands between the markers of the page. */
function writeTable(): void {
  const page = new URL('../../docs/dataform-conformance.md', import.meta.url);
  const rows = results.map(
    (result) =>
      `| [${result.entry.repo}](https://github.com/${result.entry.repo}) | \`${result.entry.commit.slice(0, 10)}\` | ` +
      `${result.actions} | ${verdict(result)} | ${result.seconds.toFixed(2)} | ${result.entry.seconds ?? ''} |`,
  );
  const table = [
    `${new Date().toISOString().slice(0, 10)}: ${summary}.`,
    '',
    '| Project | Commit | Actions | Result | biform, s | Dataform, s |',
    '| --- | --- | ---: | --- | ---: | ---: |',
    ...rows,
  ].join('\n');
  const markers = /(<!-- corpora -->\n)[\s\S]*(<!-- \/corpora -->)/;
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(markers, (_, open, close) => `${open}\n${table}\n\n${close}`),
  );
}
