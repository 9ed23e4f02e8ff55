import { type Adapter, AdapterError, type Unit, type UnitResult } from '../adapters/adapter/adapter.ts';
import type { Diagnostic } from '../compiler/diagnostics/diagnostic.ts';
import type { CompiledSchema } from '../compiler/manifest/manifest.ts';
import type { Plan } from '../planner/plan.ts';
import { type Step, stepKind } from '../planner/step.ts';
import { isSuccess, noCounts, type RunEvent, type RunOutcome, type StepOutcome } from './events.ts';
import { assertionFailed, failureDiagnostic, stoppedDiagnostic } from './failure.ts';

export interface RunOptions {
  /** Id of this run; that of the interrupted one when the plan finishes it. */
  readonly run: string;
  /** Hash of the plan's identity. */
  readonly identity: string;
  readonly schemas: readonly CompiledSchema[];
  /** What depends on an assertion that found rows runs all the same. */
  readonly pastAssertions?: boolean;
  /** Further attempts after a failure that is not an assertion's. */
  readonly retries: number;
  readonly actionTimeoutMs?: number;
  readonly runTimeoutMs?: number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly emit: (event: RunEvent) => void;
  /** What to say about a declaration that nothing stands behind. */
  readonly helpFor?: (missing: string) => string | undefined;
}

export interface RunResult {
  readonly outcome: RunOutcome;
  readonly diagnostics: readonly Diagnostic[];
  /** The engine cannot be used any more. */
  readonly lost: boolean;
}

interface Running {
  readonly plan: Plan;
  readonly adapter: Adapter;
  readonly options: RunOptions;
  readonly outcomes: Map<string, StepOutcome>;
  /** Assertions that found rows, where that holds nothing up. */
  readonly found: Set<string>;
  readonly diagnostics: Diagnostic[];
  /** Why nothing more is begun. */
  stopped: string | undefined;
  lost: boolean;
  readonly deadline: AbortSignal | undefined;
}

/**
 * Executes a plan, one step after another: DuckDB is parallel inside, and its DDL gains nothing from more writers.
 * A step runs when all that it comes after succeeded, and is skipped otherwise. Never rejects for a failed step.
 */
export async function run(plan: Plan, adapter: Adapter, options: RunOptions): Promise<RunResult> {
  const began = options.now();
  const deadline = options.runTimeoutMs === undefined ? undefined : AbortSignal.timeout(options.runTimeoutMs);
  const running: Running = {
    plan,
    adapter,
    options,
    outcomes: new Map(),
    found: new Set(),
    diagnostics: [],
    stopped: undefined,
    lost: false,
    deadline,
  };
  const { emit } = options;
  emit({
    type: 'run-started',
    version: 1,
    run: options.run,
    at: new Date(began).toISOString(),
    engine: adapter.dialect.name,
    place: adapter.place,
    steps: plan.steps.length,
    ...(plan.continues && { continues: plan.continues }),
  });
  if (!plan.continues) await adapter.state.writeRun({ run: options.run, identity: options.identity, event: 'started' });
  for (const step of plan.steps) await take(step, running);
  const outcome = outcomeOf(running);
  const counts = { ...noCounts };
  for (const each of running.outcomes.values()) counts[each] += 1;
  const ms = options.now() - began;
  emit({
    type: 'run-finished',
    outcome,
    ms,
    counts,
    ...(running.stopped !== undefined && { stopped: running.stopped }),
  });
  // Only now: a run that is killed before it has said how it went, or stopped, is finished by the next one.
  if (outcome !== 'interrupted' && running.stopped === undefined) {
    await adapter.state.writeRun({ run: options.run, identity: options.identity, event: 'finished', outcome });
  }
  return { outcome, diagnostics: running.diagnostics, lost: running.lost };
}

function outcomeOf({ options, outcomes, stopped }: Running): RunOutcome {
  if (options.signal.aborted) return 'interrupted';
  if (stopped !== undefined) return 'failed';
  return [...outcomes.values()].includes('failed') ? 'failed' : 'succeeded';
}

async function take(step: Step, running: Running): Promise<void> {
  const { options, outcomes } = running;
  if (options.signal.aborted) running.stopped ??= 'The run was interrupted.';
  if (running.deadline?.aborted) running.stopped ??= timedOut(options);
  const cause = step.after.find((name) => !isSuccess(outcomes.get(name) ?? 'succeeded') && !running.found.has(name));
  if (running.stopped !== undefined)
    return finish(step, running, { outcome: 'skipped', because: running.stopped, stopped: true });
  if (cause !== undefined)
    return finish(step, running, { outcome: 'skipped', because: `${cause} ${passed(outcomes.get(cause))}` });
  if (step.kind === 'skip') return finish(step, running, { outcome: step.outcome, because: step.because });
  await attempt(step, running);
}

