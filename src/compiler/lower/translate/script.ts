import type { Statement } from '../../sql/ast-statement.ts';
import { stepValue } from './control.ts';
import { bare, coerced } from './expression.ts';
import { kindOfType } from './kind.ts';
import type { Printer } from './rules.ts';
import { newSlot, slotOf } from './slots.ts';
import { type Frag, q } from './text.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** Statements with `;` between them. */
const inTurn = (parts: readonly Frag[]): Frag => parts.flatMap((part, i) => (i === 0 ? [part] : [';\n', part]));

/** DECLARE: a variable of the session, whose type its value keeps. */
export function declare(s: Of<'declare'>, p: Printer): Frag {
  const { variables } = p.rules;
  if (!variables) return p.refuse({ start: s.start, end: s.start + 'DECLARE'.length }, 'the statement `DECLARE`');
  const type = s.type && p.rules.type(s.type, p);
  const kind = s.type && kindOfType(s.type);
  const value = stepValue(s.value ? bare(coerced(s.value, kind), p) : 'NULL', p);
  return inTurn(
    s.names.map((name) => {
      const key = name.name.toLowerCase();
      if (p.session.values.has(key)) p.refuse(name, 'a variable that is declared twice', 'Give them different names.');
      const slot = newSlot(key, p.session);
      p.session.values.set(key, variables.get(slot));
      if (type) p.session.types.set(key, type);
      return variables.set(slot, type ? q`CAST(${value} AS ${type})` : s.value ? stepValue(p.expr(s.value), p) : value);
    }),
  );
}

/** SET of a variable. */
export function assign(s: Of<'set'>, p: Printer): Frag {
  const [name, second] = s.names;
  const key = name?.name.toLowerCase() ?? '';
  if (!p.rules.variables || !name || !p.session.values.has(key))
    return p.refuse({ start: s.start, end: s.start + 'SET'.length }, 'the statement `SET`');
  if (second) return p.refuse(second, 'SET of several variables', 'Set one after another.');
  const type = p.session.types.get(key);
  const value = stepValue(bare(s.value, p), p);
  return p.rules.variables.set(slotOf(key, p.session), type ? q`CAST(${value} AS ${type})` : value);
}

/** ASSERT: an error where the condition is not true. */
export function assertion(s: Of<'assert'>, p: Printer): Frag {
  const text = s.message?.kind === 'string' ? s.message.value : undefined;
  if (s.message && text === undefined) return p.refuse(s.message, 'a message of ASSERT that is no literal');
  if (!p.rules.functions['ERROR'])
    return p.refuse({ start: s.start, end: s.start + 'ASSERT'.length }, 'the statement `ASSERT`');
  const message = p.rules.string(text ?? 'Assertion failed');
  return q`SELECT CASE WHEN ${p.expr(s.condition)} THEN NULL ELSE error(${message}) END AS assertion`;
}
