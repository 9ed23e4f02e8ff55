import type { Evaluation, OriginKind, SessionTarget } from './port.ts';

/** An action of an evaluation, by its index in `graph.<kind>`. */
export interface ActionAt {
  readonly kind: OriginKind;
  readonly index: number;
}

export interface Spliced {
  readonly evaluation: Evaluation;
  /** The actions that come from the part. */
  readonly changed: readonly ActionAt[];
}

/** Kinds of actions of which nothing else is made while they are evaluated. */
const kinds = ['tables', 'operations', 'assertions', 'declarations'] as const satisfies readonly OriginKind[];

const others = ['tests', 'notebooks', 'dataPreparations'] as const satisfies readonly OriginKind[];

/** Whether an evaluation can take what some of its files give anew. */
export const isWhole = ({ graph, errors, fatal, unwritable, missing, volatile, log }: Evaluation): boolean =>
  !fatal &&
  !volatile &&
  Object.keys(graph.jitData ?? {}).length === 0 &&
  [errors, unwritable ?? [], missing, log].every(({ length }) => length === 0) &&
  !graph.projectConfig.includeTestsInCompiledGraph;

/**
 * The evaluation of a project of which some SQLX files have changed: that from before, which is whole, with the actions of
 * these files from an evaluation of them alone. Undefined where the change reaches further: what is made, its names, whom
 * its assertions belong to.
 */
export function spliced(before: Evaluation, part: Evaluation, files: ReadonlySet<string>): Spliced | undefined {
  if (!isWhole({ ...part, errors: [] }) || others.some((kind) => (part.graph[kind]?.length ?? 0) > 0)) return undefined;
  if (!hasSameNames(before, part) || isTested(before, part)) return undefined;
  const changed: ActionAt[] = [];
  const graph = { ...before.graph, graphErrors: part.graph.graphErrors } as Record<OriginKind, readonly unknown[]>;
  const origins = { ...before.origins };
  for (const kind of kinds) {
    const at = indexesOf(before, kind, files);
    const made = part.graph[kind] ?? [];
    if (at.length !== made.length) return undefined;
    if (at.length === 0) continue;
    const list: unknown[] = [...(before.graph[kind] ?? [])];
    const from = [...(before.origins[kind] ?? [])];
    for (const [i, index] of at.entries()) {
      if (namesIn(list[index]) !== namesIn(made[i])) return undefined;
      list[index] = made[i];
      from[index] = part.origins[kind]?.[i] ?? null;
      changed.push({ kind, index });
    }
    graph[kind] = list;
    origins[kind] = from;
  }
  const evaluation = { ...before, graph: graph as unknown as Evaluation['graph'], origins, errors: part.errors };
  return { evaluation, changed };
}

function indexesOf({ origins }: Evaluation, kind: OriginKind, files: ReadonlySet<string>): readonly number[] {
  const found: number[] = [];
  for (const [index, origin] of (origins[kind] ?? []).entries())
    if (origin?.from === 'sqlx' && files.has(origin.path)) found.push(index);
  return found;
}

/** What others may know of an action: its names, and whether it gives a table. */
function namesIn(action: unknown): string {
  const { target, canonicalTarget, hasOutput } = action as Readonly<Record<string, unknown>>;
  return JSON.stringify([target, canonicalTarget, hasOutput ?? false]);
}

const keyOf = ({ database, schema, name }: SessionTarget['target']): string => `${database}\0${schema}\0${name}`;

function hasSameNames(before: Evaluation, part: Evaluation): boolean {
  const made = new Set(part.sessionTargets.map(({ target }) => keyOf(target)));
  const isMade = (target: SessionTarget['target']): boolean => made.has(keyOf(target));
  const known = before.sessionTargets.filter(({ target, kind }) => kind !== 'tests' && isMade(target));
  const assertions = before.assertionsOf.filter(({ assertion }) => isMade(assertion));
  return (
    JSON.stringify(known) === JSON.stringify(part.sessionTargets) &&
    JSON.stringify(assertions) === JSON.stringify(part.assertionsOf)
  );
}

/** Whether a unit test holds the query of an action of the part. */
function isTested({ sessionTargets }: Evaluation, part: Evaluation): boolean {
  const names = new Set(part.sessionTargets.map(({ target }) => target.name));
  return sessionTargets.some(
    ({ kind, tested }) => kind === 'tests' && (tested?.name === undefined || names.has(tested.name)),
  );
}
