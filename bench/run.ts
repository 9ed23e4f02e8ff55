// npm run bench -- [--n 100,1000] [--watch 2778] [--runs 5] [--peers-up-to 5000] [--cli DIR] [--write]
// Compiles generated projects with Dataform's command line, with @dataform/core in process and with biform, in turn,
// and prints medians and ratios. DIR is where Dataform's command line is installed (test/engines/dataform-cli);
// --watch names further sizes at which only an edit while biform watches is measured: 2,778 models are 5,000 actions.
// --peers-up-to is the largest project that Dataform compiles too. --write puts the result into docs/benchmarks.md.
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateProject, writeBenchProject } from './generate.ts';
import { type Measured, measure, median } from './measure.ts';
import { type Figure, type Rung, renderReport, writeReport } from './report.ts';
import { measureWatch, type Watched } from './watch.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '100,1000,5000,10000,20000' },
    watch: { type: 'string', default: '2778' },
    runs: { type: 'string', default: '5' },
    'peers-up-to': { type: 'string', default: '5000' },
    cli: { type: 'string', default: here('../test/engines/dataform-cli') },
    write: { type: 'boolean', default: false },
  },
});
const sizes = values.n.split(',').filter(Boolean).map(Number);
const runs = Number(values.runs);
const peersUpTo = Number(values['peers-up-to']);
const dataform = join(values.cli, 'node_modules/@dataform/cli/bundle.js');
const core = join(values.cli, 'node_modules/@dataform/core');
const biform = here('../dist/cli.js');
if (!existsSync(biform)) throw new Error('dist/cli.js is missing: npm run build');
const withPeers = existsSync(dataform);
if (!withPeers) console.error('Dataform is not installed: npm ci --ignore-scripts --prefix test/engines/dataform-cli');

interface Contestant {
  readonly name: string;
  /** Untimed work before each run. */
  readonly before?: () => void;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

function peers(dir: string): readonly Contestant[] {
  const compile = [dataform, 'compile', dir, '--json', '--timeout', '1h'];
  return [
    { name: 'Dataform', command: [process.execPath, ...compile] },
    {
      name: 'Dataform, first pass',
      command: [process.execPath, ...compile],
      env: { NODE_OPTIONS: `--require=${here('one-pass.cjs')}` },
    },
    {
      name: 'core in process',
      command: [process.execPath, '--preserve-symlinks', here('../test/support/dataform-core.cjs'), dir, `${dir}.json`],
    },
  ];
}

function ours(dir: string, scratch: string): readonly Contestant[] {
  const command = [process.execPath, biform, 'compile', dir, '--json'];
  const cold = join(scratch, 'cold');
  const warm = join(scratch, 'warm');
  const edited = join(dir, 'definitions/marts/mart_0.sqlx');
  const empty = (): void => {
    rmSync(cold, { recursive: true, force: true });
    mkdirSync(cold);
  };
  return [
    { name: 'biform, cold', command, before: empty, env: { BIFORM_CACHE_DIR: cold } },
    {
      name: 'biform, cold, --no-analysis',
      command: [...command, '--no-analysis'],
      before: empty,
      env: { BIFORM_CACHE_DIR: cold },
    },
    { name: 'biform, warm', command, env: { BIFORM_CACHE_DIR: warm } },
    {
      name: 'biform, one file edited',
      command,
      before: () => appendFileSync(edited, '-- edited\n'),
      env: { BIFORM_CACHE_DIR: warm },
    },
  ];
}

/** Every contestant in turn, `runs` times; then each once more for its memory. */
async function climb(n: number): Promise<Rung> {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'biform-bench-')));
  const dir = join(scratch, 'project');
  try {
    writeBenchProject(dir, generateProject(n), withPeers ? core : undefined);
    const contestants = [...(withPeers && n <= peersUpTo ? peers(dir) : []), ...ours(dir, scratch)];
    const run = ({ before, command, env }: Contestant, memory: boolean): Promise<Measured> => {
      before?.();
      return measure(command, { env: env ?? {}, stdout: join(scratch, 'stdout'), memory });
    };
    const warmUp = contestants.filter(({ name }) => name === 'biform, warm');
    for (const contestant of warmUp) await run(contestant, false);
    const times = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
    for (let i = 0; i < runs; i++) {
      for (const contestant of contestants) {
        const { milliseconds } = await run(contestant, false);
        times.get(contestant.name)!.push(milliseconds);
        console.error(`n=${n} run ${i + 1}: ${contestant.name} ${(milliseconds / 1000).toFixed(2)} s`);
      }
      // The next warm run must find nothing changed since the edit.
      for (const contestant of warmUp) await run(contestant, false);
    }
    const figures: Figure[] = [];
    for (const contestant of contestants) {
      const { peak } = await run(contestant, true);
      figures.push({ name: contestant.name, milliseconds: median(times.get(contestant.name)!), peak: peak ?? 0 });
    }
    return { n, figures };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Edits of a view of a new project while biform watches it. */
async function watchOnce(n: number): Promise<Watched> {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'biform-bench-')));
  const dir = join(scratch, 'project');
  try {
    writeBenchProject(dir, generateProject(n), undefined);
    const found = await measureWatch(n, dir, biform, { BIFORM_CACHE_DIR: join(scratch, 'cache') });
    console.error(`n=${n} watch: a remark ${found.remark.toFixed(0)} ms, a column ${found.column.toFixed(0)} ms`);
    return found;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function medianOf(command: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) times.push((await measure(command)).milliseconds);
  return median(times);
}

const start = {
  node: await medianOf([process.execPath, '-e', '0']),
  version: await medianOf([process.execPath, biform, '--version']),
};
const rungs: Rung[] = [];
for (const n of sizes) rungs.push(await climb(n));
const watched: Watched[] = [];
for (const n of [...new Set([...values.watch.split(',').filter(Boolean).map(Number), ...sizes])].sort((a, b) => a - b))
  watched.push(await watchOnce(n));
const report = renderReport({
  rungs,
  watched,
  start,
  runs,
  command: `npm run bench -- --n ${values.n} --runs ${values.runs}`,
});
console.log(report);
if (values.write) writeReport(report);
