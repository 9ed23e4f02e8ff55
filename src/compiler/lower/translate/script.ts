import type { SqlType } from '../../analyse/types/type.ts';
import type { At, Expr, TypeName } from '../../sql/ast.ts';
import type { Statement } from '../../sql/ast-statement.ts';
import { callOf } from '../../sql/nodes.ts';
import { stepValue } from './control.ts';
import { bare } from './expression.ts';
import { kindOfType } from './kind.ts';
import { coerced } from './literal-type.ts';
import { inTurn } from './program.ts';
import type { Printer } from './rules.ts';
import { newSlot, slotOf } from './slots.ts';
import { type Frag, plain, q } from './text.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** DECLARE: a variable of the session, whose type its value keeps. */
export function declare(s: Of<'declare'>, p: Printer): Frag {
  const { variables } = p.rules;
  if (!variables) return p.refuse({ start: s.start, end: s.start + 'DECLARE'.length }, 'the statement `DECLARE`');
  const typed = s.type ?? (variables.declare && s.value && writtenType(s.value, p));
  const type = typed && p.rules.type(typed, p);
  if (variables.declare && !type)
    return p.refuse(s.value ?? s, 'DECLARE of a value whose type is not known', 'Write the type of the variable.');
  const value = stepValue(s.value ? valueFor(s.value, s.type, p) : 'NULL', p);
  return inTurn(
    s.names.flatMap((name) => {
      const key = name.name.toLowerCase();
      if (p.session.values.has(key)) p.refuse(name, 'a variable that is declared twice', 'Give them different names.');
      const slot = newSlot(key, p.session);
      p.session.values.set(key, variables.get(slot));
      if (type && typed) p.session.types.set(key, { name: typed, text: type });
      const { compound } = p.program;
      if (compound && variables.declare && type) {
        const before = compound.variables.get(slot);
        if (before && before.type !== plain(type))
          p.refuse(name, 'a variable that is declared again with another type', 'Give them different names.');
        compound.variables.set(slot, { type: plain(type), made: variables.declare(slot, type) });
        return [setVariable(slot, q`CAST(${s.value ? value : 'NULL'} AS ${type})`, p)];
      }
      const made = variables.declare && type ? [variables.declare(slot, type)] : [];
      if (variables.declare && !s.value) return made;
      const first = type ? q`CAST(${value} AS ${type})` : s.value ? stepValue(p.expr(s.value), p) : value;
      return [...made, variables.set(slot, first)];
    }),
    p.program,
  );
}

/** A value for a variable of a type: where that has structs, their fields are matched by place. */
function valueFor(value: Expr, type: TypeName | undefined, p: Printer): Frag {
  const kind = type && kindOfType(type);
  if (!type || value.kind === 'null' || !p.rules.has.structsByName || (kind !== 'STRUCT' && kind !== 'ARRAY'))
    return bare(coerced(value, kind), p);
  return p.expr({ start: value.start, end: value.end, kind: 'cast', of: value, type, safe: false });
}

/** The type that an analysis found for a value, as if it were written; undefined where it is not known. */
function writtenType(value: Expr, p: Printer): TypeName | undefined {
  const found = p.type(value);
  return found && typeName(found, value);
}

function typeName(type: SqlType, { start, end }: At): TypeName | undefined {
  const at = { start, end };
  switch (type.kind) {
    case 'unknown':
      return undefined;
    case 'ARRAY':
    case 'RANGE': {
      const element = typeName(type.element, at);
      return element && { ...at, name: type.kind, parameters: [], fields: [{ type: element }] };
    }
    case 'STRUCT': {
      const fields = type.fields.map(({ name, type: of }) => ({ name, type: typeName(of, at) }));
      const known = fields.flatMap(({ name, type: of }) =>
        of ? [{ ...(name !== undefined && { name: { ...at, name, quoted: false } }), type: of }] : [],
      );
      return known.length === fields.length ? { ...at, name: 'STRUCT', parameters: [], fields: known } : undefined;
    }
    default:
      return { ...at, name: type.kind, parameters: [], fields: [] };
  }
}

/** SET of a variable. */
export function assign(s: Of<'set'>, p: Printer): Frag {
  const [name, second] = s.names;
  const key = name?.name.toLowerCase() ?? '';
  if (!p.rules.variables || !name || !p.session.values.has(key))
    return p.refuse({ start: s.start, end: s.start + 'SET'.length }, 'the statement `SET`');
  if (second) return p.refuse(second, 'SET of several variables', 'Set one after another.');
  const type = p.session.types.get(key);
  const value = stepValue(valueFor(s.value, type?.name, p), p);
  return setVariable(slotOf(key, p.session), type ? q`CAST(${value} AS ${type.text})` : value, p);
}

/** Gives a variable of the engine a value. */
export const setVariable = (name: string, value: Frag, p: Printer): Frag =>
  (p.program.compound && p.rules.compound ? p.rules.compound : p.rules.variables)?.set(name, value) ?? '';

/** ASSERT: an error where the condition is not true. */
export function assertion(s: Of<'assert'>, p: Printer): Frag {
  const text = s.message?.kind === 'string' ? s.message.value : undefined;
  if (s.message && text === undefined) return p.refuse(s.message, 'a message of ASSERT that is no literal');
  const rule = p.rules.functions['ERROR'];
  if (!rule) return p.refuse({ start: s.start, end: s.start + 'ASSERT'.length }, 'the statement `ASSERT`');
  const at = { start: s.start, end: s.end };
  const message: Expr = { ...at, kind: 'string', value: text ?? 'Assertion failed' };
  const error = rule.print(callOf(at, 'ERROR', [message]), p);
  return q`SELECT CASE WHEN ${p.expr(s.condition)} THEN NULL ELSE ${error} END AS assertion`;
}
