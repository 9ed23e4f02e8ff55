import type { OriginKind } from '../load/port.ts';
import type { Target } from '../target/target.ts';
import { actionError, type Report, type Settled, targetKey } from './settle.ts';

/** Kinds whose names must differ, in the order in which Dataform reports and removes. */
const filtered = ['tables', 'operations', 'declarations', 'assertions', 'notebooks', 'dataPreparations'] as const;

const AMONG = 'must be unique across tables, declarations, assertions, and operations:';

/** Removes all actions that share a name, final or canonical, and reports each. */
export function removeDuplicates(
  actions: Readonly<Record<OriginKind, readonly Settled[]>>,
  renamed: boolean,
  report: Report,
): Record<OriginKind, readonly Settled[]> {
  const all = filtered.flatMap((kind) => actions[kind]);
  const names = repeated(all.map(({ target }) => target));
  const canonical = repeated(all.map(({ canonicalTarget }) => canonicalTarget));
  const isUnique = (action: Settled): boolean => {
    const { target, canonicalTarget } = action;
    const isRepeated = target !== undefined && names.has(targetKey(target));
    const isCanonical = canonicalTarget !== undefined && canonical.has(targetKey(canonicalTarget));
    if (isRepeated) {
      const what = JSON.stringify(renamed && action.kind !== 'declarations' ? renamedParts(action, target) : target);
      const message = `Duplicate action name detected. Names within a schema ${AMONG}\n"${what}"`;
      report({ code: 'BF1067', error: actionError(message, action) });
    }
    if (isCanonical) {
      const what = JSON.stringify(canonicalTarget);
      const message = `Duplicate canonical target detected. Canonical targets ${AMONG}\n"${what}"`;
      report({ code: 'BF1068', error: actionError(message, action) });
    }
    return !isRepeated && !isCanonical;
  };
  if (names.size === 0 && canonical.size === 0) return actions;
  const kept: Record<OriginKind, readonly Settled[]> = { ...actions };
  for (const kind of filtered) kept[kind] = actions[kind].filter(isUnique);
  return kept;
}

/** Dataform's renamed targets list their parts in another order: what was not set before stands at the end. */
function renamedParts({ source }: Settled, { name, schema, database }: Target): object {
  const { schema: given } = source['target'] as Target;
  return given === undefined ? { name, database, schema } : { name, schema, database };
}

function repeated(targets: readonly (Target | undefined)[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const target of targets) {
    const key = targetKey(target ?? {});
    if (seen.has(key)) again.add(key);
    seen.add(key);
  }
  return again;
}

/** Reports tests that share a name with an earlier one. */
export function reportRepeatedTests(tests: readonly Settled[], report: Report): void {
  const seen = new Set<string>();
  for (const test of tests) {
    const name = test.source.name ?? '';
    if (seen.has(name)) {
      report({ code: 'BF1085', error: actionError(`Duplicate test name detected: "${name}"`, test, false) });
    }
    seen.add(name);
  }
}
