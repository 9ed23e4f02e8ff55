import type { Diagnostic } from '../compiler/diagnostics/diagnostic.ts';
import type { SkipOutcome, StepKind } from '../planner/step.ts';

export type StepOutcome = 'succeeded' | 'failed' | SkipOutcome;

export type RunOutcome = 'succeeded' | 'failed' | 'interrupted';

/**
 * What happens during a run, in order. `biform run --json` prints one event a line; `version` counts up when a field
 * changes its meaning or goes away. Times are milliseconds.
 */
export type RunEvent =
  | {
      readonly type: 'run-started';
      readonly version: 1;
      readonly run: string;
      /** ISO 8601, UTC. */
      readonly at: string;
      readonly engine: string;
      readonly place: string;
      readonly steps: number;
      /** The interrupted run that this one finishes. */
      readonly continues?: { readonly run: string; readonly startedAt: string };
    }
  | { readonly type: 'step-started'; readonly step: string; readonly kind: StepKind; readonly attempt: number }
  | {
      readonly type: 'step-finished';
      readonly step: string;
      readonly kind: StepKind;
      readonly outcome: StepOutcome;
      readonly ms: number;
      readonly rows?: number;
      /** Why it was skipped or left. */
      readonly because?: string;
      /** Present when the run was stopped before this step. */
      readonly stopped?: true;
      readonly fileName?: string;
      readonly diagnostics: readonly Diagnostic[];
    }
  | {
      readonly type: 'run-finished';
      readonly outcome: RunOutcome;
      readonly ms: number;
      readonly counts: Readonly<Record<StepOutcome, number>>;
      /** Why steps were not begun, when the run was stopped. */
      readonly stopped?: string;
    };

export const noCounts: Readonly<Record<StepOutcome, number>> = {
  succeeded: 0,
  failed: 0,
  unchanged: 0,
  done: 0,
  disabled: 0,
  'not-run': 0,
  skipped: 0,
};

/** Outcomes after which what depends on the step may run. */
export const isSuccess = (outcome: StepOutcome): boolean => outcome !== 'failed' && outcome !== 'skipped';
