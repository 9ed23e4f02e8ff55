import type { DatasetType } from '../compiler/dialect/dialect.ts';
import type { CompiledAction } from '../compiler/manifest/manifest.ts';
import type { State, StepRecord } from './state.ts';
import { differing, type Inputs } from './versions.ts';

/** When an assertion's view is left in the database. */
export type AssertionViews = 'always' | 'on_failure' | 'never';

export interface DecisionContext {
  readonly state: State;
  /** biform.yaml allows to leave out unchanged work. */
  readonly skipUnchanged: boolean;
  readonly restart: boolean;
  readonly fullRefresh: boolean;
  readonly assertionViews: AssertionViews;
}

export interface Candidate {
  readonly action: CompiledAction;
  readonly key: string;
  readonly fingerprint: string;
  readonly inputs: Inputs;
  /** Why two runs over equal inputs may differ; absent when they cannot. */
  readonly restless?: string;
}

/** To run (and why), or to be left out (and why), keeping the version that stands. */
export type Decision =
  | { readonly run: true; readonly why: string }
  | { readonly run: false; readonly outcome: 'unchanged' | 'done'; readonly because: string; readonly version: string };

/** Whether an action must run, by what the state proves. */
export function decide(candidate: Candidate, context: DecisionContext): Decision {
  const { action, key, inputs, restless } = candidate;
  const { state, restart, fullRefresh, skipUnchanged } = context;
  if (restart) return { run: true, why: '--restart' };
  const last = state.latest.get(key);
  const begun = last !== undefined && last.run === state.interrupted?.run;
  if (begun && difference(candidate, last, context) === undefined) {
    return { run: false, outcome: 'done', because: 'done before the interruption', version: last.version };
  }
  if (fullRefresh) return { run: true, why: '--full-refresh' };
  if (!last) return { run: true, why: 'new' };
  if (action.kind === 'operation') return { run: true, why: 'operations always run' };
  const different = difference(candidate, last, context);
  if (different) return { run: true, why: different };
  if (!skipUnchanged) return { run: true, why: 'without biform.yaml everything runs' };
  if (restless !== undefined) return { run: true, why: restless };
  if (inputs.doubt !== undefined) return { run: true, why: inputs.doubt };
  return { run: false, outcome: 'unchanged', because: 'unchanged', version: last.version };
}

/** What sets an action apart from a line of the log, or undefined when that line still holds. */
function difference(candidate: Candidate, record: StepRecord, context: DecisionContext): string | undefined {
  const { action, key, fingerprint, inputs } = candidate;
  if (record.outcome === 'failed') return 'it failed the last time';
  if (record.fingerprint !== fingerprint) return 'its definition changed';
  const [changed] = differing(record.inputs, inputs.versions);
  if (changed !== undefined) return `${readable(changed)} changed`;
  const wanted = leaves(action, context.assertionViews);
  if (wanted !== undefined && context.state.standing.get(key)?.type !== wanted) return `the ${wanted} is gone`;
  return undefined;
}

/** What a success leaves in the database; undefined where that is nothing or not known. */
function leaves(action: CompiledAction, views: AssertionViews): DatasetType | undefined {
  if (action.kind === 'table' || action.kind === 'incremental') return 'table';
  if (action.kind === 'view') return 'view';
  return action.kind === 'assertion' && views === 'always' ? 'view' : undefined;
}

function readable(key: string): string {
  const parts: unknown = JSON.parse(key);
  return Array.isArray(parts) ? parts.filter((part) => part !== '').join('.') : key;
}
