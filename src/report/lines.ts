import type { RunEvent, StepOutcome } from '../executor/events.ts';
import { amount, counted, duration } from './amounts.ts';
import type { Paint } from './paint.ts';

type Finished = Extract<RunEvent, { type: 'step-finished' }>;

const words: { readonly [K in StepOutcome]: { readonly text: string; readonly hue: keyof Paint } } = {
  succeeded: { text: 'ok', hue: 'green' },
  failed: { text: 'FAILED', hue: 'red' },
  skipped: { text: 'skipped', hue: 'yellow' },
  unchanged: { text: 'unchanged', hue: 'dim' },
  done: { text: 'done', hue: 'dim' },
  disabled: { text: 'disabled', hue: 'dim' },
  'not-run': { text: 'not run', hue: 'yellow' },
};

/** One line for a step that has finished, without a line break. */
export function stepLine(event: Finished, p: Paint): string {
  const { text, hue } = words[event.outcome];
  const details = [
    rowsOf(event),
    event.outcome === 'succeeded' || event.outcome === 'failed' ? duration(event.ms) : '',
    event.because ?? '',
  ];
  const tail = details.filter((detail) => detail !== '').join(', ');
  const kind = event.kind === 'dataPreparation' ? 'data prep' : event.kind;
  return `${p[hue](text.padEnd(9))} ${p.dim(kind.padEnd(11))} ${event.step}${tail === '' ? '' : p.dim(`  ${tail}`)}`;
}

function rowsOf({ kind, outcome, rows }: Finished): string {
  if (rows === undefined || kind === 'operation') return '';
  if (kind === 'assertion') return outcome === 'failed' ? `${amount(rows)} failing` : '';
  return counted(rows, 'row');
}

/** Whether a line says something that the summary does not. */
export const isNews = ({ outcome, stopped }: Finished): boolean =>
  stopped !== true && outcome !== 'unchanged' && outcome !== 'done' && outcome !== 'disabled';
