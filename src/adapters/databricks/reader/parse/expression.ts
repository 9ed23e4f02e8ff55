import { stringValue } from '../lex.ts';
import type { Raw, RawOrder } from '../tree.ts';
import {
  type Cursor,
  deeper,
  endOf,
  expect,
  given,
  here,
  ident,
  isIdent,
  list,
  looks,
  parenthesised,
  peek,
  since,
  take,
  takeOne,
  textOf,
  unexpected,
  word,
} from './cursor.ts';
import { json } from './json.ts';
import { primary } from './primary.ts';
import { query, startsQuery } from './query.ts';
import { typeName } from './type.ts';

/** Operators of values, loosest first. Source: Databricks "Operators", operator precedence. */
const levels: readonly (readonly string[])[] = [
  ['=', '==', '<>', '!=', '<', '<=', '>', '>=', '<=>'],
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>', '>>>'],
  ['+', '-', '||'],
  ['*', '/', '%', 'DIV'],
];

/** An expression of Databricks SQL. */
export const expression = (c: Cursor): Raw =>
  deeper(c, () => binaryWord(c, 'OR', (inner) => binaryWord(inner, 'AND', negation)));

function binaryWord(c: Cursor, op: 'OR' | 'AND', operand: (c: Cursor) => Raw): Raw {
  const start = here(c);
  let left = operand(c);
  while (take(c, op)) {
    const right = operand(c);
    left = { kind: 'binary', op, left, right, ...since(c, start) };
  }
  return left;
}

function negation(c: Cursor): Raw {
  const start = here(c);
  if (!take(c, 'NOT') && !take(c, '!')) return predicate(c);
  const of = deeper(c, () => negation(c));
  return { kind: 'unary', op: 'NOT', of, ...since(c, start) };
}

/** A value and what is said of it: BETWEEN, IN, LIKE, IS. */
function predicate(c: Cursor): Raw {
  const start = here(c);
  let of = value(c, 0);
  for (;;) {
    const not = looks(c, 'NOT') && ['BETWEEN', 'IN', 'LIKE', 'ILIKE', 'RLIKE', 'REGEXP'].includes(word(c, 1));
    if (not) c.at += 1;
    const next = tail(c, start, of, not);
    if (!next) return of;
    of = next;
  }
}

function tail(c: Cursor, start: number, of: Raw, not: boolean): Raw | undefined {
  if (take(c, 'BETWEEN')) {
    const low = value(c, 0);
    expect(c, 'AND');
    const high = value(c, 0);
    return { kind: 'between', not, of, low, high, ...since(c, start) };
  }
  if (take(c, 'IN')) return membership(c, start, of, not);
  const op = takeOne(c, ['LIKE', 'ILIKE', 'RLIKE', 'REGEXP'] as const);
  if (op) return like(c, start, of, not, op === 'REGEXP' ? 'RLIKE' : op);
  return take(c, 'IS') ? is(c, start, of) : undefined;
}

function membership(c: Cursor, start: number, of: Raw, not: boolean): Raw {
  return parenthesised(c, (): Raw => {
    if (startsQuery(c)) {
      const inner = query(c);
      return { kind: 'inQuery', not, of, query: inner, start, end: here(c) + 1 };
    }
    const items = list(c, expression);
    return { kind: 'in', not, of, list: items, start, end: here(c) + 1 };
  });
}

function like(c: Cursor, start: number, left: Raw, not: boolean, op: 'LIKE' | 'ILIKE' | 'RLIKE'): Raw {
  const word = op === 'RLIKE' ? undefined : takeOne(c, ['ANY', 'SOME', 'ALL'] as const);
  const right = word ? parenthesised(c, () => list(c, expression)) : [value(c, 0)];
  let escaping: string | undefined;
  if (take(c, 'ESCAPE')) {
    const token = peek(c);
    if (token?.kind !== 'string') return unexpected(c, 'a character in quotes');
    escaping = stringValue(textOf(c, token));
    c.at += 1;
  }
  const quantifier = word === undefined ? undefined : word === 'ALL' ? ('ALL' as const) : ('ANY' as const);
  return {
    kind: 'like',
    not,
    op,
    left,
    right,
    ...given('quantifier', quantifier),
    ...given('escape', escaping),
    ...since(c, start),
  };
}

function is(c: Cursor, start: number, of: Raw): Raw {
  const not = take(c, 'NOT');
  if (take(c, 'DISTINCT', 'FROM')) {
    const right = value(c, 0);
    return { kind: 'distinctFrom', not, left: of, right, ...since(c, start) };
  }
  const what = takeOne(c, ['NULL', 'TRUE', 'FALSE', 'UNKNOWN'] as const);
  if (!what) return unexpected(c, '`NULL`, `TRUE` or `FALSE`');
  return { kind: 'is', not, of, what: what === 'UNKNOWN' ? 'NULL' : what, ...since(c, start) };
}

/** A value made by operators of a level and of those that bind tighter. */
export function value(c: Cursor, level: number): Raw {
  const ops = levels[level];
  if (!ops) return unary(c);
  const start = here(c);
  let left = value(c, level + 1);
  for (;;) {
    const shift = level === 4 && looks(c, '>', '>') && peek(c)?.end === peek(c, 1)?.start;
    const op = shift ? '>>' : ops.find((one) => looks(c, one));
    if (op === undefined) return left;
    c.at += shift ? 2 : 1;
    const right = value(c, level + 1);
    left = { kind: 'binary', op, left, right, ...since(c, start) };
  }
}

function unary(c: Cursor): Raw {
  const start = here(c);
  const op = takeOne(c, ['-', '+', '~'] as const);
  if (!op) return postfix(c, start, primary(c));
  const of = deeper(c, () => unary(c));
  return { kind: 'unary', op, of, ...since(c, start) };
}

function postfix(c: Cursor, start: number, first: Raw): Raw {
  let of = first;
  for (;;) {
    if (looks(c, '.') && isIdent(c, 1, true)) {
      c.at += 1;
      const name = ident(c, true);
      of = { kind: 'field', of, name, ...since(c, start) };
    } else if (take(c, '[')) {
      const index = expression(c);
      expect(c, ']');
      of = { kind: 'index', of, index, ...since(c, start) };
    } else if (take(c, '::')) {
      const type = typeName(c);
      of = { kind: 'cast', safe: false, of, type, ...since(c, start) };
    } else if (looks(c, ':') && (isIdent(c, 1, true) || word(c, 1) === '[')) {
      c.at += 1;
      of = { kind: 'json', of, path: json(c), start, end: endOf(c) };
    } else return of;
  }
}

/** `expression [ASC|DESC] [NULLS FIRST|LAST]`, commas between. */
export const orderItems = (c: Cursor): RawOrder[] =>
  list(c, () => {
    const of = expression(c);
    const descending = take(c, 'DESC');
    if (!descending) take(c, 'ASC');
    if (!take(c, 'NULLS')) return { of, descending };
    const nulls = takeOne(c, ['FIRST', 'LAST'] as const) ?? unexpected(c, '`FIRST` or `LAST`');
    return { of, descending, nulls };
  });
