import { elementOf, fieldOf, type Node, rootOf, unite } from './node.ts';

/** What may hold columns of which nothing is known yet, behind a name in FROM. */
export type Opening =
  /** A table from outside; `node` holds its columns. */
  | { readonly kind: 'table'; readonly node: Node; readonly closed: boolean }
  /** An element of an array, or a struct. */
  | { readonly kind: 'value'; readonly of: () => Node | undefined }
  /** The rows of a query: a column may come from any star in it. */
  | { readonly kind: 'any'; readonly of: () => readonly Opening[]; readonly except: ReadonlySet<string> }
  /** The rows of a set operation: a column comes from each of its parts. */
  | { readonly kind: 'each'; readonly of: () => readonly Opening[] };

export const CLOSED: Opening = { kind: 'any', of: () => [], except: new Set() };

const DEEPEST = 40;

/** Whether a column that nobody knows may come from here. */
export function isOpen(opening: Opening, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  switch (opening.kind) {
    case 'table':
      return !opening.closed;
    case 'value': {
      const node = opening.of();
      const root = node && rootOf(node);
      return root !== undefined && !root.fixed && !root.element && (root.scores.size === 0 || root.scores.has('JSON'));
    }
    default:
      return opening.of().some((one) => isOpen(one, depth + 1));
  }
}

/** Whether a column of this name is known here. */
export const hasColumn = (opening: Opening, name: string): boolean => has(opening, name.toLowerCase());

function has(opening: Opening, lower: string, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  switch (opening.kind) {
    case 'table':
      return rootOf(opening.node).fields.has(lower);
    case 'value': {
      const node = opening.of();
      return node !== undefined && rootOf(node).fields.has(lower);
    }
    case 'any':
      return !opening.except.has(lower) && opening.of().some((one) => has(one, lower, depth + 1));
    default:
      return opening.of().some((one) => has(one, lower, depth + 1));
  }
}

/**
 * The place of a column that is read from one of several openings; it is made where there is none. Undefined where there
 * can be none, and where it cannot be told whose it is unless `guess` is set.
 */
export function columnIn(openings: readonly Opening[], name: string, guess: boolean, depth = 0): Node | undefined {
  if (depth > DEEPEST) return undefined;
  const lower = name.toLowerCase();
  const open = openings.filter((one) => isOpen(one) || has(one, lower));
  const known = open.filter((one) => has(one, lower));
  const of = known[0] ?? (open.length === 1 || guess ? likeliest(open, lower) : undefined);
  return of && columnOf(of, name, guess, depth);
}

function columnOf(of: Opening, name: string, guess: boolean, depth: number): Node | undefined {
  switch (of.kind) {
    case 'table':
      return of.closed ? rootOf(of.node).fields.get(name.toLowerCase())?.node : fieldOf(of.node, name);
    case 'value': {
      const node = of.of();
      return node && fieldOf(node, name);
    }
    case 'any':
      return of.except.has(name.toLowerCase()) ? undefined : columnIn(of.of(), name, guess, depth + 1);
    case 'each': {
      const nodes = of.of().flatMap((one) => columnIn([one], name, guess, depth + 1) ?? []);
      const [first, ...more] = nodes;
      for (const other of more) if (first) unite(first, other);
      return first;
    }
  }
}

/** Of several, the one whose table's name has the most in common with the column's; else the first. */
function likeliest(open: readonly Opening[], lower: string): Opening | undefined {
  const stem = lower.replace(/_?(id|key|name|code|date|at)$/, '');
  const close = stem.length < 3 ? undefined : open.find((one) => nameOf(one).includes(stem));
  return close ?? open.find(({ kind }) => kind !== 'value') ?? open[0];
}

function nameOf(one: Opening): string {
  return one.kind === 'table' ? ((one.node.places[0] ?? '').toLowerCase().split('.').at(-1) ?? '') : '';
}

/** What a value below a node offers: fields of a struct, elements of an array. */
export const elementsOf = (of: () => Node | undefined): Opening => ({
  kind: 'value',
  of: () => {
    const node = of();
    return node && elementOf(node);
  },
});
