import { innerStatements } from '../../analyse/project/statements.ts';
import type { At, Expr, Ident } from '../../sql/ast.ts';
import type { Statement } from '../../sql/ast-statement.ts';
import { callOf } from '../../sql/nodes.ts';
import { type Around, type Compound, go, guard, newLabel, place, sent, tested } from './program.ts';
import type { Printer } from './rules.ts';
import { dropSlots, newSlot } from './slots.ts';
import { type Frag, indent, joined, NL, plain, q } from './text.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
type Print = (inner: Statement) => Frag | undefined;

const headOf = (s: At, word: string): At => ({ start: s.start, end: Math.min(s.start + word.length, s.end) });

/** Whether control flow is translated; a refusal of the statement that needs it where it is not. */
function isSteered(s: At, word: string, p: Printer): boolean {
  if ((p.rules.steps && p.rules.variables) || p.program.compound) return true;
  p.refuse(headOf(s, word), `the statement \`${word}\``);
  return false;
}

const steering: ReadonlySet<Statement['kind']> = new Set(['if', 'case', 'loop', 'while', 'repeat', 'for', 'raise']);

/** Whether a statement decides which ones follow, so that a text with it is one compound statement. */
export const isSteering = (s: Statement): boolean =>
  steering.has(s.kind) ||
  (s.kind === 'block' && (s.exception.length > 0 || s.label !== undefined)) ||
  (s.kind === 'control' && /^(?:RETURN|BREAK|LEAVE|CONTINUE|ITERATE)$/i.test(s.word)) ||
  innerStatements(s).some(isSteering);

const nameLabel = (compound: Compound): string => {
  compound.labels += 1;
  return `biform_label_${compound.labels}`;
};

/** Statements one after another; variables that they declare end with them. */
export function body(statements: readonly Statement[], p: Printer, print: Print): Frag {
  const before = new Set(p.session.values.keys());
  const made = statements.map(print).filter((part) => part !== undefined && plain(part) !== '');
  dropSlots(before, p.session);
  return joined(made as readonly Frag[], [';', NL]);
}

const inner = (statements: readonly Statement[], p: Printer, print: Print): Frag => {
  const made = body(statements, p, print);
  if (plain(made) === '') return p.program.compound ? indent([NL, 'BEGIN END;']) : '';
  return indent([NL, made, ';']);
};

/** A value that a step computes, with the time of the step where a script may wait. */
export const stepValue = (value: Frag, p: Printer): Frag =>
  p.program.loops && p.rules.steps ? p.rules.steps.timed(value) : value;

/** A compound statement takes NULL for no condition. */
const condition = (e: Expr, p: Printer): Frag =>
  p.program.compound ? q`coalesce(${p.expr(e)}, FALSE)` : q`SELECT ${stepValue(p.expr(e), p)}`;

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
  return isSteered(s, 'IF', p) ? branches(s.branches, s.otherwise, p, print) : '';
}

