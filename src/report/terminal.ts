import { counted, duration } from './amounts.ts';
import type { Paint } from './paint.ts';
import type { Tally } from './tally.ts';

const BAR = 24;
const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * The lines that stand below a live log: how far the run is, and what runs. `ms` is the time since the run began,
 * `stepMs` since the step began; `width` the columns of the terminal.
 */
export function liveLines(tally: Tally, { ms, stepMs, width }: Moment, p: Paint): readonly string[] {
  if (tally.outcome !== undefined || tally.steps === 0) return [];
  const filled = Math.round((tally.finished / tally.steps) * BAR);
  const bar = p.green('━'.repeat(filled)) + p.dim('━'.repeat(BAR - filled));
  const failed = tally.actions.failed + tally.assertions.failed + tally.sources.failed;
  const faults = failed > 0 ? `  ${p.red(`${failed} failed`)}` : '';
  const told = `${tally.finished}/${counted(tally.steps, 'step')}  ${duration(ms)}`;
  const first = told.length + BAR + 20 > width ? told : `${bar} ${told}${faults}`;
  if (!tally.running) return [first];
  const { step, kind, attempt } = tally.running;
  const turn = spinner[Math.floor(ms / 100) % spinner.length] ?? '';
  const again = attempt > 1 ? `, attempt ${attempt}` : '';
  const second = `${turn} ${kind} ${step}  ${duration(stepMs)}${again}`;
  return [first, p.cyan(second.length > width ? `${second.slice(0, Math.max(0, width - 1))}…` : second)];
}

export interface Moment {
  readonly ms: number;
  readonly stepMs: number;
  readonly width: number;
}

/** Text that takes back the lines drawn last, adds to the log, and draws new lines. */
export function redraw(drawn: number, log: string, lines: readonly string[]): string {
  const back = drawn > 0 ? `\u001b[${drawn}A\r\u001b[0J` : '';
  return back + log + lines.map((line) => `${line}\n`).join('');
}
