import type { AssertionAction, CompilationError, CompiledGraph, DependencyTarget } from '../actions/graph.ts';
import type { ActionOrigin, ErrorOrigin, OriginKind } from '../load/port.ts';
import type { Target } from '../target/target.ts';

/** An action of the graph as far as names and dependencies go; the rest is carried along. */
export interface Settled {
  readonly kind: OriginKind;
  readonly origin: ActionOrigin | null;
  target: Target | undefined;
  canonicalTarget: Target | undefined;
  dependencies: readonly DependencyTarget[];
  parent: Target | undefined;
  readonly source: Readonly<Record<string, unknown>> & { readonly fileName?: string; readonly name?: string };
}

/** An action as the child wrote it. */
export type GraphAction = NonNullable<CompiledGraph[OriginKind]>[number];

/** What was found wrong, with its code and what helps to mend it. */
export interface Finding extends ErrorOrigin {
  readonly error: CompilationError;
  /** The action that was perhaps meant. */
  readonly suggestion?: Target;
  /** All actions of a cycle, in the order in which they depend on one another. */
  readonly cycle?: readonly Target[];
}

export type Report = (finding: Finding) => void;

/** Kinds that depend on others, in the order in which Dataform goes through them. */
export const dependentKinds = ['tables', 'assertions', 'operations', 'notebooks', 'dataPreparations', 'tests'] as const;

/** An action of the graph, ready to be changed. */
export function unsettledAction(kind: OriginKind, action: GraphAction, origin: ActionOrigin | null): Settled {
  return {
    kind,
    origin,
    target: action.target,
    canonicalTarget: action.canonicalTarget,
    dependencies: ('dependencyTargets' in action && action.dependencyTargets) || [],
    parent: (action as AssertionAction).parentAction,
    source: action as unknown as Settled['source'],
  };
}

/** The graph's actions of each kind, ready to be changed. */
export function unsettled(
  graph: CompiledGraph,
  origins: Readonly<Partial<Record<OriginKind, readonly (ActionOrigin | null)[]>>>,
): Record<OriginKind, Settled[]> {
  const of = (kind: OriginKind): Settled[] =>
    (graph[kind] ?? []).map((action, index) => unsettledAction(kind, action, origins[kind]?.[index] ?? null));
  return {
    tables: of('tables'),
    operations: of('operations'),
    assertions: of('assertions'),
    declarations: of('declarations'),
    tests: of('tests'),
    notebooks: of('notebooks'),
    dataPreparations: of('dataPreparations'),
  };
}

/** An action as the graph prints it, with its settled names. Keys keep their places. */
export function settledAction({ source, target, canonicalTarget, dependencies, parent }: Settled): object {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(source)) {
    if (key === 'target') out[key] = target;
    else if (key === 'canonicalTarget') out[key] = canonicalTarget;
    else if (key === 'parentAction') out[key] = parent;
    else if (key !== 'dependencyTargets') out[key] = value;
    else if (dependencies.length > 0) out[key] = dependencies;
  }
  return out;
}

/** A text that two targets share only if they are the same, absent parts told from empty ones. */
export const targetKey = ({ database, schema, name }: Partial<Target>): string => `${database}\0${schema}\0${name}`;

/** An error of the graph that belongs to an action. */
export function actionError(message: string, action: Settled, withTarget = true): CompilationError {
  const { target, source } = action;
  const { database, schema = '', name = '' }: Partial<Target> = target ?? {};
  const actionName = [...(database ? [database] : []), schema, name].join('.');
  return {
    fileName: source.fileName || 'index.js',
    message,
    stack: `Error: ${message}`,
    ...(withTarget && target ? { actionName, actionTarget: target } : {}),
  };
}
