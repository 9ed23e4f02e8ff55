import type { RunEvent } from '../executor/events.ts';
import { diagnosticText, type SourceOf } from './diagnostics.ts';
import { isNews, stepLine } from './lines.ts';
import { paint } from './paint.ts';

export interface PlainOptions {
  readonly colour: boolean;
  /** Also tell of steps without work, and of beginnings. */
  readonly verbose: boolean;
  readonly sourceOf: SourceOf;
}

/** The lines that an event adds to a log, each ended by a line break; for CI and files. */
export function plainText(event: RunEvent, { colour, verbose, sourceOf }: PlainOptions): string {
  const p = paint(colour);
  switch (event.type) {
    case 'run-started':
      return event.continues
        ? `Continuing the run that was interrupted (begun ${event.continues.startedAt}); --restart begins afresh.\n`
        : '';
    case 'step-started':
      return event.attempt > 1 ? `${p.yellow('again'.padEnd(9))} ${event.step}  attempt ${event.attempt}\n` : '';
    case 'step-finished': {
      const line = verbose || isNews(event) ? `${stepLine(event, p)}\n` : '';
      return line + event.diagnostics.map((found) => diagnosticText(found, sourceOf, colour)).join('');
    }
    case 'run-finished':
      return '';
  }
}
