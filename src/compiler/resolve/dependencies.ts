import type { DependencyTarget } from '../actions/graph.ts';
import { readableTarget } from '../actions/names.ts';
import { ResolvableMap } from '../actions/resolvable.ts';
import type { Evaluation, EvaluationNames } from '../load/port.ts';
import type { Target } from '../target/target.ts';
import type { SettledAhead } from './ahead.ts';
import { actionError, type Report, type Settled } from './settle.ts';
import type { Suggest } from './suggest.ts';

/** What dependencies are looked up in. */
export interface Named {
  readonly known: ResolvableMap<Target>;
  /** Undefined while it is not known. */
  readonly assertions: ResolvableMap<Target> | undefined;
  readonly nameOf: (target: Target) => string;
}

export function namedActions({ sessionTargets, assertionsOf }: EvaluationNames & Partial<Evaluation>): Named {
  const known = new ResolvableMap<Target>();
  for (const { target } of sessionTargets) known.add(target, target);
  const assertions = assertionsOf && new ResolvableMap<Target>();
  for (const { dependency, assertion } of assertionsOf ?? []) assertions?.add(dependency, assertion);
  const names = new Map<Target, string>();
  const nameOf = (target: Target): string => {
    let name = names.get(target);
    if (name === undefined) {
      name = readableTarget(target);
      names.set(target, name);
    }
    return name;
  };
  return { known, assertions, nameOf };
}

/**
 * The full names of the actions that dependencies mean, with the assertions of those that ask for them. `refuse` gets each
 * that means nothing or several actions, with these, and each whose assertions are not known.
 */
export function qualified(
  dependencies: readonly DependencyTarget[],
  { known, assertions, nameOf }: Named,
  refuse: (dependency: Target, found: readonly Target[]) => void,
): readonly Target[] {
  const found = new Map<string, Target>();
  for (const dependency of dependencies) {
    const meant = known.find(dependency);
    const [first] = meant;
    if (!first || meant.length > 1 || (dependency.includeDependentAssertions && !assertions)) refuse(dependency, meant);
    else {
      found.set(nameOf(first), first);
      if (!dependency.includeDependentAssertions || !assertions) continue;
      for (const assertion of assertions.find(dependency)) found.set(nameOf(assertion), assertion);
    }
  }
  return [...found.values()];
}

/**
 * Replaces each dependency by the full name of the action that it means, and adds the assertions of those that ask for
 * them. What names nothing or several actions is reported and dropped. What was found `ahead` is taken.
 */
export function qualifyDependencies(
  actions: readonly Settled[],
  evaluation: Evaluation,
  suggest: Suggest,
  report: Report,
  ahead?: SettledAhead,
): void {
  let named: Named | undefined;
  const qualify = (action: Settled): readonly Target[] => {
    named ??= namedActions(evaluation);
    return qualified(action.dependencies, named, (dependency, found) => {
      if (found.length === 0) reportMissing(action, dependency, suggest, report);
      else reportAmbiguous(action, dependency, found, report);
    });
  };
  for (const action of actions) action.dependencies = ahead?.get(action.source)?.dependencies ?? qualify(action);
}

function reportMissing(action: Settled, dependency: Target, suggest: Suggest, report: Report): void {
  const name = readableTarget(action.target ?? {});
  const what = JSON.stringify(dependency);
  const message = `Missing dependency detected: Action "${name}" depends on "${what}" which does not exist`;
  const suggestion = suggest(dependency, action);
  const reference = referenceOf(dependency);
  report({ code: 'BF1061', error: actionError(message, action), reference, ...(suggestion ? { suggestion } : {}) });
}

function reportAmbiguous(action: Settled, dependency: Target, found: readonly Target[], report: Report): void {
  const names = found.map(({ schema = '', name }) => `${schema}.${name}`).join(', ');
  const message = `Ambiguous Action name: ${JSON.stringify(dependency)}. Did you mean one of: ${names}.`;
  report({ code: 'BF1062', error: actionError(message, action), reference: referenceOf(dependency) });
}

function referenceOf({ database, schema, name }: Target): Partial<Target> {
  return { ...(database ? { database } : {}), ...(schema ? { schema } : {}), name };
}
