// npm run test:corpora:local -- DIR [--only ID ...] [--rows N] [--report FILE]
// Compiles public Dataform projects, makes up data for what they read, and runs them on DuckDB. DIR holds corpora.json
// (the manifest) and projects/<id>, which are copied first. Tells how many actions build and why the others do not. An
// assertion that finds rows in made-up data has been built, and holds nothing up.
// BIFORM_CLI names another command line than dist/cli.js. The exit status is 0 when at least 80 % build.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { biformCli, runNode } from '../support/biform.ts';
import { type CorpusEntry, projectOf, readManifest } from './corpus.ts';

const KINDS: ReadonlySet<string> = new Set(['table', 'view', 'incremental', 'assertion', 'operation']);
const GOAL = 0.8;

interface Failed {
  readonly action: string;
  readonly reason: string;
}

interface Result {
  readonly id: string;
  /** Why nothing was run. */
  readonly refused?: string;
  readonly total: number;
  readonly built: number;
  /** Assertions among the built that found rows. */
  readonly findings: number;
  readonly failed: readonly Failed[];
  readonly seconds: number;
}

interface Step {
  readonly type: string;
  readonly step: string;
  readonly kind: string;
  readonly outcome: string;
  readonly because?: string;
  readonly diagnostics: readonly { readonly code: string; readonly message: string }[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true }, rows: { type: 'string' }, report: { type: 'string' } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('usage: npm run test:corpora:local -- DIR [--only ID ...] [--rows N] [--report FILE]');
  process.exit(2);
}
const cli = process.env['BIFORM_CLI'] ?? biformCli;

async function runEntry(dir: string, entry: CorpusEntry): Promise<Result> {
  const scratch = mkdtempSync(join(tmpdir(), 'biform-local-'));
  const root = join(scratch, 'project');
  const started = performance.now();
  try {
    cpSync(projectOf(dir, entry), root, { recursive: true, verbatimSymlinks: true });
    const env = { BIFORM_CACHE_DIR: join(scratch, 'cache') };
    const common = ['--timeout=5m'];
    const none = { id: entry.id, total: 0, built: 0, findings: 0, failed: [] };
    const rows = values.rows === undefined ? [] : [`--rows=${values.rows}`];
    const made = await runNode([cli, 'sources', 'synthesize', '-C', root, ...common, ...rows], env);
    const seconds = (): number => (performance.now() - started) / 1000;
    if (made.status !== 0) return { ...none, refused: firstLine(made.stderr), seconds: seconds() };
    const args = ['run', root, '--target', 'duckdb', '--json', '--skip-unsupported', '--past-assertions', ...common];
    const ran = await runNode([cli, ...args], env);
    const steps = ran.stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Step] : []));
    if (!steps.some(({ type }) => type === 'run-finished'))
      return { ...none, refused: firstLine(ran.stderr), seconds: seconds() };
    return { id: entry.id, ...countOf(steps), seconds: seconds() };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const firstLine = (text: string): string =>
  text.split('\n').find((line) => /^error/.test(line)) ?? text.split('\n').findLast((line) => line.trim() !== '') ?? '';

function countOf(steps: readonly Step[]): Omit<Result, 'id' | 'seconds'> {
  const of = steps.filter(
    ({ type, kind, outcome }) => type === 'step-finished' && KINDS.has(kind) && outcome !== 'disabled',
  );
  const found = ({ diagnostics }: Step): boolean => diagnostics[0]?.code === 'BF8002';
  const built = of.filter((step) => step.outcome === 'succeeded' || found(step));
  const failed = of.filter((step) => !built.includes(step));
  return {
    total: of.length,
    built: built.length,
    findings: built.filter(found).length,
    failed: failed.map((step) => ({ action: step.step, reason: reasonOf(step) })),
  };
}

function reasonOf({ because, diagnostics }: Step): string {
  const text = because ?? diagnostics[0]?.message ?? 'no reason given';
  if (/ (was skipped|failed)$/.test(text)) return 'what it depends on was not built';
  return text.replace(/^\S+: /, '').split('\n')[0] ?? '';
}

/** A reason without the names and numbers that tell one case from another. */
const wording = (reason: string): string =>
  reason
    .replace(/"[^"]*"/g, '"…"')
    .replace(/\b[\w-]+\.[\w-]+\.[\w*-]+/g, '…')
    .replace(/\d+/g, 'N')
    .slice(0, 160);

const entries = readManifest(folder).filter(({ id }) => values.only === undefined || values.only.includes(id));
const results: Result[] = [];
for (const entry of entries) {
  const result = await runEntry(folder, entry);
  results.push(result);
  const share = result.total === 0 ? '' : ` ${Math.round((100 * result.built) / result.total)} %`;
  const what = result.refused ?? `${result.built} of ${result.total} built${share}, ${result.findings} with findings`;
  console.log(`${entry.id}  ${what}, ${result.seconds.toFixed(1)} s`);
}
const sum = (of: (result: Result) => number): number => results.reduce((total, result) => total + of(result), 0);
const [built, total] = [sum((result) => result.built), sum((result) => result.total)];
console.log(`${built} of ${total} actions build (${((100 * built) / Math.max(1, total)).toFixed(1)} %)`);
const groups = groupsOf(results);
for (const [reason, cases] of groups.slice(0, 40)) console.log(`${String(cases.length).padStart(5)}  ${reason}`);
if (values.report !== undefined) writeFileSync(values.report, page());
process.exit(built >= GOAL * total ? 0 : 1);

type Cases = readonly (Failed & { readonly id: string })[];

function groupsOf(of: readonly Result[]): readonly (readonly [string, Cases])[] {
  const found = new Map<string, (Failed & { readonly id: string })[]>();
  for (const { id, failed } of of)
    for (const one of failed) {
      const list = found.get(wording(one.reason)) ?? [];
      list.push({ ...one, id });
      found.set(wording(one.reason), list);
    }
  return [...found].sort((a, b) => b[1].length - a[1].length);
}

function page(): string {
  const rows = results.map(
    ({ id, refused, built: ok, total: all, findings }) => `| ${id} | ${ok} | ${all} | ${findings} | ${refused ?? ''} |`,
  );
  const reasons = groups.map(([reason, cases]) => {
    const projects = new Set(cases.map(({ id }) => id));
    const examples = cases.slice(0, 4).map((one) => `- ${one.id} ${one.action}: ${one.reason.slice(0, 400)}`);
    return `## ${reason}\n${cases.length} actions, ${projects.size} projects\n${examples.join('\n')}`;
  });
  return [
    `${built} of ${total} actions build.`,
    '',
    '| Project | Built | Of | With findings | Not run |',
    '| --- | ---: | ---: | ---: | --- |',
    ...rows,
    '',
    reasons.join('\n\n'),
    '',
  ].join('\n');
}