/** What gives another value each time it is read. */
const changing = /\b(?:random|uuid)\(/;

export function caseStatement(s: Of<'case'>, p: Printer, print: Print): Frag {
  if (!isSteered(s, 'CASE', p)) return '';
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
  const { compound } = p.program;
  const as = compound && nameLabel(compound);
  const around: Around = {
    ...(name !== undefined && { label: name }),
    isLoop,
    again: newLabel(),
    end: newLabel(),
    ...(as !== undefined && { as }),
  };
  p.program.around.push(around);
  const made = print(around);
  p.program.around.pop();
  place(around.end, p.program);
  return as === undefined ? made : q`${as}: ${made}`;
}

export function loop(s: Of<'loop' | 'while' | 'repeat'>, p: Printer, print: Print): Frag {
  const word = s.kind.toUpperCase();
  if (!isSteered(s, word, p)) return '';
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
  if (!isSteered(s, 'FOR', p)) return '';
  const { variables, steps } = p.rules;
  const key = s.name.name.toLowerCase();
  const { values } = p.session;
  if (values.has(key)) p.refuse(s.name, 'a variable that is declared twice', 'Give them different names.');
  p.session.loops += 1;
  if (!steps || !variables) return compoundFor(s, key, p, print);
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

/** The engine's own FOR: its row is read by its columns alone. */
function compoundFor(s: Of<'for'>, key: string, p: Printer, print: Print): Frag {
  const before = new Set(p.session.values.keys());
  const row = `biform_row_${p.session.loops}`;
  const query = p.query(s.query);
  return inside(s.label, true, p, () => {
    p.session.values.set(key, row);
    const made = inner(s.body, p, print);
    dropSlots(before, p.session);
    return q`FOR ${row} AS${indent([NL, query])}${NL}DO${made}${NL}END FOR`;
  });
}

/** BEGIN .. END, perhaps with what is done after a failure. */
export function block(s: Of<'block'>, p: Printer, print: Print): Frag {
  const [handler] = s.exception;
  const { compound } = p.program;
  const named = (around: () => Frag): Frag => (s.label ? inside(s.label, false, p, around) : around());
  if (!handler && compound && s.label) return named(() => q`BEGIN${inner(s.body, p, print)}${NL}END`);
  if (!handler) return named(() => body(s.body, p, print));
  if (compound) return named(() => handledBlock(s, p, print));
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

function handledBlock(s: Of<'block'>, p: Printer, print: Print): Frag {
  const handled = inner(s.exception, p, print);
  const handler = q`DECLARE EXIT HANDLER FOR SQLEXCEPTION${NL}BEGIN${handled}${NL}END;`;
  return q`BEGIN${indent([NL, handler])}${inner(s.body, p, print)}${NL}END`;
}

/** BREAK, CONTINUE, RETURN; BEGIN and COMMIT are left out, since an action is one transaction. */
export function control(s: Of<'control'>, p: Printer): Frag | undefined {
  const { program } = p;
  const word = s.word.toUpperCase();
  if (p.rules.steps && (word.startsWith('BEGIN') || word.startsWith('COMMIT'))) return undefined;
  const { compound } = program;
  if ((!p.rules.steps && !compound) || /^(?:ROLLBACK|BEGIN|COMMIT)/.test(word))
    return p.refuse(s, `the statement \`${s.word}\``);
  if (word === 'RETURN' && compound) {
    compound.returns = true;
    return `LEAVE ${compound.label}`;
  }
  if (word === 'RETURN') {
    go(program.end, program);
    return 'RETURN';
  }
  const label = s.label?.name.toLowerCase();
  const found = program.around.findLast((one) => (label === undefined ? one.isLoop : one.label === label));
  if (!found) return p.refuse(s, `\`${s.word}\` outside a loop`);
  const leaves = word === 'BREAK' || word === 'LEAVE';
  if (!leaves && !found.isLoop) return p.refuse(s, `\`${s.word}\` of a block`);
  if (found.as !== undefined) return `${leaves ? 'LEAVE' : 'ITERATE'} ${found.as}`;
  go(leaves ? found.end : found.again, program);
  return q`${leaves ? 'BREAK' : 'CONTINUE'}${s.label ? q` ${p.rules.identifier(s.label.name)}` : ''}`;
}

/** RAISE: an error with a message. */
export function raise(s: Of<'raise'>, p: Printer): Frag {
  const rule = p.rules.functions['ERROR'];
  if ((!p.rules.steps && !p.program.compound) || !rule) return p.refuse(headOf(s, 'RAISE'), 'the statement `RAISE`');
  if (!s.message) return p.refuse(headOf(s, 'RAISE'), 'RAISE without a message', 'Give it USING MESSAGE.');
  if (p.program.compound) return q`SELECT ${rule.print(callOf(s, 'ERROR', [s.message]), p)}`;
  return q`SELECT error(${p.expr(s.message)})`;
}

/** A text with control flow as one compound statement, behind the variables that it needs. */
export function asCompound(parts: readonly Frag[], p: Printer): readonly Frag[] {
  const { compound } = p.program;
  if (!compound || parts.length === 0) return parts;
  delete p.program.compound;
  const all = indent([NL, joined(parts, [';', NL]), ';']);
  const block = compound.returns
    ? q`BEGIN${indent([NL, compound.label, ': BEGIN', all, NL, 'END;'])}${NL}END`
    : q`BEGIN${all}${NL}END`;
  return [...[...compound.variables.values()].map(({ made }) => made), block].map((part) => sent(part, p.program));
}
