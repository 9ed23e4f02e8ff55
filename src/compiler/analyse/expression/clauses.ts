import type { At, Call, Expr } from '../../sql/ast.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { Scope } from '../model/relation.ts';
import { bindLimit } from '../query/bind-query.ts';
import { isLiteral } from '../query/order.ts';
import type { FunctionTraits } from '../signatures/kind.ts';
import { groupable, orderable } from '../types/traits.ts';
import { shortText } from './field.ts';
import { truth } from './operator.ts';
import { typeOf } from './type-of.ts';
import { bindOver } from './window.ts';

/**
 * Binds what stands beside the arguments of a call (DISTINCT, HAVING MAX, ORDER BY, LIMIT, OVER ...) and reports what the
 * function does not take. `inside` is where its arguments stand, `place` where the call does.
 */
export function bindClauses(
  b: Binder,
  scope: Scope,
  call: Call,
  of: FunctionTraits,
  inside: Place,
  place: Place,
): void {
  if (call.distinct) checkDistinct(b, call, of);
  if (call.nulls && !of.nulls) refuse(b, call, `${call.nulls} NULLS`, call.nameAt);
  if (call.where) truth(b, call.where, typeOf(b, scope, call.where, inside), 'The WHERE of an aggregate');
  if (call.groupBy) for (const key of call.groupBy) typeOf(b, scope, key, inside);
  if (call.having) {
    const { type } = typeOf(b, scope, call.having.of, inside);
    if (!of.having || call.over) refuse(b, call, `HAVING ${call.having.pick}`, call.having);
    else if (!orderable(type) || type.kind === 'ARRAY')
      report(b, 'BF2263', { clause: `HAVING ${call.having.pick}`, type: shortText(type) }, call.having.of);
  }
  if (call.orderBy.length > 0) bindOrder(b, scope, call, of, inside);
  if (call.limit) {
    if (of.limit && !call.over) bindLimit(b, call.limit, 'LIMIT');
    else {
      typeOf(b, scope, call.limit, inside);
      refuse(b, call, 'LIMIT', call.limit);
    }
  }
  if (call.over && of.over)
    bindOver(b, scope, call, call.over, { order: of.windowOrder, frame: of.frame, distinct: of.distinct }, place);
}

/** Says that the function takes no such clause, in its arguments or together with OVER. */
function refuse(b: Binder, call: Call, what: string, at: At): void {
  report(b, 'BF2255', { name: call.over ? `${call.name} with OVER` : call.name, what }, at);
}

function checkDistinct(b: Binder, call: Call, of: FunctionTraits): void {
  if (!of.distinct || call.args[0]?.kind === 'star') {
    refuse(b, call, 'DISTINCT', call.nameAt);
    return;
  }
  for (const arg of call.args) {
    const type = b.types.get(arg)?.type;
    if (type && !groupable(type)) report(b, 'BF2263', { clause: 'DISTINCT', type: shortText(type) }, arg);
  }
}

function bindOrder(b: Binder, scope: Scope, call: Call, of: FunctionTraits, inside: Place): void {
  const refused = !of.orderBy || call.over !== undefined;
  for (const { of: key } of call.orderBy) {
    const { type, form } = typeOf(b, scope, key, inside);
    if (refused) continue;
    if (isLiteral(key) || (key.kind === 'array' && form === 'literal'))
      report(b, 'BF2203', { clause: 'ORDER BY' }, key);
    else if (key.kind === 'int' || (key.kind === 'unary' && key.of.kind === 'int'))
      refuse(b, call, 'position in its ORDER BY', key);
    else if (!orderable(type)) report(b, 'BF2263', { clause: 'ORDER BY', type: shortText(type) }, key);
    else if (call.distinct && !call.args.some((arg) => mayBeSame(b, arg, key)))
      report(b, 'BF2264', { name: call.name }, key);
  }
  const [first] = call.orderBy;
  if (refused && first) refuse(b, call, 'ORDER BY', first.of);
}

/** Whether two expressions may be the same; false only where they certainly are not. */
function mayBeSame(b: Binder, one: Expr, other: Expr): boolean {
  if (one.kind !== other.kind) return false;
  if (one.kind !== 'path' || other.kind !== 'path') return true;
  const [x, y] = [b.bindings.get(one), b.bindings.get(other)];
  if (!x || !y || x.kind === 'unknown' || y.kind === 'unknown' || x.kind === 'variable' || y.kind === 'variable')
    return true;
  const path = (parts: readonly string[]): string => parts.join('.').toLowerCase();
  const same = x.kind === 'column' ? y.kind === 'column' && x.column === y.column : y.kind === 'row';
  return same && path(x.path) === path(y.path);
}
