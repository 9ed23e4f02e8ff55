import type { CompiledGraph } from '../../actions/graph.ts';
import type { OriginKind } from '../../load/port.ts';
import { findingsOf, settledWorld, summary } from './analyse.ts';
import type { ActionFinding, AnalysisRequest, ProjectAnalysis, UnitResult } from './model.ts';
import { targetKeyOf } from './names.ts';
import { type Provider, providersOf } from './provided.ts';
import { schemaText, tableSchema } from './schemas.ts';
import { nothingSettled, readBy, type SettledAction, settle, type World } from './world.ts';

/** An analysis with all that it takes to look again at a part of it. */
export interface Remembered {
  readonly request: AnalysisRequest;
  readonly world: World;
  /** What was found in each action, in the order of the world's. */
  readonly found: readonly (readonly ActionFinding[])[];
  readonly analysis: ProjectAnalysis;
}

/** An action that has changed, by its index in `graph.<kind>`. */
interface ChangedAction {
  readonly kind: OriginKind;
  readonly index: number;
}

/** Analyses all of a project. */
export function analyseRemembering(request: AnalysisRequest): Remembered {
  const world = settledWorld(request);
  const found = world.providers.map((provider) => findingsOf(world, provider));
  return remembered(request, world, found);
}

/** Texts of unit tests are looked up by what they are: their units do not last. */
const remembered = (request: AnalysisRequest, world: World, found: Remembered['found']): Remembered => ({
  request,
  world,
  found,
  analysis: summary(request, { ...world, found: new Map() }, found),
});

/**
 * Analyses a project again of which some actions have changed, but no name, and nothing that stands beside the actions:
 * looks at these, and at those that read what has other columns now. Undefined where all must be looked at.
 */
export function analyseAgain(
  before: Remembered,
  request: AnalysisRequest,
  changed: readonly ChangedAction[],
): Remembered | undefined {
  const opened = reopened(before, request, changed);
  if (!opened) return undefined;
  const { world, providers } = opened;
  const looked = lookAgain(world, providers);
  if (!looked) return undefined;
  const again = new Set([...providers.map(({ key }) => key), ...looked.settled]);
  if (looked.altered.size > 0)
    for (const provider of world.providers)
      if (furtherTables(world, provider).some((table) => looked.altered.has(table))) again.add(provider.key);
  const found = world.providers.map((provider, at) => {
    if (!again.has(provider.key)) return before.found[at] ?? [];
    forgetFurther(world, provider);
    return findingsOf(world, provider);
  });
  return world.tangled ? undefined : remembered(request, world, found);
}

/** The world with its changed actions, of which nothing is settled yet. */
function reopened(
  { world: before, request: asked }: Remembered,
  request: AnalysisRequest,
  changed: readonly ChangedAction[],
): { readonly world: World; readonly providers: readonly Provider[] } | undefined {
  if (before.tangled || JSON.stringify(asked.known) !== JSON.stringify(request.known)) return undefined;
  const providers = [...before.providers];
  const byKey = new Map(before.byKey);
  const found = new Map(before.found);
  const made: Provider[] = [];
  for (const { kind, index } of changed) {
    const at = before.providers.findIndex((one) => one.kind === kind && one.index === index);
    const old = before.providers[at];
    const [alone] = providersOf({ [kind]: [request.graph[kind]?.[index]] } as unknown as CompiledGraph);
    if (!old || !alone || alone.key !== old.key) return undefined;
    const provider = { ...alone, index };
    if (changesSurroundings(old) || changesSurroundings(provider)) return undefined;
    if (kind === 'declarations' && !isPromisedAlike(asked, request, provider)) return undefined;
    found.delete(old.unit);
    forgetFurther({ found }, old);
    providers[at] = provider;
    byKey.set(provider.key, provider);
    made.push(provider);
  }
  const settled = new Map(before.settled);
  const answers = new Map(before.answers);
  const isRead = readBy(request);
  const world = { ...before, ...nothingSettled(), request, isRead, providers, byKey, settled, answers, found };
  return { world, providers: made };
}

