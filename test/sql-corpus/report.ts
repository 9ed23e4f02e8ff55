// npm run docs:sql-conformance -- [--etl DIR]
// Measures our analysis against Google's analyzer and polyglot and writes the figures into docs/sql-conformance.md,
// between its markers. DIR is a checkout of mozilla/bigquery-etl; without it what stands there is kept.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startAnalyzer } from '../engines/googlesql/analyzer.ts';
import { type Compared, compareQueries, type Tried, tryFaults, tryMutants, tryProbes } from './conformance.ts';
import { knownMisses } from './known-misses.ts';

const { values } = parseArgs({ options: { etl: { type: 'string' } } });
const root = new URL('../..', import.meta.url);
const page = new URL('docs/sql-conformance.md', root);
const today = new Date().toISOString().slice(0, 10);

/** The figures that one of our scripts prints with --json. */
function figuresOf<T>(script: string, ...args: readonly string[]): T {
  const command = ['--import', './test/support/typescript.mjs', script, ...args, '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr.slice(0, 2000)}`);
  return JSON.parse(stdout) as T;
}

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(whole, 1)).toFixed(2)} %`;
const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const tableOf = (head: readonly string[], rows: readonly string[]): string =>
  [row(...head), row(...head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows].join('\n');

function fill(text: string, marker: string, content: string): string {
  const [open, close] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`];
  const [from, to] = [text.indexOf(open), text.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`docs/sql-conformance.md has no ${open} ... ${close}`);
  return `${text.slice(0, from + open.length)}\n${today}\n\n${content}\n${text.slice(to)}`;
}

type Probed = Awaited<ReturnType<typeof tryProbes>>;

function corpusTable(
  compared: readonly Compared[],
  tried: readonly Tried[],
  mutated: readonly Tried[],
  probed: Probed,
): string {
  const columns = compared.flatMap(({ columns = [] }) => columns).length;
  const different = compared.flatMap(({ different }) => different);
  const unknown = different.filter(({ kind }) => kind === 'unknown').length;
  const wrong = different.length - unknown;
  const flagged = compared.filter(({ ours }) => ours.found.length > 0).length;
  const refused = mutated.filter((one) => one.refused);
  const accepted = mutated.filter((one) => !one.refused);
  const hits = (list: readonly Tried[]): number => list.filter(({ hit }) => hit).length;
  const falsely = accepted.filter(({ found }) => found.length > 0).length;
  return tableOf(
    ['What', 'Of', 'Result', 'Share'],
    [
      row(
        'Columns with the analyzer’s name and type',
        columns,
        columns - different.length,
        percent(columns - different.length, columns),
      ),
      row('Columns of unknown type', columns, unknown, percent(unknown, columns)),
      row('Columns that are wrong', columns, wrong, percent(wrong, columns)),
      row('Valid queries with a finding', compared.length, flagged, percent(flagged, compared.length)),
      row(
        'Short statements with the analyzer’s verdict and columns',
        probed.refused + probed.accepted,
        probed.refused + probed.accepted - probed.different.length,
        percent(probed.refused + probed.accepted - probed.different.length, probed.refused + probed.accepted),
      ),
      row('Written faults found at the wrong token', tried.length, hits(tried), percent(hits(tried), tried.length)),
      row(
        'Faults by mutation found at their place',
        refused.length,
        hits(refused),
        percent(hits(refused), refused.length),
      ),
      row(
        'Mutated queries that are valid, with a finding',
        accepted.length,
        falsely,
        percent(falsely, accepted.length),
      ),
      row(
        'Queries newer than the analyzer',
        compared.length,
        compared.filter(({ query }) => query.newer).length,
        percent(compared.filter(({ query }) => query.newer).length, compared.length),
      ),
    ],
  );
}

function etlTable(folder: string): string {
  const f = figuresOf<Record<string, number>>('test/corpora/bigquery-etl/run.ts', folder, '--mutants', '2');
  const get = (name: string): number => f[name] ?? 0;
  const columns = get('columns');
  const wrong = get('columns: name') + get('columns: type') + get('columns: count');
  const line = (what: string, of: number, result: number): string => row(what, of, result, percent(result, of));
  return tableOf(
    ['What', 'Of', 'Result', 'Share'],
    [
      line('Plain queries and views that parse', get('plain texts'), get('plain texts parsed')),
      line('Columns with the analyzer’s name and type', columns, columns - wrong - get('columns: unknown')),
      line('Columns of unknown type', columns, get('columns: unknown')),
      line('Columns that are wrong', columns, wrong),
      line('Valid queries with a finding', get('valid texts'), get('valid texts with a finding')),
      line(
        'Queries with unknown sources that get a finding',
        get('further texts'),
        get('further texts with a finding'),
      ),
      line('Faults by mutation found at their place', get('mutants refused'), get('mutants found at the place')),
      line(
        'Mutated queries that are valid, with a finding',
        get('mutants accepted'),
        get('mutated texts with a finding'),
      ),
    ],
  );
}

interface Speed {
  readonly queries: number;
  readonly kilobytes: number;
  readonly milliseconds: Readonly<Record<string, number>>;
  readonly ratio: number;
  readonly 'ratio with lineage': number;
}

function speedTable(sets: readonly (readonly [string, Speed])[]): string {
  const ms = (speed: Speed, name: string): string => (speed.milliseconds[name] ?? 0).toFixed(0);
  return tableOf(
    ['Queries', 'Number', 'kB', 'biform, ms', 'with lineage, ms', 'polyglot, ms', 'Ratio', 'with lineage'],
    sets.map(([name, s]) =>
      row(
        name,
        s.queries,
        s.kilobytes,
        ms(s, 'biform'),
        ms(s, 'biform with lineage'),
        ms(s, 'polyglot'),
        s.ratio.toFixed(1),
        s['ratio with lineage'].toFixed(1),
      ),
    ),
  );
}

/** Everything in known-misses.yaml as a list. */
function missList(): string {
  const { columns, findings, faults, probes, mutants, accepted } = knownMisses;
  const lines = [
    ...columns.map(({ query, reason }) => `Unknown type in "${query}": ${reason}.`),
    ...findings.map(({ query, reason }) => `Finding on "${query}": ${reason}.`),
    ...faults.map(({ fault, reason }) => `Not found: "${fault}": ${reason}.`),
    ...probes.map(({ sql, reason }) => `Judged otherwise: \`${sql}\`: ${reason}.`),
    ...mutants.map(
      ({ query, says, reason }) =>
        `Not found in mutants${query ? ` of "${query}"` : ''}${says ? ` ("${says.trim()}")` : ''}: ${reason}.`,
    ),
    ...accepted.map(({ query, reason }) => `Finding on mutants of "${query}": ${reason}.`),
  ];
  return lines.map((line) => `- ${line}`).join('\n');
}

const analyzer = await startAnalyzer();
const corpus = corpusTable(
  await compareQueries(analyzer),
  await tryFaults(analyzer),
  await tryMutants(analyzer, 6, 1),
  await tryProbes(analyzer),
);
analyzer.stop();
const sets: (readonly [string, Speed])[] = [['own corpus', figuresOf<Speed>('bench/sql.ts')]];
let text = fill(readFileSync(page, 'utf8'), 'corpus', corpus);
if (values.etl !== undefined) {
  text = fill(text, 'bigquery-etl', etlTable(values.etl));
  sets.push(['bigquery-etl', figuresOf<Speed>('bench/sql.ts', '--etl', values.etl)]);
}
text = fill(fill(text, 'speed', speedTable(sets)), 'misses', missList());
writeFileSync(page, text);
