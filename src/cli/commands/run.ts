import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type OpenedTarget, openTarget, type TargetRequest } from '../../adapters/runners.ts';
import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import type { CompiledAction } from '../../compiler/manifest/manifest.ts';
import { settingPlaces } from '../../compiler/project/biform/places.ts';
import { targetName } from '../../compiler/target/target.ts';
import type { RunEvent } from '../../executor/events.ts';
import { run as execute, type RunResult } from '../../executor/run.ts';
import { chosenActions, identityOf, type Plan, type PlanOptions, plan } from '../../planner/plan.ts';
import { explain } from '../../planner/step.ts';
import type { SourceOf } from '../../report/diagnostics.ts';
import { junit, junitXml } from '../../report/junit.ts';
import { openFileHashes } from '../../state/files.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues } from '../command.ts';
import { report } from './compile/report.ts';
import { limitFrom, reportsFrom, retriesFrom, selectionFrom } from './run/options.ts';
import { type Prepared, prepare } from './run/prepare.ts';
import { refusals } from './run/refusals.ts';
import { openScreen } from './run/screen.ts';
import { testsPass } from './run/unit-tests.ts';

/** Compiles a project, plans, and executes the plan on its target. */
export async function run(args: readonly string[], options: OptionValues, context: CommandContext): Promise<ExitCode> {
  const selection = selectionFrom(options);
  const reports = reportsFrom(options, context);
  const limits = {
    retries: retriesFrom(options),
    pastAssertions: options['past-assertions'] === true,
    ...timeLimits(options),
  };
  const project = await prepare(args, options, context);
  if ('exit' in project) return project.exit;
  const tell = (found: readonly Diagnostic[]): void => report(found, project.texts, options, context);
  if (options['run-tests'] === true && !(await testsPass(project, options, context))) return exitCodes.failed;
  const planOptions: PlanOptions = {
    selection,
    fullRefresh: options['full-refresh'] === true,
    restart: options['restart'] === true,
    skipUnsupported: options['skip-unsupported'] === true,
    skipUnchanged: project.settings !== undefined,
    assertionViews: project.settings?.assertionViews ?? 'always',
  };
  const dry = options['dry-run'] === true;
  const hashes = await openFileHashes(join(project.root, '.biform/files.json'), context.now);
  const opened = await openTarget(project.target.settings, requestFor(project, planOptions, context, hashes.hash, dry));
  if ('fault' in opened) {
    tell([opened.fault]);
    return opened.fault.code === 'BF8009' ? exitCodes.usage : exitCodes.unreachable;
  }
  try {
    tell(opened.warnings);
    const stamp = `${new Date(context.now()).toISOString().replace(/\D/g, '').slice(0, 14)}-${randomBytes(4).toString('hex')}`;
    const made = await makePlan(project, planOptions, opened, stamp);
    if (made.plan.diagnostics.length > 0) {
      tell(refusals(made.plan.diagnostics, project.lowering));
      const misnamed = made.plan.diagnostics.some(({ code }) => code === 'BF8003' || code === 'BF8004');
      return misnamed ? exitCodes.usage : exitCodes.failed;
    }
    if (dry) return await showPlan(made.plan, opened, options, context);
    await hashes.save();
    const result = await carryOut(project, made, opened, { options, context, stamp, reports, limits });
    return exitOf(result, context);
  } finally {
    await opened.adapter.close();
  }
}

const sha = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

function timeLimits(options: OptionValues): { readonly actionTimeoutMs?: number; readonly runTimeoutMs?: number } {
  const action = limitFrom(options, 'action-timeout');
  const whole = limitFrom(options, 'run-timeout', 'execution-timeout');
  return {
    ...(action !== undefined && { actionTimeoutMs: action }),
    ...(whole !== undefined && { runTimeoutMs: whole }),
  };
}

