import type { CompiledGraph } from '../../actions/graph.ts';
import type { OriginKind } from '../../load/port.ts';
import { findingsOf, summary } from './analyse.ts';
import type { ActionFinding, AnalysisRequest, AnalysisStore, ProjectAnalysis, UnitResult } from './model.ts';
import { targetKeyOf } from './names.ts';
import { inOrder, type Provider, providersOf } from './provided.ts';
import { schemaText, tableSchema } from './schemas.ts';
import { openWorld, type SettledAction, settle, type World } from './world.ts';

/** An analysis with all that it takes to look again at a part of it. */
export interface Remembered {
  readonly world: World;
  /** What was found in each action, in the order of the world's. */
  readonly found: readonly (readonly ActionFinding[])[];
  /** Of actions that make more than one unit of texts: what the further ones came to. */
  readonly further: ReadonlyMap<string, readonly UnitResult[]>;
  readonly analysis: ProjectAnalysis;
}

/** An action that has changed, by its index in `graph.<kind>`. */
interface ChangedAction {
  readonly kind: OriginKind;
  readonly index: number;
}

/** Analyses all of a project. */
export function analyseRemembering(request: AnalysisRequest): Remembered {
  const log: UnitResult[] = [];
  const world = openWorld({ ...request, store: logged(request.store, log) });
  for (const provider of inOrder(world.providers)) settle(world, provider);
  const further = new Map<string, readonly UnitResult[]>();
  const found = world.providers.map((provider) => findingsLogged(world, provider, log, further));
  return { world, found, further, analysis: summary(world, found) };
}

/** A store that notes what was taken from it and put into it. */
function logged(store: AnalysisStore, log: UnitResult[]): AnalysisStore {
  return {
    get: store.get,
    set: (key, result) => {
      log.push(result);
      store.set(key, result);
    },
  };
}

function findingsLogged(
  world: World,
  provider: Provider,
  log: UnitResult[],
  further: Map<string, readonly UnitResult[]>,
): readonly ActionFinding[] {
  log.length = 0;
  const found = findingsOf(world, provider);
  if (log.length > 0) further.set(provider.key, [...log]);
  else further.delete(provider.key);
  return found;
}

/**
 * Analyses a project again of which some actions have changed, but no name, and nothing that stands beside the actions:
 * looks at these, and at those that read what has other columns now. Undefined where all must be looked at.
 */
export function analyseAgain(
  before: Remembered,
  request: AnalysisRequest,
  changed: readonly ChangedAction[],
): Remembered | undefined {
  const log: UnitResult[] = [];
  const opened = reopened(before.world, { ...request, store: logged(request.store, log) }, changed);
  if (!opened) return undefined;
  const { world, providers } = opened;
  const looked = lookAgain(before.world, world, providers);
  if (!looked) return undefined;
  const further = new Map(before.further);
  const again = new Set([...providers.map(({ key }) => key), ...looked.settled]);
  if (looked.altered.size > 0)
    for (const [key, results] of before.further)
      if (results.some((result) => tablesOf(world, result).some((table) => looked.altered.has(table)))) again.add(key);
  const found = world.providers.map((provider, at) =>
    again.has(provider.key) ? findingsLogged(world, provider, log, further) : (before.found[at] ?? []),
  );
  return { world, found, further, analysis: summary(world, found) };
}

/** The world with its changed actions, of which nothing is settled yet. */
function reopened(
  before: World,
  request: AnalysisRequest,
  changed: readonly ChangedAction[],
): { readonly world: World; readonly providers: readonly Provider[] } | undefined {
  if (JSON.stringify(before.request.known) !== JSON.stringify(request.known) || isTangled(before)) return undefined;
  const providers = [...before.providers];
  const byKey = new Map(before.byKey);
  const made: Provider[] = [];
  for (const { kind, index } of changed) {
    const at = before.providers.findIndex((one) => one.kind === kind && one.index === index);
    const old = before.providers[at];
    const [alone] = providersOf({ [kind]: [request.graph[kind]?.[index]] } as unknown as CompiledGraph);
    if (!old || !alone || alone.key !== old.key) return undefined;
    const provider = { ...alone, index };
    if (changesSurroundings(old) || changesSurroundings(provider)) return undefined;
    if (kind === 'declarations' && !isPromisedAlike(before.request, request, provider)) return undefined;
    providers[at] = provider;
    byKey.set(provider.key, provider);
    made.push(provider);
  }
  const settled = new Map(before.settled);
  const answers = new Map(before.answers);
  return { world: { ...before, request, providers, byKey, settled, answers, open: new Set() }, providers: made };
}