/** Whether texts of an action may make routines or change the columns of tables: all is analysed then. */
const changesSurroundings = ({ unit }: Provider): boolean =>
  unit.texts.some(({ role, text }) => role === 'script' && /FUNCTION|ALTER/i.test(text));

const isPromisedAlike = (before: AnalysisRequest, now: AnalysisRequest, { name }: Provider): boolean =>
  JSON.stringify(before.declared.get(name)) === JSON.stringify(now.declared.get(name));

/** Forgets what the texts of an action came to that do not make its rows. */
function forgetFurther({ found }: Pick<World, 'found'>, { incremental }: Provider): void {
  if (!incremental) return;
  found.delete(incremental.adding);
  found.delete(incremental.settings);
}

/** Keys of the tables that such texts have asked for. */
function furtherTables(world: World, { incremental }: Provider): readonly string[] {
  if (!incremental) return [];
  return [incremental.adding, incremental.settings].flatMap((unit) => tablesOf(world, world.found.get(unit)?.result));
}

interface Looked {
  /** Keys of the actions that were settled again. */
  readonly settled: ReadonlySet<string>;
  /** Keys of those whose columns are others now. */
  readonly altered: ReadonlySet<string>;
}

/** Settles changed actions, then those that read what has changed by that, and so on. */
function lookAgain(world: World, changed: readonly Provider[]): Looked | undefined {
  const settled = new Set<string>();
  const altered = new Set<string>();
  let readers: ReadonlyMap<string, readonly string[]> | undefined;
  let left = world.providers.length * 2;
  let wave = changed.flatMap(({ kind, key }) => (kind === 'declarations' ? [] : [key]));
  while (wave.length > 0) {
    const known = new Map(wave.map((key) => [key, world.settled.get(key)]));
    const waiting = wave.flatMap((key) => world.byKey.get(key) ?? []);
    for (const { key, unit } of waiting) {
      world.settled.delete(key);
      world.answers.delete(key);
      world.found.delete(unit);
    }
    const next = new Set<string>();
    for (const provider of waiting) {
      left -= 1;
      const { key } = provider;
      const made = settle(world, provider);
      if (world.tangled || left < 0) return undefined;
      settled.add(key);
      if (rowsText(provider, known.get(key)) === rowsText(provider, made)) continue;
      altered.add(key);
      readers ??= readersOf(world, known);
      for (const reader of readers.get(key) ?? []) next.add(reader);
    }
    wave = [...next];
  }
  return changed.some(({ key }) => readsItself(world, key)) ? undefined : { settled, altered };
}

const rowsText = ({ name }: Provider, action: SettledAction | undefined): string =>
  action ? schemaText(tableSchema(name, action.columns, action.complete, 'table')) : '';

/** Keys of the actions that texts have asked for, or for what may be theirs. */
const tablesOf = ({ keysOf }: World, result: UnitResult | undefined): readonly string[] =>
  result?.reads.flatMap(([what, path]) => (what === 'table' ? keysOf(path) : [])) ?? [];

/** Who reads an action: by SQL, or as an assertion that was made for it. `waiting` are those that are not settled yet. */
function readersOf(
  world: World,
  waiting: ReadonlyMap<string, SettledAction | undefined>,
): ReadonlyMap<string, readonly string[]> {
  const readers = new Map<string, string[]>();
  const add = (table: string, reader: string): void => {
    const list = readers.get(table);
    if (list) list.push(reader);
    else readers.set(table, [reader]);
  };
  for (const { key, assertion } of world.providers) {
    const { result } = world.settled.get(key) ?? waiting.get(key) ?? {};
    for (const table of tablesOf(world, result)) if (table !== key) add(table, key);
    if (assertion?.parentAction) add(targetKeyOf(assertion.parentAction), key);
  }
  return readers;
}

/** Whether an action reads, by way of others, itself: what is found then depends on the order of all. */
function readsItself(world: World, start: string): boolean {
  const seen = new Set<string>([start]);
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const table of tablesOf(world, world.settled.get(at)?.result)) {
      if (table === start && at !== start) return true;
      if (seen.has(table)) continue;
      seen.add(table);
      open.push(table);
    }
  }
  return false;
}
