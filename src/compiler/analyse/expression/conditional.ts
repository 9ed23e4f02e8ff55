import type { Expr } from '../../sql/ast.ts';
import type { Binder, Place } from '../model/binder.ts';
import type { Scope } from '../model/relation.ts';
import type { Typed } from '../types/type.ts';
import { comparison } from './compare.ts';
import { NULL_VALUE, UNKNOWN_VALUE } from './known.ts';
import { common, type Operand, truth } from './operator.ts';
import { typeOf } from './type-of.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** `CASE [x] WHEN .. THEN .. [ELSE ..] END`: the common type of its results. */
export function caseOf(b: Binder, scope: Scope, expr: Of<'case'>, place: Place): Typed {
  const subject = expr.of && { expr: expr.of, typed: typeOf(b, scope, expr.of, place) };
  const results: Operand[] = [];
  for (const { when, result } of expr.whens) {
    const typed = typeOf(b, scope, when, place);
    if (!subject) truth(b, when, typed, 'The condition of WHEN');
    else if (typed.form !== 'null' && subject.typed.form !== 'null') comparison(b, '=', subject, { expr: when, typed });
    results.push({ expr: result, typed: typeOf(b, scope, result, place) });
  }
  if (expr.otherwise) results.push({ expr: expr.otherwise, typed: typeOf(b, scope, expr.otherwise, place) });
  return resultOf(b, results, expr.otherwise !== undefined);
}

function resultOf(b: Binder, results: readonly Operand[], total: boolean): Typed {
  if (results.every(({ typed }) => typed.form === 'null')) return { type: NULL_VALUE.type };
  const type = common(b, 'The results of CASE', results);
  if (!type || type.kind === 'unknown') return UNKNOWN_VALUE;
  return total && results.every(({ typed }) => typed.nullable === false) ? { type, nullable: false } : { type };
}
