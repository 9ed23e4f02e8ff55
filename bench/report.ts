import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Watched } from './watch.ts';

/** One contestant at one size: medians of wall time, and peak memory in MiB. */
export interface Figure {
  readonly name: string;
  readonly milliseconds: number;
  readonly peak: number;
}

export interface Rung {
  readonly n: number;
  readonly figures: readonly Figure[];
}

export interface Report {
  readonly rungs: readonly Rung[];
  readonly watched: readonly Watched[];
  /** Wall time in milliseconds of a bare node process and of `biform --version`. */
  readonly start: { readonly node: number; readonly version: number };
  readonly runs: number;
  readonly command: string;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(2);
const find = (rung: Rung, name: string): Figure | undefined => rung.figures.find((figure) => figure.name === name);
/** `less` milliseconds are taken off both. */
const times = (a: Figure | undefined, b: Figure | undefined, less = 0): string =>
  a === undefined || b === undefined ? '' : `${((a.milliseconds - less) / (b.milliseconds - less)).toFixed(1)}x`;

/** The result as Markdown. */
export function renderReport({ rungs, watched, start, runs, command }: Report): string {
  const names = [...new Set(rungs.flatMap(({ figures }) => figures.map(({ name }) => name)))];
  const head = ['', ...rungs.map(({ n }) => `N = ${n.toLocaleString('en')}`)];
  const row = (name: string, cell: (figure: Figure) => string): readonly string[] => [
    name,
    ...rungs.map((rung) => {
      const figure = find(rung, name);
      return figure === undefined ? '' : cell(figure);
    }),
  ];
  const ratio = (label: string, slow: string, fast: string, less = 0): readonly string[] => [
    label,
    ...rungs.map((rung) => times(find(rung, slow), find(rung, fast), less)),
  ];
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, Node ${process.versions.node}`;
  return [
    `\`${command}\`, ${new Date().toISOString().slice(0, 10)}, ${machine}; medians of ${runs} interleaved runs.`,
    '',
    'Wall time of the whole process, seconds:',
    '',
    table(
      head,
      names.map((name) => row(name, (figure) => seconds(figure.milliseconds))),
    ),
    '',
    'Watch: one view edited, from the write of the file to the printed result, milliseconds (medians of seven edits each):',
    '',
    table(
      ['', ...watched.map(({ n }) => `N = ${n.toLocaleString('en')}`)],
      [
        ['a remark', ...watched.map(({ remark }) => remark.toFixed(0))],
        ['a column renamed', ...watched.map(({ column }) => column.toFixed(0))],
      ],
    ),
    '',
    'How many times faster:',
    '',
    table(head, [
      ratio('cold, than Dataform', 'Dataform', 'biform, cold'),
      ratio('cold with --no-analysis, than Dataform', 'Dataform', 'biform, cold, --no-analysis'),
      ratio('warm, than Dataform', 'Dataform', 'biform, warm'),
      ratio('one file edited, than Dataform', 'Dataform', 'biform, one file edited'),
      ratio("cold, than Dataform's first pass", 'Dataform, first pass', 'biform, cold'),
      ratio('cold, than core in process', 'core in process', 'biform, cold'),
      ratio('the same, less the time of a bare node process', 'core in process', 'biform, cold', start.node),
    ]),
    '',
    'Peak memory, MiB (the sum of what each process of the tree held at most):',
    '',
    table(
      head,
      names.map((name) => row(name, (figure) => figure.peak.toFixed(0))),
    ),
    '',
    `Milliseconds a model, cold: ${rungs.map((rung) => perModel(rung)).join(', ')}.`,
    '',
    `A bare \`node\` process takes ${start.node.toFixed(0)} ms, \`biform --version\` ${start.version.toFixed(0)} ms.`,
  ].join('\n');
}

const perModel = (rung: Rung): string =>
  `${((find(rung, 'biform, cold')?.milliseconds ?? 0) / rung.n).toFixed(2)} at ${rung.n.toLocaleString('en')}`;

/** Replaces what stands between the markers of docs/benchmarks.md. */
export function writeReport(report: string): void {
  const page = new URL('../docs/benchmarks.md', import.meta.url);
  const markers = /(<!-- ladder -->\n)[\s\S]*(<!-- \/ladder -->)/;
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    text.replace(markers, (_, open, close) => `${open}\n${report}\n\n${close}`),
  );
}
