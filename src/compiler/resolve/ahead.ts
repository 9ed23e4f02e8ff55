import type { EvaluationNames, OriginKind } from '../load/port.ts';
import type { Target } from '../target/target.ts';
import { namedActions, qualified } from './dependencies.ts';
import { dependentKinds, type GraphAction, settledAction, unsettledAction } from './settle.ts';

/** An action whose dependencies were found as soon as it was there. */
export interface ActionAhead {
  readonly dependencies: readonly Target[];
  /** The action as the graph prints it, unless it gets another name. */
  readonly shown: object;
}

/** By the action as the child wrote it. */
export type SettledAhead = ReadonlyMap<object, ActionAhead>;

const dependent: ReadonlySet<string> = new Set(dependentKinds);

/**
 * Settles single actions of a project whose names are known, while others are still on their way. Gives undefined for
 * those of which something must be said, that depend on nothing, or that ask for the assertions of others.
 */
export function settlerAhead(
  names: EvaluationNames,
): (kind: OriginKind, action: GraphAction) => ActionAhead | undefined {
  const named = namedActions(names);
  return (kind, action) => {
    if (!dependent.has(kind)) return undefined;
    const settled = unsettledAction(kind, action, null);
    let isSound = true;
    const dependencies = qualified(settled.dependencies, named, () => {
      isSound = false;
    });
    return isSound ? { dependencies, shown: settledAction({ ...settled, dependencies }) } : undefined;
  };
}
