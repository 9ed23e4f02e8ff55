import type { At, Expr, Ident } from '../../sql/ast.ts';
import type { Statement } from '../../sql/ast-statement.ts';
import { type Around, go, guard, newLabel, place, sent, tested } from './program.ts';
import type { Printer } from './rules.ts';
import { dropSlots, newSlot } from './slots.ts';
import { type Frag, indent, joined, NL, plain, q } from './text.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
type Print = (inner: Statement) => Frag | undefined;

const headOf = (s: At, word: string): At => ({ start: s.start, end: Math.min(s.start + word.length, s.end) });

/** The rules for steps, or a refusal of the statement that needs them. */
function stepsOf(s: At, word: string, p: Printer): NonNullable<Printer['rules']['steps']> | undefined {
  const { steps, variables } = p.rules;
  if (steps && variables) return steps;
  p.refuse(headOf(s, word), `the statement \`${word}\``);
  return undefined;
}

/** Statements one after another; variables that they declare end with them. */
export function body(statements: readonly Statement[], p: Printer, print: Print): Frag {
  const before = new Set(p.session.values.keys());
  const made = statements.map(print).filter((part) => part !== undefined && plain(part) !== '');
  dropSlots(before, p.session);
  return joined(made as readonly Frag[], [';', NL]);
}

const inner = (statements: readonly Statement[], p: Printer, print: Print): Frag => {
  const made = body(statements, p, print);
  return plain(made) === '' ? '' : indent([NL, made, ';']);
};

/** A value that a step computes, with the time of the step where a script may wait. */
export const stepValue = (value: Frag, p: Printer): Frag =>
  p.program.loops && p.rules.steps ? p.rules.steps.timed(value) : value;

const condition = (e: Expr, p: Printer): Frag => q`SELECT ${stepValue(p.expr(e), p)}`;

interface Branch {
  readonly when: Expr;
  readonly body: readonly Statement[];
}

function branches(list: readonly Branch[], otherwise: readonly Statement[], p: Printer, print: Print): Frag {
  const end = newLabel();
  const parts = list.map(({ when, body: statements }, i) => {
    const next = newLabel();
    const test = tested(condition(when, p), next, p.program);
    const made = inner(statements, p, print);
    go(end, p.program);
    place(next, p.program);
    return q`${i === 0 ? 'IF' : [NL, 'ELSEIF']} ${test} THEN${made}`;
  });
  const rest = otherwise.length > 0 ? q`${NL}ELSE${inner(otherwise, p, print)}` : '';
  place(end, p.program);
  return q`${parts}${rest}${NL}END IF`;
}

export function ifStatement(s: Of<'if'>, p: Printer, print: Print): Frag {
  return stepsOf(s, 'IF', p) ? branches(s.branches, s.otherwise, p, print) : '';
}

