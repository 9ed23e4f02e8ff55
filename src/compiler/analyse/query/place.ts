import type { Expr } from '../../sql/ast.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { FromScope, Scope } from '../model/relation.ts';
import { typeText } from '../types/text.ts';
import type { Typed } from '../types/type.ts';

/** A clause that is computed row by row, before groups are made. */
export const plain = (clause: string): Place => ({ clause, aggregates: false, windows: false });

/** The scope of the clauses of a SELECT. */
export const within = (outer: Scope | undefined, from: FromScope): Scope => (outer ? { outer, from } : { from });

/** Types a condition and reports one that is certainly no BOOL, at its expression. Gives whether it may be one. */
export function condition(b: Binder, scope: Scope, expr: Expr, place: Place, named: string = place.clause): boolean {
  const typed = typeOf(b, scope, expr, place);
  if (isBool(typed)) return true;
  report(b, 'BF3008', { clause: named, found: typeText(typed.type) }, expr);
  return false;
}

const isBool = ({ type, form }: Typed): boolean =>
  type.kind === 'BOOL' || type.kind === 'unknown' || form === 'null' || form === 'parameter';
