import { type Diagnostic, diagnostic } from '../compiler/diagnostics/diagnostic.ts';
import type { Dialect } from '../compiler/dialect/dialect.ts';
import { listsDataset, nameKey } from '../compiler/dialect/names.ts';
import type { CompiledAction, Manifest } from '../compiler/manifest/manifest.ts';
import { type Target, targetName } from '../compiler/target/target.ts';
import { type AssertionViews, decide } from './decide.ts';
import { hasSideEffects, touchedByOthers } from './effects.ts';
import { inOrder } from './order.ts';
import { type Selection, select } from './select.ts';
import type { State } from './state.ts';
import type { SkipOutcome, Source, Step } from './step.ts';
import { inputsOf } from './versions.ts';

export interface PlanOptions {
  readonly selection: Selection;
  readonly fullRefresh: boolean;
  readonly restart: boolean;
  readonly skipUnsupported: boolean;
  /** biform.yaml allows to leave out unchanged work. */
  readonly skipUnchanged: boolean;
  readonly assertionViews: AssertionViews;
}

/** Files behind a declaration, or why they cannot be used. */
export type BoundSource = Source | { readonly fault: Diagnostic };

export interface PlanRequest {
  readonly manifest: Manifest;
  readonly dialect: Dialect;
  readonly options: PlanOptions;
  readonly state: State;
  /** By relation key; members of a wildcard lead to the same source. */
  readonly sources: ReadonlyMap<string, BoundSource>;
  /** Whether SQL may give something else on equal data: time, chance, the session. */
  readonly volatile: (sql: string) => boolean;
  /** A short hash of a text. */
  readonly hash: (text: string) => string;
  /** A word that no other process ever gives; versions of what cannot be compared carry it. */
  readonly stamp: string;
}

export interface Plan {
  readonly steps: readonly Step[];
  /** The interrupted run that this plan finishes. */
  readonly continues?: { readonly run: string; readonly startedAt: string };
  readonly fullRefresh: boolean;
  readonly assertionViews: AssertionViews;
  readonly diagnostics: readonly Diagnostic[];
}

const executed = new Set<CompiledAction['kind']>(['table', 'view', 'incremental', 'operation', 'assertion']);
const leftOut = new Set<CompiledAction['kind']>(['notebook', 'dataPreparation']);

/** The actions that a selection may name, as selection sees them. */
const selectable = (manifest: Manifest): readonly CompiledAction[] =>
  manifest.actions.filter(({ kind }) => executed.has(kind));

