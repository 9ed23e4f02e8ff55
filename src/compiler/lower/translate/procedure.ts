import { bindStatements } from '../../analyse/statement/bind-statement.ts';
import type { At, Expr } from '../../sql/ast.ts';
import type { Parameter, Statement } from '../../sql/ast-statement.ts';
import { parseStatements } from '../../sql/parse/statement.ts';
import { body, stepValue } from './control.ts';
import { bare } from './expression.ts';
import { kindOfType } from './kind.ts';
import { coerced } from './literal-type.ts';
import { newLabel, place, sent } from './program.ts';
import type { Printer } from './rules.ts';
import type { Procedure } from './session.ts';
import { saved, slotIn, slotOf } from './slots.ts';
import { type Frag, joined, NL, plain, q, unmapped } from './text.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
type Print = (inner: Statement) => Frag | undefined;

/**
 * A procedure is written out where it is called, so that creating one sends nothing; its body is looked at all the
 * same, for what has no translation.
 */
export function noteProcedure(s: Procedure, p: Printer, print: Print): undefined {
  if (!p.rules.steps || !s.body) {
    p.refuse(s.name, s.language ? `a procedure in ${s.language}` : 'CREATE PROCEDURE');
    return undefined;
  }
  const { steps } = p.program;
  const before = { count: steps.length, branches: p.program.branches };
  writtenOut(s, p, print);
  steps.length = before.count;
  p.program.branches = before.branches;
  return undefined;
}

const pathOf = (name: Procedure['name']): readonly string[] => name.parts.map((part) => part.name);

/** CALL of a procedure of the project. */
export function call(s: Of<'call'>, p: Printer, print: Print): Frag {
  const shown = pathOf(s.name).join('.');
  if (!p.rules.steps || !p.rules.variables) return p.refuse(s.name, 'the statement `CALL`');
  const found = p.session.procedure(pathOf(s.name));
  if (!found?.body)
    return p.refuse(s.name, `a call of \`${shown}\``, 'No action of the project creates this procedure in SQL.');
  if (p.session.calling.includes(found)) return p.refuse(s.name, `a call of \`${shown}\` by itself`);
  if (s.args.length !== found.parameters.length)
    return p.refuse(s.name, `\`${shown}\` with ${s.args.length} arguments`);
  bindStatements(p.session.binder, [found]);
  const given = found.parameters.map((parameter, i) => argument(parameter, s.args[i], p));
  const made = elsewhere(s.name, p, () => writtenOut(found, p, print));
  const back = found.parameters.flatMap((parameter, i) => result(parameter, s.args[i], p) ?? []);
  return joined(
    [...given, made, ...back].filter((part) => plain(part) !== ''),
    [';', NL],
  );
}

/** Sets the variable of a parameter from what the caller gives. */
function argument({ name, mode = 'IN', type }: Parameter, given: Expr | undefined, p: Printer): Frag {
  const { variables } = p.rules;
  if (!variables || !type) return p.refuse(name, 'this parameter of a procedure');
  if (type.name.startsWith('ANY')) return p.refuse(name, 'a parameter of ANY TYPE of a procedure');
  const value = mode === 'OUT' || !given ? 'NULL' : stepValue(bare(coerced(given, kindOfType(type)), p), p);
  return sent(
    variables.set(slotIn(name.name, p.session.calling.length + 1), q`CAST(${value} AS ${p.rules.type(type, p)})`),
    p.program,
  );
}

/** Gives what a parameter of OUT or INOUT holds to the caller's variable. */
function result({ name, mode = 'IN' }: Parameter, given: Expr | undefined, p: Printer): Frag | undefined {
  const { variables } = p.rules;
  if (mode === 'IN' || !variables) return undefined;
  const target = given?.kind === 'path' && given.parts.length === 1 ? given.parts[0]?.name.toLowerCase() : undefined;
  if (target === undefined || !p.session.values.has(target))
    return p.refuse(given ?? name, `an argument for the ${mode} parameter \`${name.name}\` that is no variable`);
  return sent(
    variables.set(slotOf(target, p.session), variables.get(slotIn(name.name, p.session.calling.length + 1))),
    p.program,
  );
}

/** The body, with its parameters and what it declares as the only variables; RETURN leads behind it. */
function writtenOut(s: Procedure, p: Printer, print: Print): Frag {
  const { session, program, scope } = p;
  const { variables } = p.rules;
  const before = saved(session);
  const outer = { end: program.end, around: program.around.splice(0) };
  for (const { name, type } of s.parameters) {
    const key = name.name.toLowerCase();
    const slot = slotIn(key, session.calling.length + 1);
    session.slots.set(key, slot);
    if (variables) session.values.set(key, variables.get(slot));
    if (type) session.types.set(key, { name: type, text: p.rules.type(type, p) });
  }
  program.end = newLabel();
  session.calling.push(s);
  const made = body(s.body ?? [], p, print);
  session.calling.pop();
  place(program.end, program);
  program.end = outer.end;
  program.around.push(...outer.around);
  before.restore();
  p.scope = scope;
  return made;
}

/** EXECUTE IMMEDIATE of a text that is known: the statements in it. */
export function executeImmediate(s: Of<'executeImmediate'>, p: Printer, print: Print): Frag {
  const [using] = s.using;
  const [into] = s.into;
  const at = { start: s.start, end: Math.min(s.start + 'EXECUTE'.length, s.end) };
  if (!p.rules.steps) return p.refuse(at, 'the statement `EXECUTE`');
  if (using) return p.refuse(using.value, 'EXECUTE IMMEDIATE with USING');
  if (into) return p.refuse(into, 'EXECUTE IMMEDIATE with INTO', 'Write SET with the query in brackets.');
  if (s.sql.kind !== 'string')
    return p.refuse(s.sql, 'EXECUTE IMMEDIATE of a text that is computed', 'What it says is only known when it runs.');
  const { statements, faults } = parseStatements(s.sql.value);
  for (const fault of faults) p.refuse(s.sql, fault.what, fault.why);
  const before = saved(p.session);
  bindStatements(p.session.binder, statements);
  const made = elsewhere(s.sql, p, () => body(statements, p, print));
  before.restore();
  return made;
}

/** Prints statements of another text; whatever is to be said of them is said of what stands for them. */
function elsewhere(at: At, p: Printer, print: () => Frag): Frag {
  const outer = p.inside;
  p.inside = outer ?? { start: at.start, end: at.end };
  const made = unmapped(print());
  p.inside = outer;
  return made;
}
