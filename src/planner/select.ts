import { closest } from '../compiler/diagnostics/closest.ts';
import { type Diagnostic, diagnostic } from '../compiler/diagnostics/diagnostic.ts';

/** What the command line asks for. Without actions and tags everything is selected. */
export interface Selection {
  /** Full names (`project.dataset.name`), bare names, or either with `*` for any characters. */
  readonly actions: readonly string[];
  readonly tags: readonly string[];
  readonly includeDependencies: boolean;
  readonly includeDependents: boolean;
}

export const everything: Selection = { actions: [], tags: [], includeDependencies: false, includeDependents: false };

/** An action as selection sees it; names are full names. */
export interface Selectable {
  readonly name: string;
  readonly tags: readonly string[];
  readonly dependsOn: readonly string[];
}

export interface Selected {
  readonly names: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The actions that a selection names. Dataform's rules: a word with a dot must equal a full name, a bare name must be
 * unambiguous, tags add to actions, dependencies are taken before dependents. Beyond Dataform, `*` stands for any
 * characters, and a word that matches nothing is an error. Time is linear in actions, edges and words.
 */
export function select(actions: readonly Selectable[], selection: Selection): Selected {
  const all = new Set(actions.map(({ name }) => name));
  if (selection.actions.length === 0 && selection.tags.length === 0) return { names: all, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const names = new Set<string>();
  const byBareName = groupByBareName(all);
  for (const word of selection.actions) {
    const found = matching(word, all, byBareName);
    if ('fault' in found) diagnostics.push(found.fault);
    else for (const name of found.names) names.add(name);
  }
  for (const found of tagged(actions, selection.tags, diagnostics)) names.add(found);
  if (selection.includeDependencies) spread(names, dependenciesOf(actions, all));
  if (selection.includeDependents) spread(names, dependentsOf(actions, all));
  return { names, diagnostics };
}

const bareName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function groupByBareName(names: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const group = groups.get(bareName(name));
    if (group) group.push(name);
    else groups.set(bareName(name), [name]);
  }
  return groups;
}

type Match = { readonly names: readonly string[] } | { readonly fault: Diagnostic };

function matching(word: string, all: ReadonlySet<string>, byBareName: ReadonlyMap<string, readonly string[]>): Match {
  const full = word.includes('.');
  if (word.includes('*')) {
    const pattern = wildcard(word);
    const names = [...all].filter((name) => pattern(full ? name : bareName(name)));
    return names.length > 0 ? { names } : { fault: diagnostic('BF8003', { kind: 'action', word }) };
  }
  const names = full ? (all.has(word) ? [word] : []) : (byBareName.get(word) ?? []);
  if (names.length === 1) return { names };
  if (names.length > 1) return { fault: diagnostic('BF8004', { word, names }) };
  const meant = full ? [...all].find((name) => name.endsWith(`.${word}`)) : undefined;
  const near = meant ?? closest(word, full ? all : byBareName.keys());
  return { fault: diagnostic('BF8003', { kind: 'action', word, ...(near !== undefined && { near }) }) };
}

/** A test for names in which `*` stands for any characters; linear, whatever the pattern. */
function wildcard(pattern: string): (name: string) => boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop() ?? '';
  return (name) => {
    if (!name.startsWith(head) || name.length < head.length + tail.length || !name.endsWith(tail)) return false;
    const end = name.length - tail.length;
    let at = head.length;
    for (const part of rest) {
      const found = name.indexOf(part, at);
      if (found === -1 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}

function tagged(actions: readonly Selectable[], tags: readonly string[], diagnostics: Diagnostic[]): readonly string[] {
  const wanted = new Set(tags);
  const known = new Set(actions.flatMap((action) => action.tags));
  for (const word of wanted) {
    if (known.has(word)) continue;
    const near = closest(word, known);
    diagnostics.push(diagnostic('BF8003', { kind: 'tag', word, ...(near !== undefined && { near }) }));
  }
  return actions.filter((action) => action.tags.some((tag) => wanted.has(tag))).map(({ name }) => name);
}

const dependenciesOf = (
  actions: readonly Selectable[],
  all: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> =>
  new Map(actions.map(({ name, dependsOn }) => [name, dependsOn.filter((other) => all.has(other))]));

function dependentsOf(
  actions: readonly Selectable[],
  all: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const dependents = new Map<string, string[]>([...all].map((name) => [name, []]));
  for (const { name, dependsOn } of actions) for (const other of dependsOn) dependents.get(other)?.push(name);
  return dependents;
}

/** Adds to `names` all that is reached from them. */
function spread(names: Set<string>, next: ReadonlyMap<string, readonly string[]>): void {
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const other of next.get(name) ?? []) {
      if (names.has(other)) continue;
      names.add(other);
      waiting.push(other);
    }
  }
}
