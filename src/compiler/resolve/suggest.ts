import { closest } from '../diagnostics/closest.ts';
import type { Evaluation } from '../load/port.ts';
import type { Target } from '../target/target.ts';

/** The action that a reference to nothing perhaps means. */
export type Suggest = (reference: Partial<Target>) => Target | undefined;

/** After so many searches the rest goes without: a project in which everything is missing is not a matter of spelling. */
const SEARCHES = 200;

/**
 * Looks for a name that differs by a few letters, or for the same name in another dataset.
 * Each name is searched for once.
 */
export function suggestions(evaluation: Evaluation): Suggest {
  const names = new Map<string, Target>();
  const known = new Map<string, Target | undefined>();
  const index = (): void => {
    for (const { target, kind } of evaluation.sessionTargets) {
      if (kind !== 'tests' && target.name !== undefined && !names.has(target.name)) names.set(target.name, target);
    }
  };
  return ({ name }) => {
    if (!name) return undefined;
    if (names.size === 0) index();
    if (known.has(name)) return known.get(name);
    const lastPart = name.slice(name.lastIndexOf('.') + 1);
    const same = names.get(name) ?? names.get(lastPart);
    const near = same || known.size >= SEARCHES ? undefined : closest(name, names.keys());
    const found = same ?? (near === undefined ? undefined : names.get(near));
    known.set(name, found);
    return found;
  };
}
