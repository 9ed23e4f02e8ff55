import type { Call, Expr } from '../../sql/ast.ts';
import { exprChildren } from '../../sql/children.ts';
import type { Binder } from '../model/binder.ts';
import { functionKind } from '../signatures/kind.ts';

/** What calls an expression makes outside its subqueries. */
export interface Survey {
  /** It holds an aggregate function that makes groups. */
  aggregate: boolean;
  /** It holds a function with OVER. */
  analytic: boolean;
  /** It holds a function of which nothing is known: it may be an aggregate function. */
  unknown: boolean;
}

/** What a call does to rows. `unknown`: it may be any of them. */
export type CallKind = 'scalar' | 'aggregate' | 'analytic' | 'unknown';

/** What a call does to rows: OVER makes any function an analytic one. */
export function callKind(b: Binder, call: Call): CallKind {
  if (call.over) return 'analytic';
  const built = functionKind(call.name);
  if (built === 'aggregate' || built === 'scalar') return built;
  if (call.distinct || call.orderBy.length > 0 || call.limit || call.having) return 'aggregate';
  const own =
    b.routines.get(call.path.map(({ name }) => name.toLowerCase()).join('.')) ??
    b.catalog.routine(call.path.map(({ name }) => name));
  if (!own) return 'unknown';
  return own.kind === 'aggregate' ? 'aggregate' : own.kind === 'function' ? 'scalar' : 'unknown';
}

const NO_CALLS: Readonly<Survey> = { aggregate: false, analytic: false, unknown: false };

/** What an expression holds. */
export const surveyOf = (b: Binder, expr: Expr): Readonly<Survey> =>
  expr.kind === 'path' || expr.kind === 'int' || expr.kind === 'string' || expr.kind === 'null'
    ? NO_CALLS
    : survey(b, expr, { aggregate: false, analytic: false, unknown: false });

/** Adds what an expression holds to what others hold. */
export function survey(b: Binder, expr: Expr, into: Survey): Survey {
  const open: Expr[] = [expr];
  const visitor = { expr: (part: Expr) => void open.push(part), query: () => undefined };
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.kind === 'call') {
      const kind = callKind(b, at);
      if (kind === 'aggregate') into.aggregate = true;
      else if (kind === 'analytic') into.analytic = true;
      else if (kind === 'unknown') into.unknown = true;
    }
    exprChildren(at, visitor);
  }
  return into;
}
