import { parse } from '../parse/statement.ts';
import type { Raw } from '../tree.ts';

/** What stands in a shape for any value: `@a` is written as this name. */
const HOLE = 'bf_hole_';

/** The name by which SQL that biform's own printer makes of it becomes a shape. */
export const hole = (letter: string): string => `${HOLE}${letter}`;

/** The values of a shape's holes, by letter. */
export type Holes = ReadonlyMap<string, Raw>;

/** Databricks SQL with `@a`, `@b` .. for any values, as a tree. */
export function shapeOf(text: string): Raw {
  const { statements, unread } = parse(`SELECT ${text.replace(/@(?=[a-z]\b)/g, HOLE)}`);
  const [one] = statements;
  const body = one?.kind === 'query' ? one.query.body : undefined;
  const item = body?.kind === 'select' ? body.items[0] : undefined;
  if (unread.length > 0 || item?.kind !== 'expr') throw new Error(`shape ${text}: ${unread[0]?.what}`);
  return item.value;
}

/** The kind of a tree's root and its word: shapes are looked up by it. */
export function rootOf(raw: Raw): string {
  switch (raw.kind) {
    case 'call':
      return raw.name;
    case 'binary':
      return raw.op;
    case 'cast':
      return `cast ${raw.type.name}`;
    default:
      return raw.kind;
  }
}

type Node = Readonly<Record<string, unknown>>;
const isNode = (x: unknown): x is Node => typeof x === 'object' && x !== null;

/** Places are no part of what a tree says, nor are the quotes around a name. */
const silent: ReadonlySet<string> = new Set(['start', 'end', 'nameAt', 'quoted']);

/** Whether two trees are equal but for their places. */
export function equal(a: unknown, b: unknown): boolean {
  if (!isNode(a) || !isNode(b)) return a === b;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((x, i) => equal(x, b[i]));
  const keys = Object.keys(a).filter((key) => !silent.has(key));
  return (
    keys.length === Object.keys(b).filter((key) => !silent.has(key)).length && keys.every((k) => equal(a[k], b[k]))
  );
}

function letterOf(shape: Node): string | undefined {
  if (shape['kind'] !== 'name') return undefined;
  const { parts } = shape as unknown as Extract<Raw, { kind: 'name' }>;
  const name = parts.length === 1 ? (parts[0]?.name ?? '') : '';
  return name.startsWith(HOLE) ? name.slice(HOLE.length) : undefined;
}

/** What stands in the holes, where a tree has the shape; a hole that stands twice holds equal trees. */
export function matched(shape: Raw, raw: Raw): Holes | undefined {
  const holes = new Map<string, Raw>();
  const fits = (s: unknown, x: unknown): boolean => {
    if (!isNode(s) || !isNode(x)) return s === x;
    if (Array.isArray(s) || Array.isArray(x))
      return Array.isArray(s) && Array.isArray(x) && s.length === x.length && s.every((one, i) => fits(one, x[i]));
    const letter = letterOf(s);
    if (letter !== undefined && 'kind' in x) {
      const before = holes.get(letter);
      if (before) return equal(before, x);
      holes.set(letter, x as unknown as Raw);
      return true;
    }
    if (s['kind'] !== x['kind']) return false;
    const keys = Object.keys(s).filter((key) => !silent.has(key));
    return (
      keys.length === Object.keys(x).filter((key) => !silent.has(key)).length && keys.every((k) => fits(s[k], x[k]))
    );
  };
  return fits(shape, raw) ? holes : undefined;
}
