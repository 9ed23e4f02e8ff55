import type { RunOutcome, StepOutcome } from '../executor/events.ts';
import { counted, duration } from './amounts.ts';
import type { Paint } from './paint.ts';
import type { Counts, Tally } from './tally.ts';

const words: readonly (readonly [StepOutcome, string])[] = [
  ['succeeded', 'built'],
  ['unchanged', 'unchanged'],
  ['done', 'done before'],
  ['failed', 'failed'],
  ['skipped', 'skipped'],
  ['disabled', 'disabled'],
  ['not-run', 'not run here'],
];

const parts = (counts: Counts, built: string): string =>
  words
    .filter(([outcome]) => counts[outcome] > 0)
    .map(([outcome, word]) => `${counts[outcome]} ${outcome === 'succeeded' ? built : word}`)
    .join(', ');

const total = (counts: Counts): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

const heads: { readonly [K in RunOutcome]: { readonly text: string; readonly hue: keyof Paint } } = {
  succeeded: { text: 'Run succeeded', hue: 'green' },
  failed: { text: 'Run failed', hue: 'red' },
  interrupted: { text: 'Run interrupted', hue: 'yellow' },
};

/** What a run came to, and what to try next; the last lines that people see. */
export function summaryText(tally: Tally, p: Paint): string {
  const outcome = tally.outcome ?? 'failed';
  const { text, hue } = heads[outcome];
  const group = (name: string, counts: Counts, built: string): readonly string[] =>
    total(counts) === 0 ? [] : [`  ${name.padEnd(12)}${parts(counts, built)}`];
  return `${[
    `${p[hue](p.bold(text))} in ${duration(tally.ms ?? 0)}${tally.rows > 0 ? `, ${counted(tally.rows, 'row')} written` : ''}`,
    ...(tally.stopped === undefined ? [] : [`  ${tally.stopped}`]),
    ...group('sources', tally.sources, 'imported'),
    ...group('actions', tally.actions, 'built'),
    ...group('assertions', tally.assertions, 'passed'),
    `  ${'database'.padEnd(12)}${tally.place}`,
    ...nextSteps(tally, outcome).map((line, i) => `  ${(i === 0 ? 'next' : '').padEnd(12)}${line}`),
  ].join('\n')}\n`;
}

function nextSteps(tally: Tally, outcome: RunOutcome): readonly string[] {
  if (outcome === 'interrupted') return ['biform run          goes on where this run stopped'];
  if (outcome === 'failed' && tally.assertions.failed > 0 && tally.actions.failed === 0) {
    return ["look at the rows in the assertion's view, which has the assertion's name"];
  }
  if (outcome === 'failed') return ['biform run          again, once it is mended'];
  if (total(tally.actions) + total(tally.assertions) === 0)
    return ['there is nothing to build: write a query into a file definitions/NAME.sqlx'];
  const place = /^[\w./@%+:,-]+$/.test(tally.place) ? tally.place : `'${tally.place.replaceAll("'", "'\\''")}'`;
  return ['biform run          again: only what changed is built', `duckdb ${place}   looks at the tables`];
}
