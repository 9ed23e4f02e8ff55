import { noCounts, type RunEvent, type RunOutcome, type StepOutcome } from '../executor/events.ts';
import type { StepKind } from '../planner/step.ts';

/** Outcomes by kind of step. */
export type Counts = Readonly<Record<StepOutcome, number>>;

/** A run so far, as every report for people needs it. */
export interface Tally {
  readonly steps: number;
  readonly finished: number;
  readonly running?: { readonly step: string; readonly kind: StepKind; readonly attempt: number };
  readonly actions: Counts;
  readonly assertions: Counts;
  readonly sources: Counts;
  readonly rows: number;
  readonly place: string;
  readonly engine: string;
  readonly continues?: { readonly startedAt: string };
  readonly outcome?: RunOutcome;
  readonly ms?: number;
  readonly stopped?: string;
}

const nothing: Tally = {
  steps: 0,
  finished: 0,
  actions: noCounts,
  assertions: noCounts,
  sources: noCounts,
  rows: 0,
  place: '',
  engine: '',
};

const groupOf = (kind: StepKind): 'actions' | 'assertions' | 'sources' =>
  kind === 'source' ? 'sources' : kind === 'assertion' ? 'assertions' : 'actions';

/** Counts what happened. */
export const tally = {
  start: nothing,
  next: (before: Tally, event: RunEvent): Tally => {
    switch (event.type) {
      case 'run-started': {
        const { steps, place, engine, continues } = event;
        return { ...nothing, steps, place, engine, ...(continues && { continues }) };
      }
      case 'step-started':
        return { ...before, running: { step: event.step, kind: event.kind, attempt: event.attempt } };
      case 'step-finished': {
        const { running: _, ...rest } = before;
        const group = groupOf(event.kind);
        const counts = { ...before[group], [event.outcome]: before[group][event.outcome] + 1 };
        const written = event.kind === 'assertion' ? 0 : (event.rows ?? 0);
        return { ...rest, finished: before.finished + 1, [group]: counts, rows: before.rows + written };
      }
      case 'run-finished': {
        const { outcome, ms, stopped } = event;
        return { ...before, outcome, ms, ...(stopped !== undefined && { stopped }) };
      }
    }
  },
};
