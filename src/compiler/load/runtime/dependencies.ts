import { quotedTarget } from '../../actions/names.ts';
import type { Dependent } from './action.ts';
import { fault } from './faults.ts';
import { asTarget, type TargetMessage } from './refs.ts';

/**
 * The target of a dependency, with whether its assertions are wanted too: as the reference says, else as the action's
 * config says (data preparations have no such key). Undefined, and reported, where two references disagree.
 */
export function dependencyOf(action: Dependent, resolvable: unknown): TargetMessage | undefined {
  const target = asTarget(resolvable);
  if (action.kind !== 'dataPreparations' && !Object.hasOwn(target, 'includeDependentAssertions')) {
    target.includeDependentAssertions = action.dependOnDependencyAssertions;
  }
  const { includeAssertionsForDependency: known, session } = action;
  const key = quotedTarget(session.projectConfig, target);
  if (known.has(key) && known.get(key) !== target.includeDependentAssertions) {
    const message =
      'Conflicting "includeDependentAssertions" properties are not allowed. ' +
      `Dependency ${target.name} has different values set for this property.`;
    session.report(fault('BF1066', message), action.getFileName(), action.getTarget());
    return undefined;
  }
  known.set(key, target.includeDependentAssertions);
  return target;
}

/** Adds dependencies, leaving out those that contradict earlier ones. */
export function addDependencies(action: Dependent, resolvables: readonly unknown[]): void {
  resolvables.forEach((resolvable) => {
    const target = dependencyOf(action, resolvable);
    if (target) action.proto.dependencyTargets.push(target);
  });
}
