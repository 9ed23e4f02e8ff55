import type { Expr } from '../../sql/ast.ts';
import { exprChildren } from '../../sql/children.ts';

/** The paths in an expression, subqueries left out, in no certain order. */
export function pathsOf(expr: Expr): readonly Expr[] {
  const paths: Expr[] = [];
  const open: Expr[] = [expr];
  const visitor = { expr: (part: Expr) => void open.push(part), query: () => undefined };
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.kind === 'path') paths.push(at);
    else exprChildren(at, visitor);
  }
  return paths;
}
