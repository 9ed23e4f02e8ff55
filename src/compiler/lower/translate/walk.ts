import type { Expr } from '../../sql/ast.ts';

/**
 * Calls `visit` for every node with a `kind` below (and at) a value of the tree, in no certain order, with the number of
 * such nodes around it. Returning false leaves out what is below. Works on trees of any depth.
 */
export function walk(node: unknown, visit: (node: { readonly kind: string }, depth: number) => boolean): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: node, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    const isNode = 'kind' in value && typeof value.kind === 'string';
    if (isNode && !visit(value as { kind: string }, depth)) continue;
    for (const inner of Object.values(value))
      if (typeof inner === 'object') open.push({ value: inner, depth: isNode ? depth + 1 : depth });
  }
}

/** Whether more than `limit` nodes stand inside one another. */
export function isDeeper(node: unknown, limit: number): boolean {
  let found = false;
  walk(node, (_, depth) => {
    found ||= depth > limit;
    return !found;
  });
  return found;
}

/** How a range variable is used below a node: with a field behind it, alone, or under a star. */
export function usesOf(
  name: string,
  node: unknown,
): { field: boolean; whole: boolean; star: boolean; bareStar: boolean } {
  const found = { field: false, whole: false, star: false, bareStar: false };
  const isName = (e: Expr): boolean => e.kind === 'path' && e.parts[0]?.name.toLowerCase() === name.toLowerCase();
  walk(node, (n) => {
    if (n.kind === 'path' && isName(n as Expr)) {
      if ((n as Extract<Expr, { kind: 'path' }>).parts.length > 1) found.field = true;
      else found.whole = true;
    }
    if (n.kind === 'star') {
      const { of } = n as { kind: string; of?: Expr };
      if (!of && 'except' in n) found.bareStar = true;
      if (of && isName(of)) {
        found.star = true;
        return false;
      }
    }
    return true;
  });
  return found;
}
