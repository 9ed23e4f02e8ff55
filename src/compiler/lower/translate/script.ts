import type { Statement } from '../../sql/ast-statement.ts';
import { bare, coerced } from './expression.ts';
import { kindOfType } from './kind.ts';
import type { Printer } from './rules.ts';
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
  const value = s.value ? bare(coerced(s.value, kind), p) : 'NULL';
  return inTurn(
    s.names.map((name) => {
      const key = name.name.toLowerCase();
      if (p.session.values.has(key)) p.refuse(name, 'a variable that is declared twice', 'Give them different names.');
      p.session.values.set(key, variables.get(key));
      if (type) p.session.types.set(key, type);
      return variables.set(key, type ? q`CAST(${value} AS ${type})` : s.value ? p.expr(s.value) : value);
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
  const value = bare(s.value, p);
  return p.rules.variables.set(key, type ? q`CAST(${value} AS ${type})` : value);
}

/** A block of plain statements is its statements. */
export function block(s: Of<'block'>, p: Printer, print: (inner: Statement) => Frag | undefined): Frag {
  const [handler] = s.exception;
  if (handler) return p.refuse(handler, 'an EXCEPTION block');
  return inTurn(s.body.map(print).filter((part) => part !== undefined));
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
