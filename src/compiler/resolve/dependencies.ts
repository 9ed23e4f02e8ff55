import { readableTarget } from '../actions/names.ts';
import { ResolvableMap } from '../actions/resolvable.ts';
import type { Evaluation } from '../load/port.ts';
import type { Target } from '../target/target.ts';
import { actionError, type Report, type Settled } from './settle.ts';
import type { Suggest } from './suggest.ts';

/**
 * Replaces each dependency by the full name of the action that it means, and adds the assertions of those that ask for
 * them. What names nothing or several actions is reported and dropped.
 */
export function qualifyDependencies(
  actions: readonly Settled[],
  evaluation: Evaluation,
  suggest: Suggest,
  report: Report,
): void {
  const known = new ResolvableMap<Target>();
  for (const { target } of evaluation.sessionTargets) known.add(target, target);
  const assertions = new ResolvableMap<Target>();
  for (const { dependency, assertion } of evaluation.assertionsOf) assertions.add(dependency, assertion);
  const names = new Map<Target, string>();
  const nameOf = (target: Target): string => {
    let name = names.get(target);
    if (name === undefined) {
      name = readableTarget(target);
      names.set(target, name);
    }
    return name;
  };
  for (const action of actions) {
    const found = new Map<string, Target>();
    for (const dependency of action.dependencies) {
      const [first, ...more] = known.find(dependency);
      if (!first) reportMissing(action, dependency, suggest, report);
      else if (more.length > 0) reportAmbiguous(action, dependency, [first, ...more], report);
      else {
        found.set(nameOf(first), first);
        if (!dependency.includeDependentAssertions) continue;
        for (const assertion of assertions.find(dependency)) found.set(nameOf(assertion), assertion);
      }
    }
    action.dependencies = [...found.values()];
  }
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