const passed = (outcome: StepOutcome | undefined): string => (outcome === 'failed' ? 'failed' : 'was skipped');

const timedOut = ({ runTimeoutMs = 0 }: RunOptions): string =>
  `Run timed out after ${runTimeoutMs / 1000} second${runTimeoutMs === 1000 ? '' : 's'}`;

interface Ending {
  readonly outcome: StepOutcome;
  readonly ms?: number;
  readonly rows?: number;
  readonly because?: string;
  /** The run ended before it. */
  readonly stopped?: boolean;
  readonly diagnostics?: readonly Diagnostic[];
}

function finish(step: Step, { outcomes, options, diagnostics }: Running, ending: Ending): void {
  const fileName = step.kind === 'build' ? step.action.fileName : undefined;
  outcomes.set(step.name, ending.outcome);
  diagnostics.push(...(ending.diagnostics ?? []));
  options.emit({
    type: 'step-finished',
    step: step.name,
    kind: stepKind(step),
    outcome: ending.outcome,
    ms: ending.ms ?? 0,
    ...(ending.rows !== undefined && { rows: ending.rows }),
    ...(ending.because !== undefined && { because: ending.because }),
    ...(ending.stopped === true && { stopped: true }),
    ...(fileName !== undefined && { fileName }),
    diagnostics: ending.diagnostics ?? [],
  });
}

type WorkingStep = Exclude<Step, { kind: 'skip' }>;

async function attempt(step: WorkingStep, running: Running): Promise<void> {
  const { options, adapter } = running;
  const began = options.now();
  for (let tries = 1; ; tries += 1) {
    options.emit({ type: 'step-started', step: step.name, kind: stepKind(step), attempt: tries });
    const own = options.actionTimeoutMs === undefined ? undefined : AbortSignal.timeout(options.actionTimeoutMs);
    const signals = [options.signal, running.deadline, own].filter((signal) => signal !== undefined);
    try {
      const result = await adapter.perform(unitOf(step, running), AbortSignal.any(signals));
      return succeed(step, running, result, options.now() - began);
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error;
      if (error.failure.kind === 'lost') running.lost = true;
      const stop = running.lost || options.signal.aborted || running.deadline?.aborted === true;
      if (!stop && tries <= options.retries) continue;
      return fail(step, running, error, { ms: options.now() - began, late: own?.aborted === true });
    }
  }
}

function unitOf(step: WorkingStep, { plan, options }: Running): Unit {
  const record = {
    run: options.run,
    relation: step.key,
    action: step.name,
    outcome: 'succeeded',
    version: step.version,
  } as const;
  if (step.kind === 'import') {
    return { kind: 'import', source: step.source, record: { ...record, fingerprint: step.version, inputs: {} } };
  }
  return {
    kind: 'build',
    action: step.action,
    fullRefresh: plan.fullRefresh,
    assertionViews: plan.assertionViews,
    schemas: options.schemas,
    record: { ...record, fingerprint: step.fingerprint, inputs: step.inputs },
  };
}

function succeed(step: WorkingStep, running: Running, result: UnitResult, ms: number): void {
  const rows = result.rows === undefined ? {} : { rows: result.rows };
  if (step.kind === 'build' && result.failing !== undefined && result.failing > 0) {
    const diagnostics = [assertionFailed(step.action, step.name, result.failing)];
    if (running.options.pastAssertions === true) running.found.add(step.name);
    finish(step, running, { outcome: 'failed', ms, rows: result.failing, diagnostics });
  } else finish(step, running, { outcome: 'succeeded', ms, ...rows });
}

async function fail(
  step: WorkingStep,
  running: Running,
  error: AdapterError,
  { ms, late }: { readonly ms: number; readonly late: boolean },
): Promise<void> {
  const { options, adapter } = running;
  if (running.lost) running.stopped ??= 'The engine cannot be used any more.';
  if (options.signal.aborted) {
    running.stopped ??= 'The run was interrupted.';
    return finish(step, running, { outcome: 'skipped', ms, because: 'interrupted; what it had begun was rolled back' });
  }
  const seconds = (late ? (options.actionTimeoutMs ?? 0) : (options.runTimeoutMs ?? 0)) / 1000;
  const stopped = error.failure.kind === 'cancelled';
  const found = stopped ? stoppedDiagnostic(step, seconds) : failureDiagnostic(step, error.failure, options.helpFor);
  if (!running.lost && step.kind === 'build') {
    const { record } = unitOf(step, running);
    await adapter.state.writeStep({ ...record, outcome: 'failed' });
  }
  finish(step, running, { outcome: 'failed', ms, diagnostics: [found] });
}
