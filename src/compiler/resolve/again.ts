import type { CompiledGraph } from '../actions/graph.ts';
import type { Evaluation, OriginKind } from '../load/port.ts';
import type { ActionAt, Spliced } from '../load/splice.ts';
import type { Target } from '../target/target.ts';
import { qualifyDependencies } from './dependencies.ts';
import { finalTarget, renames } from './rename.ts';
import { type ResolvedGraph, withSuggestion } from './resolve.ts';
import { dependentKinds, type Finding, type Settled, settledAction, targetKey, unsettled } from './settle.ts';
import { suggestions } from './suggest.ts';

/**
 * Settles a project again of which some actions have changed but no name has; `before` is what it settled to, without
 * findings. Undefined where all must be looked at: the change may close a circle.
 */
export function resolveAgain(before: ResolvedGraph, { evaluation, changed }: Spliced): ResolvedGraph | undefined {
  const suggest = suggestions(evaluation);
  const findings: Finding[] = (evaluation.graph.graphErrors.compilationErrors ?? []).map((error, index) =>
    withSuggestion(error, evaluation, index, suggest),
  );
  const actions = inOrder(changed, evaluation);
  const dependent = actions.map(({ action }) => action).filter(({ kind }) => kind !== 'declarations');
  qualifyDependencies(dependent, evaluation, suggest, (finding) => findings.push(finding));
  if (renames(evaluation.graph.projectConfig)) renameChanged(dependent, evaluation);
  const graph: Record<string, unknown> = { ...before.graph };
  graph['graphErrors'] = findings.length > 0 ? { compilationErrors: findings.map(({ error }) => error) } : {};
  const origins = { ...before.origins };
  for (const { at, action } of actions) {
    if (graph[at.kind] === before.graph[at.kind]) {
      graph[at.kind] = [...(before.graph[at.kind] ?? [])];
      origins[at.kind] = [...before.origins[at.kind]];
    }
    (graph[at.kind] as unknown[])[at.index] = settledAction(action);
    (origins[at.kind] as (typeof action.origin)[])[at.index] = action.origin;
  }
  const made = graph as unknown as CompiledGraph;
  return isCircular(made, dependent) ? undefined : { graph: made, findings, origins };
}

interface ChangedAction {
  readonly at: ActionAt;
  readonly action: Settled;
}

/** The changed actions, ready to be settled, in the order in which Dataform goes through all. */
function inOrder(changed: readonly ActionAt[], { graph, origins }: Evaluation): readonly ChangedAction[] {
  const of = (kind: OriginKind): readonly ChangedAction[] =>
    changed.flatMap((at) => {
      const action = at.kind === kind ? graph[kind]?.[at.index] : undefined;
      if (!action) return [];
      const alone = { [kind]: [action] } as unknown as CompiledGraph;
      const [made] = unsettled(alone, { [kind]: [origins[kind]?.[at.index] ?? null] })[kind];
      return made ? [{ at, action: made }] : [];
    });
  return [...dependentKinds, 'declarations' as const].flatMap(of);
}

/** Gives changed actions and what they depend on their final names. Declarations keep theirs. */
function renameChanged(actions: readonly Settled[], { graph, sessionTargets }: Evaluation): void {
  const declared = new Set(
    sessionTargets.filter(({ kind }) => kind === 'declarations').map(({ target }) => targetKey(target)),
  );
  const final = (target: Target): Target =>
    declared.has(targetKey(target)) ? target : finalTarget(target, graph.projectConfig);
  for (const action of actions) {
    if (action.target) action.target = finalTarget(action.target, graph.projectConfig);
    action.dependencies = action.dependencies.map(final);
    if (action.parent) action.parent = final(action.parent);
  }
}

/** Whether one of the actions may depend on itself. */
function isCircular(graph: CompiledGraph, actions: readonly Settled[]): boolean {
  const next = new Map<string, readonly Target[]>();
  for (const kind of dependentKinds)
    for (const { target, dependencyTargets = [] } of graph[kind] ?? []) {
      const key = targetKey(target ?? {});
      next.set(key, [...(next.get(key) ?? []), ...dependencyTargets]);
    }
  return actions.some(({ target }) => {
    const start = targetKey(target ?? {});
    const seen = new Set<string>();
    const open = [...(next.get(start) ?? [])];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const key = targetKey(at);
      if (key === start) return true;
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(...(next.get(key) ?? []));
    }
    return false;
  });
}
