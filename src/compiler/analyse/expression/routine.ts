import type { Call } from '../../sql/ast.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { Routine } from '../model/catalog.ts';
import type { Scope } from '../model/relation.ts';
import type { FunctionTraits } from '../signatures/kind.ts';
import { typeText } from '../types/text.ts';
import { type SqlType, type Typed, UNKNOWN } from '../types/type.ts';
import { bindClauses } from './clauses.ts';
import { assigned } from './construct.ts';
import { ofType, UNKNOWN_VALUE } from './known.ts';
import { insideOf } from './placement.ts';
import { typeOf } from './type-of.ts';

const scalar: FunctionTraits = {
  kind: 'scalar',
  over: false,
  windowOrder: 'unsupported',
  frame: false,
  orderBy: false,
  limit: false,
  nulls: false,
  having: false,
  distinct: false,
};
const aggregate: FunctionTraits = {
  ...scalar,
  kind: 'aggregate',
  over: true,
  windowOrder: 'optional',
  frame: true,
  distinct: true,
};

/** The routine that a call names: one made earlier in the text, else one of the project or the warehouse. */
export function routineOf(b: Binder, call: Call): Routine | undefined {
  if (b.routines.size > 0) {
    const made = b.routines.get(call.name.toLowerCase());
    if (made) return made;
  }
  if (call.path.length === 1 && !call.path[0]?.quoted) return undefined;
  const parts = routineParts(call);
  return parts.length > 1 ? b.catalog.routine(parts) : undefined;
}

/** The parts of a routine's path, which may stand in one pair of back-quotes: `p.d.f`. */
export const routineParts = ({ path }: Call): readonly string[] =>
  path.flatMap((part) => (part.quoted ? part.name.split('.') : [part.name]));

/** The value of a call of a routine of the author's. */
export function routineCall(b: Binder, scope: Scope, call: Call, routine: Routine, place: Place): Typed {
  const kind = routine.kind === 'aggregate' ? aggregate : scalar;
  const inside = insideOf(b, call, kind, place);
  const typed = call.args.map((arg) => typeOf(b, scope, arg, inside));
  bindClauses(b, scope, call, kind, inside, place);
  const { parameters } = routine;
  if (parameters) {
    if (parameters.length !== call.args.length) {
      const expected = [`${call.name}(${parameters.map(({ type }) => written(type)).join(', ')})`];
      report(b, 'BF3002', { name: call.name, given: call.args.length, expected }, call.nameAt);
      return routine.returns ? ofType(routine.returns) : UNKNOWN_VALUE;
    }
    for (const [i, { name, type }] of parameters.entries()) {
      const [expr, value] = [call.args[i], typed[i]];
      if (expr && value && typeof type !== 'string')
        assigned(b, `The parameter ${name} of ${call.name}`, { expr, typed: value }, type);
    }
  }
  const types = routine.returnsFor ? typed.map(({ type }) => type) : [];
  return ofType(routine.returnsFor?.(types) ?? routine.returns ?? UNKNOWN);
}

const written = (type: SqlType | 'any' | 'table'): string =>
  type === 'any' ? 'ANY TYPE' : type === 'table' ? 'TABLE' : typeText(type);
