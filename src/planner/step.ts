import { unreachable } from '../compiler/diagnostics/unreachable.ts';
import type { DatasetType } from '../compiler/dialect/dialect.ts';
import type { CompiledAction } from '../compiler/manifest/manifest.ts';
import type { Target } from '../compiler/target/target.ts';

/** Local files that stand for a declaration, and the version of what is in them. */
export interface Source {
  /** The declaration as people write it, for example `raw.orders`. */
  readonly name: string;
  readonly relation: Target;
  /** Hash of the files' contents, names and declared types. */
  readonly version: string;
}

export type StepKind = CompiledAction['kind'] | 'source';

/** Why a step is in the plan without work. `skipped` blocks what depends on it; all others count as success. */
export type SkipOutcome = 'unchanged' | 'done' | 'disabled' | 'not-run' | 'skipped';

interface StepBase {
  /** Full name of the action or declaration; unique within a plan. */
  readonly name: string;
  /** Key of its relation in the state. */
  readonly key: string;
  /** Names of the steps that must have succeeded. */
  readonly after: readonly string[];
}

/** One thing that a run does or visibly leaves. Steps are in an order in which they can run. */
export type Step =
  | (StepBase & { readonly kind: 'import'; readonly source: Source; readonly version: string; readonly why: string })
  | (StepBase & {
      readonly kind: 'build';
      readonly action: CompiledAction;
      /** The fingerprint that the state keeps: the action's own and the settings that bear on it. */
      readonly fingerprint: string;
      readonly version: string;
      readonly inputs: Readonly<Record<string, string>>;
      readonly why: string;
    })
  | (StepBase & {
      readonly kind: 'skip';
      readonly of: StepKind;
      readonly outcome: SkipOutcome;
      readonly because: string;
    });

export const stepKind = (step: Step): StepKind => {
  switch (step.kind) {
    case 'import':
      return 'source';
    case 'build':
      return step.action.kind;
    case 'skip':
      return step.of;
    default:
      return unreachable(step);
  }
};

/** What an action does to what stands in its place: the one rule for the plan's words and for the run. */
export type BuildMode = 'create' | 'update' | 'operate' | 'check';

export function buildMode(action: CompiledAction, standing: DatasetType | undefined, fullRefresh: boolean): BuildMode {
  if (action.kind === 'operation') return 'operate';
  if (action.kind === 'assertion') return 'check';
  if (action.update === undefined || standing !== 'table') return 'create';
  return fullRefresh && action.protected !== true ? 'create' : 'update';
}

const verbs: { readonly [K in BuildMode]: string } = {
  create: 'create',
  update: 'update',
  operate: 'operate',
  check: 'check',
};

const skips: { readonly [K in SkipOutcome]: string } = {
  unchanged: 'keep',
  done: 'done',
  disabled: 'disabled',
  'not-run': 'leave',
  skipped: 'skip',
};

/** One line of `run --dry-run` for a step. */
export function explain(step: Step, standing: DatasetType | undefined, fullRefresh: boolean): string {
  const line = (verb: string, kind: StepKind, because: string): string =>
    `${verb.padEnd(9)} ${kind.padEnd(11)} ${step.name}  (${because})`;
  switch (step.kind) {
    case 'import':
      return line('import', 'source', step.why);
    case 'build':
      return line(verbs[buildMode(step.action, standing, fullRefresh)], step.action.kind, step.why);
    case 'skip':
      return line(skips[step.outcome], step.of, step.because);
    default:
      return unreachable(step);
  }
}