function requestFor(
  project: Prepared,
  options: PlanOptions,
  context: CommandContext,
  hashFile: TargetRequest['hashFile'],
  lookOnly: boolean,
): TargetRequest {
  const { manifest, names, root, target, settings, texts } = project;
  const byName = new Map(manifest.actions.map((action) => [targetName(action.target), action]));
  const chosen = chosenActions(manifest, options.selection).actions.filter(({ disabled }) => !disabled);
  const relations = (actions: readonly CompiledAction[]) =>
    actions.flatMap(({ reads = [], dependsOn }) => [
      ...reads,
      ...dependsOn.flatMap((one) => byName.get(targetName(one))?.relation ?? []),
    ]);
  const declared = manifest.actions.filter(({ kind }) => kind === 'declaration').map(({ relation }) => relation);
  return {
    root,
    names,
    lookOnly,
    hashFile,
    settingAt: settingPlaces('biform.yaml', texts.get('biform.yaml') ?? ''),
    declared,
    cwd: context.cwd,
    targetName: target.name,
    wanted: relations(chosen),
    known: [...declared, ...relations(manifest.actions)],
    actions: settings?.actions ?? {},
  };
}

interface Made {
  readonly plan: Plan;
  readonly identity: string;
}

async function makePlan(project: Prepared, options: PlanOptions, opened: OpenedTarget, stamp: string): Promise<Made> {
  const { manifest, dialect } = project;
  const { adapter, sources } = opened;
  const identity = sha(identityOf(manifest, options));
  const interrupted = await adapter.state.interrupted(identity);
  const state = {
    latest: await adapter.state.latest(),
    standing: await adapter.standing(),
    ...(interrupted && { interrupted }),
  };
  const request = { manifest, dialect, options, state, sources, volatile: adapter.volatile, hash: sha, stamp };
  return { identity, plan: plan(request) };
}

async function showPlan(
  made: Plan,
  { adapter }: OpenedTarget,
  options: OptionValues,
  { stdout }: CommandContext,
): Promise<ExitCode> {
  const standing = await adapter.standing();
  const lines = made.steps.map((step) => {
    if (options['json'] !== true) return explain(step, standing.get(step.key)?.type, made.fullRefresh);
    const why = step.kind === 'skip' ? step.because : step.why;
    const does = step.kind === 'skip' ? step.outcome : step.kind;
    return JSON.stringify({ type: 'step-planned', step: step.name, does, why, after: step.after });
  });
  const working = made.steps.filter(({ kind }) => kind !== 'skip').length;
  if (options['json'] !== true)
    lines.push('', `${working} of ${made.steps.length} steps would run on ${adapter.place}.`);
  stdout(`${lines.join('\n')}\n`);
  return exitCodes.ok;
}

interface Carrying {
  readonly options: OptionValues;
  readonly context: CommandContext;
  readonly stamp: string;
  readonly reports: { readonly junit?: string };
  readonly limits: {
    readonly retries: number;
    readonly pastAssertions: boolean;
    readonly actionTimeoutMs?: number;
    readonly runTimeoutMs?: number;
  };
}

async function carryOut(project: Prepared, made: Made, opened: OpenedTarget, carrying: Carrying): Promise<RunResult> {
  const { options, context, stamp, reports, limits } = carrying;
  const sourceOf: SourceOf = (file) => project.texts.get(file);
  const screen = openScreen(context, {
    json: options['json'] === true,
    quiet: options['quiet'] === true,
    verbose: options['verbose'] === true,
    sourceOf,
  });
  let suite = junit.start;
  const emit = (event: RunEvent): void => {
    if (reports.junit !== undefined) suite = junit.next(suite, event, sourceOf);
    screen.show(event);
  };
  try {
    return await execute(made.plan, opened.adapter, {
      run: made.plan.continues?.run ?? stamp,
      identity: made.identity,
      schemas: project.manifest.schemas,
      signal: context.signal,
      now: context.now,
      emit,
      helpFor: opened.helpFor,
      ...limits,
    });
  } finally {
    screen.close();
    if (reports.junit !== undefined) {
      await mkdir(dirname(reports.junit), { recursive: true });
      await writeFile(reports.junit, junitXml(suite));
    }
  }
}

function exitOf({ outcome, lost }: RunResult, { signal }: CommandContext): ExitCode {
  if (outcome === 'interrupted' || signal.aborted) return exitCodes.interrupted;
  if (lost) return exitCodes.unreachable;
  return outcome === 'succeeded' ? exitCodes.ok : exitCodes.failed;
}
