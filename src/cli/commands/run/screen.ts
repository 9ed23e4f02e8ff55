import type { RunEvent } from '../../../executor/events.ts';
import type { SourceOf } from '../../../report/diagnostics.ts';
import { jsonLine } from '../../../report/json.ts';
import { paint } from '../../../report/paint.ts';
import { plainText } from '../../../report/plain.ts';
import { summaryText } from '../../../report/summary.ts';
import { type Tally, tally } from '../../../report/tally.ts';
import { liveLines, redraw } from '../../../report/terminal.ts';
import type { CommandContext } from '../../command.ts';

/** Shows a run while it goes on: live lines on a terminal, a log elsewhere, events as JSON when asked. */
export interface Screen {
  readonly show: (event: RunEvent) => void;
  /** Takes the live lines away; nothing is drawn afterwards. */
  readonly close: () => void;
}

export interface ScreenOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly sourceOf: SourceOf;
}

const FRAME_MS = 100;

export function openScreen(context: CommandContext, { json, quiet, verbose, sourceOf }: ScreenOptions): Screen {
  let state: Tally = tally.start;
  let drawn = 0;
  let drawnAt = 0;
  let began = context.now();
  let stepBegan = began;
  const p = paint(context.colour);
  const live = context.live && !json && !quiet;
  const draw = (log: string): void => {
    const now = context.now();
    if (log === '' && now - drawnAt < FRAME_MS / 2) return;
    drawnAt = now;
    const width = process.stderr.columns || 80;
    const lines = live ? liveLines(state, { ms: now - began, stepMs: now - stepBegan, width }, p) : [];
    const text = live ? redraw(drawn, log, lines) : log;
    drawn = lines.length;
    if (text !== '') context.stderr(text);
  };
  const clear = (): void => {
    if (timer) clearInterval(timer);
    if (drawn > 0) context.stderr(redraw(drawn, '', []));
    drawn = 0;
  };
  const timer = live ? setInterval(() => draw(''), FRAME_MS) : undefined;
  timer?.unref();
  return {
    show: (event) => {
      state = tally.next(state, event);
      if (event.type === 'run-started') began = context.now();
      if (event.type === 'step-started') stepBegan = context.now();
      if (json) context.stdout(jsonLine(event, sourceOf));
      else if (!quiet || event.type !== 'step-finished' || event.outcome === 'failed') {
        draw(plainText(event, { colour: context.colour, verbose, sourceOf }));
      }
      if (event.type !== 'run-finished') return;
      clear();
      if (!json) context.stdout(`${quiet ? '' : '\n'}${summaryText(state, p)}`);
    },
    close: clear,
  };
}
