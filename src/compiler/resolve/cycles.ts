import { readableTarget, sortedTarget } from '../actions/names.ts';
import type { Target } from '../target/target.ts';
import { actionError, type Report, type Settled, targetKey } from './settle.ts';

/** Reports groups of actions that depend on themselves, in the order and wording in which Dataform does. */
export function reportCycles(actions: readonly Settled[], report: Report): void {
  const graph = numbered(actions);
  for (const group of cyclicGroups(graph.successors)) {
    const members = group.map((vertex) => graph.actions[vertex] as Settled);
    const [first] = members;
    if (!first?.target) continue;
    const names = members.map(({ target }) => sortedTarget(target ?? {}));
    const message = `Circular dependency detected in chain: [${names.join(' > ')} > ${readableTarget(first.target)}]`;
    const cycle = shortestCycle(group, graph.successors).map((vertex) => graph.actions[vertex]?.target as Target);
    report({ code: 'BF1069', error: actionError(message, first), cycle });
  }
}

interface NumberedGraph {
  readonly actions: readonly Settled[];
  readonly successors: readonly (readonly number[])[];
}

/**
 * Numbers the actions in the order in which they are first met, as a dependency or as themselves; of several with one
 * name the last one counts. Successors are in reverse. This is the order of the library that Dataform uses.
 */
function numbered(actions: readonly Settled[]): NumberedGraph {
  const byKey = new Map<string, Settled>();
  const keys = actions.map(({ target }) => targetKey(target ?? {}));
  for (const [at, action] of actions.entries()) byKey.set(keys[at] as string, action);
  const numbers = new Map<string, number>();
  // Dependencies on one action share its target, so that its key is made once.
  const meant = new Map<Target, number | undefined>();
  const found: Settled[] = [];
  const successors: (readonly number[])[] = [];
  const numberOf = (key: string, action: Settled): number => {
    let number = numbers.get(key);
    if (number === undefined) {
      number = found.push(action) - 1;
      numbers.set(key, number);
      successors.push([]);
    }
    return number;
  };
  for (const [at, action] of actions.entries()) {
    const next: number[] = [];
    for (const dependency of action.dependencies) {
      let number = meant.get(dependency);
      if (number === undefined && !meant.has(dependency)) {
        const key = targetKey(dependency);
        const known = byKey.get(key);
        number = known && numberOf(key, known);
        meant.set(dependency, number);
      }
      if (number !== undefined) next.push(number);
    }
    const key = keys[at] as string;
    const own = numberOf(key, byKey.get(key) ?? action);
    successors[own] = next.reverse();
  }
  return { actions: found, successors };
}

/** Tarjan's algorithm without recursion: groups of more than one vertex, or of one that points to itself. */
function cyclicGroups(successors: readonly (readonly number[])[]): number[][] {
  const count = successors.length;
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const onStack = new Uint8Array(count);
  const stack: number[] = [];
  const groups: number[][] = [];
  let next = 0;
  const enter = (vertex: number): void => {
    index[vertex] = next;
    low[vertex] = next;
    next += 1;
    stack.push(vertex);
    onStack[vertex] = 1;
  };
  const lower = (vertex: number, value: number): void => {
    low[vertex] = Math.min(low[vertex] ?? 0, value);
  };
  const leave = (vertex: number): void => {
    if (low[vertex] !== index[vertex]) return;
    const group: number[] = [];
    for (let member = -1; member !== vertex; ) {
      member = stack.pop() as number;
      onStack[member] = 0;
      group.push(member);
    }
    if (group.length > 1 || successors[vertex]?.includes(vertex)) groups.push(group);
  };
  for (let root = 0; root < count; root += 1) {
    if (index[root] !== -1) continue;
    const path = [{ vertex: root, at: 0 }];
    enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const successor = successors[top.vertex]?.[top.at];
      if (successor === undefined) {
        leave(top.vertex);
        path.pop();
        const parent = path.at(-1);
        if (parent) lower(parent.vertex, low[top.vertex] ?? 0);
        continue;
      }
      top.at += 1;
      if (index[successor] === -1) {
        enter(successor);
        path.push({ vertex: successor, at: 0 });
      } else if (onStack[successor]) lower(top.vertex, index[successor] ?? 0);
    }
  }
  return groups;
}

/** A shortest way from the first vertex of a group back to it, through the group. */
function shortestCycle(group: readonly number[], successors: readonly (readonly number[])[]): readonly number[] {
  const [start = 0] = group;
  const inside = new Set(group);
  const from = new Map<number, number>();
  const queue = [start];
  for (let at = 0; at < queue.length; at += 1) {
    const vertex = queue[at] as number;
    for (const next of successors[vertex] ?? []) {
      if (next === start) {
        const way = [vertex];
        for (let back = from.get(vertex); back !== undefined; back = from.get(back)) way.unshift(back);
        return way;
      }
      if (!inside.has(next) || from.has(next)) continue;
      from.set(next, vertex);
      queue.push(next);
    }
  }
  return group;
}
