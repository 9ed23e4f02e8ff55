import type { ProjectConfig } from '../../actions/graph.ts';
import type { AnalysisStore } from './model.ts';
import { pathKeys, targetKeyOf } from './names.ts';
import { inOrder, type Provider } from './provided.ts';
import type { StoredRows } from './rows.ts';
import type { Unit } from './texts.ts';
import { analyse, type Found, note, nothingSettled, settle, type World } from './world.ts';

/** A unit that can be analysed by itself. `self` is the key of the action whose rows it makes. */
interface Task {
  readonly provider: Provider;
  readonly unit: Unit;
  readonly self: string | undefined;
}

/** All that a helper must know. Plain data: it crosses to another thread, in which what is one object stays one. */
export interface Work extends Pick<World, 'described' | 'providers' | 'wildcards' | 'around' | 'beyond'> {
  readonly tasks: readonly Task[];
  readonly config: ProjectConfig;
  readonly declared: World['request']['declared'];
  readonly lineage: boolean;
  /** Keys of the actions whose SQL is read. */
  readonly read: ReadonlySet<string>;
}

/** What a helper has found for a task, by its number. */
export interface Solved extends Found {
  readonly task: number;
}

/** Rows of an action that are known, so that a helper need not find them out. */
export interface ToldRows extends StoredRows {
  readonly key: string;
}

/** Somebody who analyses units at the same time, as the one who asks sees it. */
export interface Helper {
  readonly begin: (work: Work) => void;
  /** The number of the first of the next tasks that nobody has begun. */
  readonly claim: () => number;
  readonly tell: (rows: readonly ToldRows[]) => void;
  /** What was found since the last call. */
  readonly hear: () => readonly Solved[];
  /** Waits until more was found; undefined where nothing will come. */
  readonly wait: () => readonly Solved[] | undefined;
}

/** The one who asks, as a helper sees him. */
export interface Asker {
  readonly claim: () => number;
  readonly hear: () => readonly ToldRows[];
  readonly give: (solved: readonly Solved[]) => void;
}

/** So many tasks are claimed at once. */
export const CHUNK = 16;

/**
 * Analyses the units of a world, some of them by a helper. What both need is found twice where the other is not done yet.
 * False where the order in which they are looked at matters: all is to be done anew, then, in the usual one.
 */
export function analyseTogether(world: World, helper: Helper, config: ProjectConfig): boolean {
  const tasks = tasksOf(world);
  helper.begin(workOf(world, tasks, config));
  let left = tasks.length;
  const noteAll = (solved: readonly Solved[]): void => {
    left -= solved.length;
    for (const { task, ...found } of solved) {
      const unit = tasks[task]?.unit;
      if (unit && !world.found.has(unit)) note(world, unit, found);
    }
  };
  for (let from = helper.claim(); from < tasks.length; from = helper.claim()) {
    noteAll(helper.hear());
    const rows: ToldRows[] = [];
    for (const task of tasks.slice(from, from + CHUNK)) {
      const known = solve(world, task);
      if (known) rows.push(known);
      left -= 1;
    }
    if (world.tangled) return false;
    helper.tell(rows);
  }
  while (left > 0) {
    const solved = helper.wait();
    if (!solved) break;
    noteAll(solved);
  }
  return true;
}

/** What a helper does: the tasks that it can claim, until one fails or reads in a circle. */
export function help(work: Work, asker: Asker, hash: (text: string) => string): void {
  let hasFailed = false;
  const store: AnalysisStore = {
    get: () => undefined,
    set: (_, { failed }) => {
      hasFailed ||= failed !== undefined;
    },
  };
  const world = worldOf(work, { hash, store });
  for (let from = asker.claim(); from < work.tasks.length; from = asker.claim()) {
    for (const rows of asker.hear())
      if (!world.settled.has(rows.key)) world.settled.set(rows.key, { ...rows, contract: NO_CONTRACT, declared: [] });
    const solved: Solved[] = [];
    for (const [i, task] of work.tasks.slice(from, from + CHUNK).entries()) {
      solve(world, task);
      const found = world.found.get(task.unit);
      if (world.tangled || hasFailed || !found) return;
      solved.push({ task: from + i, ...found });
    }
    asker.give(solved);
  }
}

const NO_CONTRACT = { types: new Map(), faults: [] };

/** Analyses the unit of a task; gives the rows of the action where it makes them. */
function solve(world: World, { provider, unit, self }: Task): ToldRows | undefined {
  if (unit !== provider.unit) {
    analyse(world, unit, self);
    return undefined;
  }
  const { columns, complete } = settle(world, provider);
  return { key: provider.key, columns, complete };
}

/** Actions so that all that one reads stand far before it, then what else is to be read of incremental tables. */
function tasksOf(world: World): readonly Task[] {
  const levels: Task[][] = [];
  const levelOf = new Map<string, number>();
  const last: Task[] = [];
  for (const provider of inOrder(world.providers)) {
    const { key, dependencies, unit, incremental } = provider;
    let level = 0;
    for (const target of dependencies) level = Math.max(level, (levelOf.get(targetKeyOf(target)) ?? -1) + 1);
    levelOf.set(key, level);
    if (!world.isRead(provider) || isInline(provider)) continue;
    const same = levels[level] ?? [];
    levels[level] = same;
    same.push({ provider, unit, self: key });
    if (!incremental) continue;
    last.push({ provider, unit: incremental.adding, self: undefined });
    if (incremental.settings.texts.length > 0) last.push({ provider, unit: incremental.settings, self: key });
  }
  return [...levels.flat(), ...last];
}

/** Most inline assertions are not even read, so that they are no tasks, and a helper does not get them. */
const isInline = ({ assertion }: Provider): boolean => assertion?.parentAction !== undefined;

function workOf(world: World, tasks: readonly Task[], config: ProjectConfig): Work {
  const { request, described, wildcards, around } = world;
  const small = new Map(
    world.providers.flatMap((provider) => (isInline(provider) ? [] : [[provider, smallOf(provider)] as const])),
  );
  const inline = world.providers.filter(isInline);
  return {
    tasks: tasks.map(({ provider, unit, self }) => ({ provider: small.get(provider) ?? provider, unit, self })),
    config,
    described: { ...described, diagnostics: [] },
    providers: [...small.values()],
    wildcards,
    around,
    beyond: new Set(inline.map(({ key }) => key)),
    declared: request.declared,
    lineage: request.lineage,
    read: new Set(tasks.map(({ provider }) => provider.key)),
  };
}

/** A provider with no more than what its rows are found by. */
const smallOf = ({ kind, index, target, key, name, disabled, later, unit }: Provider): Provider => ({
  kind,
  index,
  target,
  key,
  name,
  disabled,
  later,
  dependencies: [],
  unit,
});

function worldOf(
  { config, declared, lineage, read, ...known }: Work,
  own: Pick<World['request'], 'hash' | 'store'>,
): World {
  const { described, providers, wildcards, around, beyond } = known;
  return {
    ...nothingSettled(),
    request: { declared, lineage, ...own },
    isRead: ({ key }) => read.has(key),
    keysOf: pathKeys(config),
    described,
    providers,
    byKey: new Map(providers.map((provider) => [provider.key, provider])),
    wildcards,
    around,
    beyond,
  };
}
