import { walk } from '../../../src/compiler/lower/translate/walk.ts';
import type { Call, Expr } from '../../../src/compiler/sql/ast.ts';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';
import { isConstant, isJunction, mayFold, operands } from './folds.ts';

/** A part of a text. */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The texts of all that may be worked out though it stands in a branch that is not taken, or in rows that are left out:
 * subqueries, expressions of literals, and what COALESCE and IFNULL fall back to.
 */
export function branches(sql: string): readonly Part[] {
  const { statements } = parseStatements(sql);
  const found = new Set<Expr>();
  const branching = (e: Expr): boolean =>
    (e.kind === 'call' && ['IF', 'COALESCE', 'IFNULL', 'NULLIF'].includes(e.name)) ||
    e.kind === 'case' ||
    e.kind === 'in' ||
    isJunction(e);
  const chooses = / (?:WHERE|JOIN|QUALIFY|HAVING|LIMIT) /.test(sql);
  walk(statements, (node) => {
    const e = node as Expr;
    if (chooses && 'start' in e && isConstant(e) && operands(e).length > 0) found.add(e);
    if (!branching(e)) return true;
    walk(node, (inner) => {
      if (['scalar', 'exists', 'arrayQuery', 'inQuery'].includes(inner.kind)) found.add(inner as Expr);
      if ('start' in inner && isConstant(inner as Expr) && operands(inner as Expr).length > 0) found.add(inner as Expr);
      return true;
    });
    if (node.kind === 'call' && (node as Call).name !== 'IF')
      for (const arg of (node as Call).args.slice(1)) found.add(arg);
    return true;
  });
  return [...found].map(({ start, end }) => ({ start, end, text: sql.slice(start, end) }));
}

/** The text with NULL in the place of the parts; of parts within one another the outer one counts. */
export function withoutParts(sql: string, parts: readonly Part[]): string {
  const outer = parts.filter((one) => !parts.some((o) => o !== one && o.start <= one.start && one.end <= o.end));
  return outer
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end }) => `${text.slice(0, start)}NULL${text.slice(end)}`, sql);
}

/** Whether some expression of a query may be NULL before a row is seen. */
export function foldsAnywhere(sql: string): boolean {
  let found = false;
  walk(parseStatements(sql).statements, (node) => {
    found ||= 'start' in node && mayFold(node as Expr);
    return !found;
  });
  return found;
}
