/**
 * The names so that each stands after all of its dependencies among them; where that leaves a choice, in the order
 * given. Names on a cycle come last, in the order given (the compiler has reported the cycle). Linear time.
 */
export function inOrder(names: readonly string[], dependsOn: (name: string) => readonly string[]): readonly string[] {
  const known = new Set(names);
  const dependents = new Map<string, string[]>();
  const missing = new Map<string, number>();
  for (const name of names) {
    const needs = new Set(dependsOn(name).filter((other) => other !== name && known.has(other)));
    missing.set(name, needs.size);
    for (const other of needs) {
      const list = dependents.get(other);
      if (list) list.push(name);
      else dependents.set(other, [name]);
    }
  }
  const ready = names.filter((name) => missing.get(name) === 0);
  for (let i = 0; i < ready.length; i += 1) {
    for (const next of dependents.get(ready[i] ?? '') ?? []) {
      const left = (missing.get(next) ?? 0) - 1;
      missing.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
  if (ready.length === names.length) return ready;
  const placed = new Set(ready);
  return [...ready, ...names.filter((name) => !placed.has(name))];
}
