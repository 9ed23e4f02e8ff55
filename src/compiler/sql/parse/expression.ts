import type { At, Expr, IndexKind, OrderItem } from '../ast.ts';
import type { Making } from '../making.ts';
import { call } from './call.ts';
import { comparisonTail } from './comparison.ts';
import {
  type Cursor,
  deeper,
  endOf,
  endSince,
  expect,
  here,
  list,
  looks,
  parenthesised,
  take,
  unexpected,
} from './cursor.ts';
import { ident, isIdent } from './name.ts';
import { COMPARISON, powers } from './powers.ts';
import { primary } from './primary.ts';

export type Bad = Extract<Expr, { kind: 'bad' }>;

export const bad = (at: At): Bad => ({ start: at.start, end: at.end, kind: 'bad' });

/** An expression that begins at `start` and ends with a bracket, whose inside is given. */
export const closed = (c: Cursor, start: number, inside: () => Expr): Expr =>
  widened(parenthesised<Expr>(c, inside, bad), start, endOf(c));

/** A new node with the brackets around it. */
export function widened(made: Expr, start: number, end: number): Expr {
  const at: Making<At> = made;
  at.start = start;
  at.end = end;
  return made;
}

/** How tightly NOT binds. */
const NOT = 3;
/** An operand of a comparison. */
export const OPERAND = 5;
/** How tightly a sign binds. */
const UNARY = 12;

/** A GoogleSQL expression; only operators that bind at least as tightly as `least` are taken. */
export function expression(c: Cursor, least = 0): Expr {
  deeper(c, 1);
  const start = here(c);
  let left = prefix(c, start, least);
  let compared = false;
  for (;;) {
    const op = operatorAt(c);
    const power = powers.get(op);
    if (power === undefined || power < least) break;
    if (power === COMPARISON) {
      if (compared) break;
      const next = comparisonTail(c, op, start, left);
      if (!next) break;
      left = next;
      compared = true;
    } else {
      c.at += op === '>>' ? 2 : 1;
      const right = expression(c, power + 1);
      left = { start, end: endOf(c), kind: 'binary', op, left, right };
    }
  }
  c.depth -= 1;
  return left;
}

/** `>` twice without a gap is the shift. */
function operatorAt(c: Cursor): string {
  const op = c.words[c.at] ?? '';
  const shift = op === '>' && c.words[c.at + 1] === '>' && c.tokens[c.at]?.end === c.tokens[c.at + 1]?.start;
  return shift ? '>>' : op;
}

function prefix(c: Cursor, start: number, least: number): Expr {
  const op = c.words[c.at];
  switch (op) {
    case 'NOT': {
      if (least > NOT) return unexpected(c, 'an expression, or `NOT` in brackets');
      c.at += 1;
      const of = expression(c, NOT);
      return { start, end: endOf(c), kind: 'unary', op, of };
    }
    case '-':
    case '+':
    case '~': {
      c.at += 1;
      const of = expression(c, UNARY);
      return { start, end: endOf(c), kind: 'unary', op, of };
    }
    default:
      return postfix(c, start, primary(c, start));
  }
}

const indexKinds: readonly IndexKind[] = ['OFFSET', 'SAFE_OFFSET', 'ORDINAL', 'SAFE_ORDINAL'];

function postfix(c: Cursor, start: number, first: Expr): Expr {
  let of = first;
  for (;;) {
    const next = c.words[c.at];
    if (next === '.' && isIdent(c, 1, true)) of = field(c, start, of);
    else if (next === '[') of = index(c, start, of);
    else return of;
  }
}

function field(c: Cursor, start: number, of: Expr): Expr {
  c.at += 1;
  const name = ident(c, true);
  if (looks(c, '(')) {
    const made = call(c, [name]);
    return made.kind === 'call' ? { ...made, start, args: [of, ...made.args], chained: true } : made;
  }
  return { start, end: name.end, kind: 'field', of, name };
}

function index(c: Cursor, start: number, of: Expr): Expr {
  c.at += 1;
  const how = c.words[c.at + 1] === '(' ? indexKinds.find((kind) => looks(c, kind)) : undefined;
  if (how) c.at += 1;
  deeper(c, 2);
  const at = how ? parenthesised(c, () => expression(c), bad) : expression(c);
  c.depth -= 2;
  expect(c, ']');
  return { start, end: endOf(c), kind: 'index', of, how: how ?? 'KEY', index: at };
}

/** What follows ORDER BY. */
export const orderItems = (c: Cursor): OrderItem[] => list(c, orderItem);

/** `expression [COLLATE c] [ASC|DESC] [NULLS FIRST|LAST]`. */
export function orderItem(c: Cursor): OrderItem {
  const of = expression(c);
  const collate = take(c, 'COLLATE') ? expression(c) : undefined;
  const descending = take(c, 'DESC');
  if (!descending) take(c, 'ASC');
  const nulls = nullsOrder(c);
  const made: Making<OrderItem> = { of, descending };
  if (collate) made.collate = collate;
  if (nulls) made.nulls = nulls;
  return made;
}

/** `NULLS FIRST` or `NULLS LAST`. */
export function nullsOrder(c: Cursor): 'FIRST' | 'LAST' | undefined {
  if (!take(c, 'NULLS')) return undefined;
  if (take(c, 'FIRST')) return 'FIRST';
  return take(c, 'LAST') ? 'LAST' : unexpected(c, '`FIRST` or `LAST`');
}

/** A path of names as an expression. */
export function pathExpression(c: Cursor): Expr {
  const start = here(c);
  const parts = [ident(c)];
  while (take(c, '.')) parts.push(ident(c, true));
  return { start, end: endSince(c, start), kind: 'path', parts };
}