interface Chosen {
  readonly actions: readonly CompiledAction[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The selected actions in manifest order; without a selection also those that biform leaves out visibly. */
export function chosenActions(manifest: Manifest, selection: Selection): Chosen {
  const candidates = selectable(manifest);
  const { names, diagnostics } = select(
    candidates.map(({ target, tags, dependsOn }) => ({
      name: targetName(target),
      tags,
      dependsOn: dependsOn.map(targetName),
    })),
    selection,
  );
  const all = selection.actions.length === 0 && selection.tags.length === 0;
  const actions = manifest.actions.filter(
    ({ kind, target }) => (executed.has(kind) && names.has(targetName(target))) || (all && leftOut.has(kind)),
  );
  return { actions, diagnostics: diagnostics.map((found) => ({ ...found, ...whyNot(found, manifest, selection) })) };
}

/** Of a word that selects nothing, that there is such an action, which is not run. */
function whyNot({ code }: Diagnostic, { actions }: Manifest, selection: Selection): { readonly help?: string } {
  if (code !== 'BF8003') return {};
  const idle = actions.find(
    ({ kind, target }) =>
      kind === 'declaration' && selection.actions.some((w) => w === target.name || w === targetName(target)),
  );
  return idle === undefined ? {} : { help: `${targetName(idle.target)} is a declaration: there is nothing to run.` };
}

/** Text that is equal for runs of which one may finish the other: engine, selection, manifest, flags. */
export function identityOf(manifest: Manifest, options: PlanOptions): string {
  const { actions } = chosenActions(manifest, options.selection);
  const { fullRefresh, skipUnsupported, assertionViews } = options;
  return JSON.stringify([
    manifest.engine,
    { fullRefresh, skipUnsupported, assertionViews },
    actions.map(({ target, fingerprint }) => [targetName(target), fingerprint]),
  ]);
}

/** The steps of a run, in an order in which they can run, each decided by what the state proves. */
export function plan(request: PlanRequest): Plan {
  const { manifest, options, state } = request;
  const { actions, diagnostics } = chosenActions(manifest, options.selection);
  const builder = new Map<string, CompiledAction>(actions.map((action) => [targetName(action.target), action]));
  const ordered = inOrder([...builder.keys()], (name) => builder.get(name)?.dependsOn.map(targetName) ?? []);
  const found: Diagnostic[] = [...diagnostics, ...refusals(ordered, builder, options, manifest)];
  const steps = found.length > 0 ? [] : stepsOf(ordered, builder, request, found);
  const interrupted = options.restart ? undefined : state.interrupted;
  return {
    steps: found.length > 0 ? [] : steps,
    ...(interrupted && { continues: { run: interrupted.run, startedAt: interrupted.startedAt } }),
    fullRefresh: options.fullRefresh,
    assertionViews: options.assertionViews,
    diagnostics: found,
  };
}

function refusals(
  ordered: readonly string[],
  actions: ReadonlyMap<string, CompiledAction>,
  options: PlanOptions,
  manifest: Manifest,
): readonly Diagnostic[] {
  if (options.skipUnsupported) return [];
  return ordered.flatMap((name) => {
    const action = actions.get(name);
    if (!action || action.disabled || action.unsupported === undefined || leftOut.has(action.kind)) return [];
    const span = action.fileName === undefined ? {} : { span: { file: action.fileName, start: 0, end: 0 } };
    return [
      diagnostic(
        'BF8005',
        { action: name, engine: manifest.engine, why: action.unsupported },
        { ...span, action: name, help: '--skip-unsupported runs the rest without it and what depends on it.' },
      ),
    ];
  });
}

/** What all steps of one plan share while it is made. */
interface Making {
  readonly request: PlanRequest;
  readonly actions: ReadonlyMap<string, CompiledAction>;
  readonly byName: ReadonlyMap<string, CompiledAction>;
  readonly byKey: ReadonlyMap<string, CompiledAction>;
  readonly touched: ReadonlySet<string>;
  readonly usable: ReadonlyMap<string, Source>;
  readonly planned: Map<string, string>;
  readonly imported: Map<string, string>;
  readonly blocked: Map<string, string>;
  readonly steps: Step[];
}

function stepsOf(
  ordered: readonly string[],
  actions: ReadonlyMap<string, CompiledAction>,
  request: PlanRequest,
  found: Diagnostic[],
): readonly Step[] {
  const all = request.manifest.actions;
  const making: Making = {
    request,
    actions,
    byName: new Map(all.map((action) => [targetName(action.target), action])),
    byKey: new Map(all.map((action) => [nameKey(action.relation, request.dialect), action])),
    touched: touchedByOthers(all, request.dialect),
    usable: new Map(
      [...request.sources].flatMap(([key, source]) => ('fault' in source ? [] : [[key, source] as const])),
    ),
    planned: new Map(),
    imported: new Map(),
    blocked: new Map(),
    steps: [],
  };
  for (const name of ordered) {
    const action = actions.get(name);
    if (!action) continue;
    const sources = action.disabled || leftOut.has(action.kind) ? [] : importsFor(action, making, found);
    making.steps.push(stepOf(name, action, sources, making));
  }
  return making.steps;
}

/** Adds the import steps that an action needs and that are not in the plan yet; gives the names of all it needs. */
function importsFor(action: CompiledAction, making: Making, found: Diagnostic[]): readonly string[] {
  const { request, byName } = making;
  const declared = action.dependsOn.flatMap((target) => byName.get(targetName(target))?.relation ?? []);
  const reads = [...(action.reads ?? []), ...listed(action, making)];
  const keys = new Set([...declared, ...reads].map((relation) => nameKey(relation, request.dialect)));
  const needed: string[] = [];
  for (const key of keys) {
    const source = request.sources.get(key);
    if (!source || isBuilt(making.byKey.get(key))) continue;
    if ('fault' in source) {
      if (!found.includes(source.fault)) found.push(source.fault);
      continue;
    }
    const own = nameKey(source.relation, request.dialect);
    const step =
      making.imported.get(own) ?? (isAction(making.byKey.get(own)) ? `files for ${source.name}` : source.name);
    if (!making.imported.has(own)) {
      making.steps.push({ ...importStep(source, own, request), name: step });
      making.imported.set(own, step);
    }
    needed.push(step);
  }
  return needed;
}

/** The files of a dataset, for an action that asks what stands in it. */
function listed({ reads = [] }: CompiledAction, { usable }: Making): readonly Target[] {
  const lists = reads.filter(({ name }) => name === '*');
  if (lists.length === 0) return [];
  return [...usable.values()]
    .map(({ relation }) => relation)
    .filter((one) => lists.some((read) => listsDataset(read, one)));
}

const isAction = (action: CompiledAction | undefined): boolean => action !== undefined && executed.has(action.kind);

/** Whether a run makes the table of an action, so that no file stands for it. */
const isBuilt = (action: CompiledAction | undefined): boolean =>
  action !== undefined && isAction(action) && !action.disabled && action.unsupported === undefined;

function importStep(source: Source, key: string, { state, options }: PlanRequest): Step {
  const last = state.latest.get(key);
  const stands = state.standing.get(key)?.type === 'table';
  const { name, version } = source;
  if (last?.outcome === 'succeeded' && last.version === version && stands && !options.restart) {
    return { kind: 'skip', of: 'source', name, key, after: [], outcome: 'unchanged', because: 'same files' };
  }
  const why = !last ? 'new' : last.version === version && !stands ? 'the table is gone' : 'its files changed';
  return { kind: 'import', name, key, after: [], source, version, why: options.restart ? '--restart' : why };
}

function stepOf(name: string, action: CompiledAction, sources: readonly string[], making: Making): Step {
  const { request, actions, blocked, planned } = making;
  const { dialect, options } = request;
  const key = nameKey(action.relation, dialect);
  const awaited = action.dependsOn.map(targetName).filter((other) => other !== name && actions.has(other));
  const base = { name, key, after: [...sources, ...awaited] };
  const skip = (outcome: SkipOutcome, because: string): Step => {
    if (outcome === 'skipped') blocked.set(name, because);
    return { ...base, kind: 'skip', of: action.kind, outcome, because };
  };
  if (leftOut.has(action.kind)) return skip('not-run', 'runs in Google Cloud only');
  if (action.unsupported !== undefined && !action.disabled && making.usable.has(key))
    return skip('not-run', `${action.unsupported} Files stand for it.`);
  const cause = awaited.find((other) => blocked.has(other));
  if (cause !== undefined) return skip('skipped', `needs ${cause}`);
  if (action.disabled) return skip('disabled', 'disabled');
  if (action.unsupported !== undefined) return skip('skipped', action.unsupported);
  const inputs = inputsOf(action, { ...making, dialect, sources: making.usable, state: request.state });
  const views = action.kind === 'assertion' && options.assertionViews !== 'always' ? `/${options.assertionViews}` : '';
  const fingerprint = `${action.fingerprint}${views}`;
  const restless = restlessness(action, key, making);
  const decision = decide(
    { action, key, fingerprint, inputs, ...(restless !== undefined && { restless }) },
    { ...options, state: request.state },
  );
  if (!decision.run) {
    planned.set(key, decision.version);
    return skip(decision.outcome, decision.because);
  }
  const comparable = restless === undefined && inputs.doubt === undefined && action.update === undefined;
  const version = comparable
    ? request.hash(JSON.stringify([fingerprint, Object.entries(inputs.versions).sort()]))
    : `${request.stamp}/${making.steps.length}`;
  planned.set(key, version);
  return { ...base, kind: 'build', action, fingerprint, version, inputs: inputs.versions, why: decision.why };
}

/** Why an action may come out differently on equal inputs, or undefined. */
function restlessness(action: CompiledAction, key: string, { request, touched }: Making): string | undefined {
  if (action.kind === 'operation') return 'operations always run';
  if (touched.has(key)) return 'statements of another action change it';
  const statements = [...action.create, ...(action.update ?? [])];
  if (statements.some(({ sql }) => request.volatile(sql.text))) return 'it depends on the time, chance or the session';
  if (hasSideEffects(action, request.dialect.lexical)) return 'it has pre or post operations that change something';
  return undefined;
}