/** Whether texts of an action may make routines or change the columns of tables: all is analysed then. */
const changesSurroundings = ({ unit }: Provider): boolean =>
  unit.texts.some(({ role, text }) => role === 'script' && /FUNCTION|ALTER/i.test(text));

const isPromisedAlike = (before: AnalysisRequest, now: AnalysisRequest, { name }: Provider): boolean =>
  JSON.stringify(before.declared.get(name)) === JSON.stringify(now.declared.get(name));

interface Looked {
  /** Keys of the actions that were settled again. */
  readonly settled: ReadonlySet<string>;
  /** Keys of those whose columns are others now. */
  readonly altered: ReadonlySet<string>;
}

/** Settles changed actions, then those that read what has changed by that, and so on. */
function lookAgain(before: World, world: World, changed: readonly Provider[]): Looked | undefined {
  const settled = new Set<string>();
  const altered = new Set<string>();
  let readers: ReadonlyMap<string, readonly string[]> | undefined;
  let left = world.providers.length * 2;
  let wave = changed.filter(({ kind }) => kind !== 'declarations').map(({ key }) => key);
  while (wave.length > 0) {
    const known = new Map(wave.map((key) => [key, world.settled.get(key) ?? before.settled.get(key)]));
    for (const key of wave) {
      world.settled.delete(key);
      world.answers.delete(key);
    }
    const next = new Set<string>();
    for (const key of wave) {
      const provider = world.byKey.get(key);
      left -= 1;
      if (!provider || left < 0) return undefined;
      const made = settle(world, provider);
      if (isTangledAt(world, key, made)) return undefined;
      settled.add(key);
      if (rowsText(provider, known.get(key)) === rowsText(provider, made)) continue;
      altered.add(key);
      readers ??= readersOf(before, world);
      for (const reader of readers.get(key) ?? []) next.add(reader);
    }
    wave = [...next];
  }
  const isClosed = changed.some(({ key }) => readsItself(world, key));
  return isClosed ? undefined : { settled, altered };
}

const rowsText = ({ name }: Provider, action: SettledAction | undefined): string =>
  action ? schemaText(tableSchema(name, action.columns, action.complete, 'table')) : '';

/** Keys of the actions that a unit of texts has asked for, or for what may be theirs. */
const tablesOf = ({ keysOf }: World, { reads }: UnitResult): readonly string[] =>
  reads.flatMap(([what, path]) => (what === 'table' ? keysOf(path) : []));

/** Who reads an action: by SQL, or as an assertion that was made for it. */
function readersOf(before: World, world: World): ReadonlyMap<string, readonly string[]> {
  const readers = new Map<string, string[]>();
  const add = (table: string, reader: string): void => {
    const list = readers.get(table);
    if (list) list.push(reader);
    else readers.set(table, [reader]);
  };
  for (const { key, assertion } of world.providers) {
    const result = (world.settled.get(key) ?? before.settled.get(key))?.result;
    for (const table of result ? tablesOf(world, result) : []) if (table !== key) add(table, key);
    if (assertion?.parentAction) add(targetKeyOf(assertion.parentAction), key);
  }
  return readers;
}

/** Worlds in which an action met another that was not settled yet: what it saw depends on the order of all. */
const tangled = new WeakMap<World, boolean>();

function isTangled(world: World): boolean {
  let known = tangled.get(world);
  if (known === undefined) {
    known = [...world.settled].some(([key, action]) => isTangledAt(world, key, action));
    tangled.set(world, known);
  }
  return known;
}

const isTangledAt = (world: World, key: string, { result }: SettledAction): boolean =>
  result?.reads.some(
    ([what, path, answer]) =>
      what === 'table' && answer === '' && world.keysOf(path).some((one) => one !== key && world.byKey.has(one)),
  ) ?? false;

/** Whether an action reads, by way of others, itself. */
function readsItself(world: World, start: string): boolean {
  const seen = new Set<string>([start]);
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const result = world.settled.get(at)?.result;
    for (const table of result ? tablesOf(world, result) : []) {
      if (table === start && at !== start) return true;
      if (seen.has(table)) continue;
      seen.add(table);
      open.push(table);
    }
  }
  return false;
}