/** What gives another value each time it is read. */
const changing = /\b(?:random|uuid)\(/;

export function caseStatement(s: Of<'case'>, p: Printer, print: Print): Frag {
  if (!stepsOf(s, 'CASE', p)) return '';
  const { of } = s;
  if (of && changing.test(plain(p.expr(of)))) return p.refuse(of, 'a CASE statement over a value that changes');
  const list = s.branches.map(({ when, body: statements }): Branch => {
    const equal: Expr | undefined = of && {
      start: when.start,
      end: when.end,
      kind: 'binary',
      op: '=',
      left: of,
      right: when,
    };
    return { when: equal ?? when, body: statements };
  });
  return branches(list, s.otherwise, p, print);
}

/** Prints what may be left or begun anew by name. */
function inside(label: Ident | undefined, isLoop: boolean, p: Printer, print: (around: Around) => Frag): Frag {
  const name = label?.name.toLowerCase();
  const around: Around = { ...(name !== undefined && { label: name }), isLoop, again: newLabel(), end: newLabel() };
  p.program.around.push(around);
  const made = print(around);
  p.program.around.pop();
  place(around.end, p.program);
  return made;
}

export function loop(s: Of<'loop' | 'while' | 'repeat'>, p: Printer, print: Print): Frag {
  const word = s.kind.toUpperCase();
  if (!stepsOf(s, word, p)) return '';
  return inside(s.label, true, p, ({ again, end }) => {
    const top = newLabel();
    place(top, p.program);
    if (s.kind !== 'repeat') place(again, p.program);
    const head =
      s.kind === 'while'
        ? q`WHILE ${tested(condition(s.condition, p), end, p.program)} DO`
        : s.kind === 'loop'
          ? 'LOOP'
          : 'REPEAT';
    const made = inner(s.body, p, print);
    if (s.kind !== 'repeat') {
      go(top, p.program);
      return q`${head}${made}${NL}END ${word}`;
    }
    place(again, p.program);
    const until = tested(condition(s.until, p), top, p.program);
    return q`${head}${made}${NL}UNTIL ${until} END REPEAT`;
  });
}

/** FOR: the rows are put aside first, then taken one by one. */
export function forLoop(s: Of<'for'>, p: Printer, print: Print): Frag {
  const steps = stepsOf(s, 'FOR', p);
  const { variables } = p.rules;
  if (!steps || !variables) return '';
  const key = s.name.name.toLowerCase();
  const { values } = p.session;
  if (values.has(key)) p.refuse(s.name, 'a variable that is declared twice', 'Give them different names.');
  p.session.loops += 1;
  const rows = `biform_rows_${p.session.loops}`;
  const at = `biform_row_${p.session.loops}`;
  const number = variables.get(at);
  const before = new Set(values.keys());
  const query = sent(steps.rows(rows, p.query(s.query)), p.program);
  const first = sent(variables.set(at, '0'), p.program);
  const loops = inside(s.label, true, p, ({ again, end }) => {
    place(again, p.program);
    const next = sent(variables.set(at, q`${number} + 1`), p.program);
    const test = tested(q`SELECT ${steps.hasRow(rows, number)}`, end, p.program);
    const slot = newSlot(key, p.session);
    const row = sent(variables.set(slot, steps.row(rows, number)), p.program);
    values.set(key, variables.get(slot));
    const made = inner(s.body, p, print);
    dropSlots(before, p.session);
    go(again, p.program);
    return q`LOOP${indent([NL, next, ';', NL, 'IF NOT ', test, ' THEN BREAK;', NL, row, ';'])}${made}${NL}END LOOP`;
  });
  return q`${query};${NL}${first};${NL}${loops};${NL}${sent(steps.drop(rows), p.program)}`;
}

/** BEGIN .. END, perhaps with what is done after a failure. */
export function block(s: Of<'block'>, p: Printer, print: Print): Frag {
  const [handler] = s.exception;
  const named = (around: () => Frag): Frag => (s.label ? inside(s.label, false, p, around) : around());
  if (!handler) return named(() => body(s.body, p, print));
  if (!p.rules.steps) return p.refuse(handler, 'an EXCEPTION block');
  return named(() => {
    const [until, to, end] = [newLabel(), newLabel(), newLabel()];
    guard(until, to, p.program);
    const made = inner(s.body, p, print);
    go(end, p.program);
    place(until, p.program);
    place(to, p.program);
    p.program.handlers += 1;
    const handled = inner(s.exception, p, print);
    p.program.handlers -= 1;
    place(end, p.program);
    return q`BEGIN${made}${NL}EXCEPTION WHEN ERROR THEN${handled}${NL}END`;
  });
}

/** BREAK, CONTINUE, RETURN; BEGIN and COMMIT are left out, since an action is one transaction. */
export function control(s: Of<'control'>, p: Printer): Frag | undefined {
  const { program } = p;
  const word = s.word.toUpperCase();
  if (p.rules.steps && (word.startsWith('BEGIN') || word.startsWith('COMMIT'))) return undefined;
  if (!p.rules.steps || word.startsWith('ROLLBACK')) return p.refuse(s, `the statement \`${s.word}\``);
  if (word === 'RETURN') {
    go(program.end, program);
    return 'RETURN';
  }
  const label = s.label?.name.toLowerCase();
  const found = program.around.findLast((one) => (label === undefined ? one.isLoop : one.label === label));
  if (!found) return p.refuse(s, `\`${s.word}\` outside a loop`);
  const leaves = word === 'BREAK' || word === 'LEAVE';
  if (!leaves && !found.isLoop) return p.refuse(s, `\`${s.word}\` of a block`);
  go(leaves ? found.end : found.again, program);
  return q`${leaves ? 'BREAK' : 'CONTINUE'}${s.label ? q` ${p.rules.identifier(s.label.name)}` : ''}`;
}

/** RAISE: an error with a message. */
export function raise(s: Of<'raise'>, p: Printer): Frag {
  if (!p.rules.steps || !p.rules.functions['ERROR']) return p.refuse(headOf(s, 'RAISE'), 'the statement `RAISE`');
  if (!s.message) return p.refuse(headOf(s, 'RAISE'), 'RAISE without a message', 'Give it USING MESSAGE.');
  return q`SELECT error(${p.expr(s.message)})`;
}
