import type { Expr } from '../../sql/ast.ts';

/** Calls `visit` for every node with a `kind` below (and at) a value of the tree. Returning false leaves out what is below. */
export function walk(node: unknown, visit: (node: { readonly kind: string }) => boolean): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const kind = 'kind' in node && typeof node.kind === 'string' ? node.kind : undefined;
  if (kind !== undefined && !visit(node as { kind: string })) return;
  for (const value of Object.values(node)) if (typeof value === 'object') walk(value, visit);
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
