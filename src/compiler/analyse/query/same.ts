import type { Expr } from '../../sql/ast.ts';
import { exprChildren } from '../../sql/children.ts';
import type { Binder } from '../model/binder.ts';
import { type FromScope, sameName } from '../model/relation.ts';
import { canonical } from './grouped.ts';

/** Whether two expressions of one SELECT are the same expression: equal but for spelling, and of the same columns. */
export function sameExpr(b: Binder, from: FromScope, one: Expr, other: Expr): boolean {
  const open: (readonly [Expr, Expr])[] = [[one, other]];
  for (let pair = open.pop(); pair; pair = open.pop()) {
    const [x, y] = pair;
    if (x === y) continue;
    if (x.kind !== y.kind || !sameNode(b, from, x, y)) return false;
    if (x.kind === 'extract' && y.kind === 'extract') open.push([x.part, y.part]);
    const [left, right] = [partsOf(x), partsOf(y)];
    if (!left || !right || left.length !== right.length) return false;
    for (const [i, part] of left.entries()) {
      const match = right[i];
      if (!match) return false;
      open.push([part, match]);
    }
  }
  return true;
}

/** The direct parts; undefined where one of them is a query. */
function partsOf(expr: Expr): readonly Expr[] | undefined {
  const parts: Expr[] = [];
  let queries = false;
  exprChildren(expr, {
    expr: (part) => void parts.push(part),
    query: () => {
      queries = true;
    },
  });
  return queries ? undefined : parts;
}

/** Keys of a node that say where it stands, not what it is. */
const places = new Set(['start', 'end', 'at', 'nameAt', 'quoted', 'path']);

function sameNode(b: Binder, from: FromScope, x: Expr, y: Expr): boolean {
  if (x.kind === 'path' && y.kind === 'path') return samePath(b, from, x, y);
  return sameData(x, y, true);
}

function samePath(b: Binder, from: FromScope, x: Expr & { kind: 'path' }, y: Expr & { kind: 'path' }): boolean {
  const [a, c] = [b.bindings.get(x), b.bindings.get(y)];
  if (a?.kind === 'column' && c?.kind === 'column')
    return canonical(from, a.column) === canonical(from, c.column) && sameNames(a.path, c.path);
  if (a?.kind === 'row' && c?.kind === 'row') return a.relation === c.relation && sameNames(a.path, c.path);
  return sameNames(
    x.parts.map(({ name }) => name),
    y.parts.map(({ name }) => name),
  );
}

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, i) => sameName(name, b[i] ?? ''));

const isNode = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Compares what a node says apart from its parts that are expressions, which are compared one by one. */
function sameData(x: unknown, y: unknown, top: boolean): boolean {
  if (typeof x === 'string' && typeof y === 'string') return x === y;
  if (!isNode(x) || !isNode(y)) return x === y;
  if (Array.isArray(x))
    return Array.isArray(y) && x.length === y.length && x.every((item, i) => sameData(item, y[i], false));
  if (!top && 'kind' in x && 'start' in x) return 'kind' in y;
  if ('name' in x && 'quoted' in x) return sameName(String(x['name']), String(y['name']));
  const keys = Object.keys(x).filter((key) => !places.has(key));
  const others = Object.keys(y).filter((key) => !places.has(key));
  return keys.length === others.length && keys.every((key) => key in y && sameData(x[key], y[key], false));
}
