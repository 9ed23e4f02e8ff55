import type { At, Expr, Ident, IndexKind, Literal, OrderItem } from '../ast.ts';
import { literalValue } from '../lexer.ts';
import { call } from './call.ts';
import {
  type Cursor,
  deeper,
  endOf,
  expect,
  here,
  ident,
  isIdent,
  list,
  looks,
  parenthesised,
  peek,
  refuse,
  sealed,
  since,
  take,
  takeOne,
  textOf,
  unexpected,
  word,
} from './cursor.ts';
import { isQuery, query } from './query.ts';
import { arrayLiteral, caseExpression, cast, extract, interval, structLiteral } from './special.ts';

export const bad = (at: At): Expr => ({ ...at, kind: 'bad' });

/** A GoogleSQL expression, by precedence. Source: GoogleSQL "Operators". */
export const expression = (c: Cursor): Expr => deeper(c, () => or(c));

function leftAssociative(c: Cursor, next: (c: Cursor) => Expr, operators: readonly string[]): Expr {
  const start = here(c);
  let left = next(c);
  for (let op = takeOne(c, operators); op !== undefined; op = takeOne(c, operators)) {
    const right = next(c);
    left = { ...since(c, start), kind: 'binary', op, left, right };
  }
  return left;
}

const or = (c: Cursor): Expr => leftAssociative(c, and, ['OR']);
const and = (c: Cursor): Expr => leftAssociative(c, not, ['AND']);

function not(c: Cursor): Expr {
  const start = here(c);
  if (!take(c, 'NOT')) return comparison(c);
  const of = deeper(c, () => not(c));
  return { ...since(c, start), kind: 'unary', op: 'NOT', of };
}

function comparison(c: Cursor): Expr {
  const start = here(c);
  let left = bitOr(c);
  for (let next = comparisonTail(c, start, left); next; next = comparisonTail(c, start, left)) left = next;
  return left;
}

function comparisonTail(c: Cursor, start: number, left: Expr): Expr | undefined {
  const op = takeOne(c, ['=', '<>', '!=', '<=', '>=', '<', '>']);
  if (op) {
    const right = bitOr(c);
    return { ...since(c, start), kind: 'binary', op: op === '!=' ? '<>' : op, left, right };
  }
  if (take(c, 'IS')) return isTail(c, start, left);
  const negated = looks(c, 'NOT', 'LIKE') || looks(c, 'NOT', 'IN') || looks(c, 'NOT', 'BETWEEN');
  if (negated) c.at += 1;
  if (take(c, 'LIKE')) {
    if (takeOne(c, ['ANY', 'SOME', 'ALL'])) refuse(c, since(c, start), 'LIKE ANY, SOME and ALL');
    const right = bitOr(c);
    return { ...since(c, start), kind: 'like', not: negated, left, right };
  }
  if (take(c, 'BETWEEN')) {
    const low = bitOr(c);
    expect(c, 'AND');
    const high = bitOr(c);
    return { ...since(c, start), kind: 'between', not: negated, of: left, low, high };
  }
  return take(c, 'IN') ? inTail(c, start, left, negated) : undefined;
}

function isTail(c: Cursor, start: number, left: Expr): Expr {
  const negated = take(c, 'NOT');
  if (take(c, 'DISTINCT', 'FROM')) {
    const right = bitOr(c);
    return { ...since(c, start), kind: 'distinctFrom', not: negated, left, right };
  }
  const what = takeOne(c, ['NULL', 'TRUE', 'FALSE']) ?? unexpected(c, 'NULL, TRUE, FALSE or DISTINCT FROM');
  return { ...since(c, start), kind: 'is', not: negated, of: left, what };
}

function inTail(c: Cursor, start: number, of: Expr, not: boolean): Expr {
  if (take(c, 'UNNEST')) {
    const array = parenthesised(c, () => expression(c), bad);
    return { ...since(c, start), kind: 'inArray', not, of, array };
  }
  return parenthesised<Expr>(
    c,
    () => {
      if (isQuery(c)) {
        const q = query(c);
        return { start, end: endOf(c) + 1, kind: 'inQuery', not, of, query: q };
      }
      const items = list(c, () => expression(c));
      return { start, end: endOf(c) + 1, kind: 'in', not, of, list: items };
    },
    bad,
  );
}

const bitOr = (c: Cursor): Expr => leftAssociative(c, bitXor, ['|']);
const bitXor = (c: Cursor): Expr => leftAssociative(c, bitAnd, ['^']);
const bitAnd = (c: Cursor): Expr => leftAssociative(c, shift, ['&']);

function shift(c: Cursor): Expr {
  const start = here(c);
  let left = additive(c);
  for (;;) {
    const right2 = looks(c, '>', '>') && peek(c)?.end === peek(c, 1)?.start;
    if (!right2 && !looks(c, '<<')) return left;
    c.at += right2 ? 2 : 1;
    const right = additive(c);
    left = { ...since(c, start), kind: 'binary', op: right2 ? '>>' : '<<', left, right };
  }
}

const additive = (c: Cursor): Expr => leftAssociative(c, multiplicative, ['+', '-']);
const multiplicative = (c: Cursor): Expr => leftAssociative(c, concatenation, ['*', '/']);
const concatenation = (c: Cursor): Expr => leftAssociative(c, unary, ['||']);

function unary(c: Cursor): Expr {
  const start = here(c);
  const op = takeOne(c, ['-', '+', '~'] as const);
  if (!op) return postfix(c);
  const of = deeper(c, () => unary(c));
  return { ...since(c, start), kind: 'unary', op, of };
}

const indexKinds: readonly IndexKind[] = ['OFFSET', 'SAFE_OFFSET', 'ORDINAL', 'SAFE_ORDINAL'];

function postfix(c: Cursor): Expr {
  const start = here(c);
  let of = primary(c);
  for (;;) {
    if (looks(c, '.') && isIdent(c, 1, true)) {
      c.at += 1;
      const name = ident(c, true);
      of =
        of.kind === 'path'
          ? { ...since(c, start), kind: 'path', parts: [...of.parts, name] }
          : { ...since(c, start), kind: 'field', of, name };
    } else if (take(c, '[')) {
      const how = indexKinds.find((kind) => looks(c, kind, '('));
      if (how) c.at += 1;
      const index = how ? parenthesised(c, () => expression(c), bad) : expression(c);
      expect(c, ']');
      of = { ...since(c, start), kind: 'index', of, how: how ?? 'KEY', index };
    } else return of;
  }
}

const typedLiterals: readonly Literal[] = ['DATE', 'DATETIME', 'TIMESTAMP', 'TIME', 'NUMERIC', 'BIGNUMERIC', 'JSON'];

function primary(c: Cursor): Expr {
  const token = peek(c);
  if (!token) return unexpected(c, 'an expression');
  const at = { start: token.start, end: token.end };
  const text = sealed(c);
  if (text !== undefined) {
    c.at += 1;
    return { ...at, kind: 'verbatim', text };
  }
  switch (token.kind) {
    case 'int':
    case 'float':
    case 'param':
      c.at += 1;
      return { ...at, kind: token.kind, text: textOf(c, token) };
    case 'string':
    case 'bytes':
      return { ...at, kind: token.kind, value: stringValue(c) };
    case 'symbol':
      return symbol(c);
    case 'name':
    case 'quoted':
      return named(c);
    default:
      return unexpected(c);
  }
}

function stringValue(c: Cursor): string {
  const value = literalValue(textOf(c, peek(c)));
  if (value === undefined) return unexpected(c, 'a literal with valid escape sequences');
  c.at += 1;
  return value;
}

function symbol(c: Cursor): Expr {
  const start = here(c);
  if (looks(c, '[')) return arrayLiteral(c, undefined, start);
  if (!looks(c, '(')) return unexpected(c, 'an expression');
  return parenthesised<Expr>(
    c,
    () => {
      if (isQuery(c)) {
        const q = query(c);
        return { start, end: endOf(c) + 1, kind: 'scalar', query: q };
      }
      const items = list(c, () => expression(c));
      const [only] = items;
      if (only && items.length === 1) {
        const grouped = only.kind === 'verbatim' ? { grouped: true } : {};
        return { ...only, ...grouped, start, end: endOf(c) + 1 };
      }
      return { start, end: endOf(c) + 1, kind: 'struct', fields: items.map((value) => ({ value })) };
    },
    bad,
  );
}

function named(c: Cursor): Expr {
  const start = here(c);
  const w = word(c);
  const constant = takeOne(c, ['NULL', 'TRUE', 'FALSE']);
  if (constant === 'NULL') return { ...since(c, start), kind: 'null' };
  if (constant) return { ...since(c, start), kind: 'bool', value: constant === 'TRUE' };
  if (w === 'CASE') return caseExpression(c);
  if (w === 'CAST' || w === 'SAFE_CAST') return cast(c);
  if (w === 'EXTRACT' && looks(c, 'EXTRACT', '(')) return extract(c);
  if (w === 'INTERVAL') return interval(c);
  if (w === 'ARRAY') return arrayLiteral(c, 'ARRAY', start);
  if (w === 'STRUCT') return structLiteral(c);
  if (w === 'EXISTS' || w === 'NOT') {
    expect(c, 'EXISTS');
    return parenthesised<Expr>(c, () => ({ start, kind: 'exists', query: query(c), end: endOf(c) + 1 }), bad);
  }
  const typed = typedLiterals.find((type) => type === w);
  if (typed && peek(c, 1)?.kind === 'string') {
    c.at += 1;
    const value = stringValue(c);
    return { ...since(c, start), kind: 'typed', type: typed, value };
  }
  const callable = peek(c, 1);
  if (textOf(c, callable) === '(' && ['IF', 'LEFT', 'RIGHT', 'COLLATE', 'GROUPING'].includes(w)) {
    c.at += 1;
    return call(c, [{ ...at(c), name: w, quoted: false }]);
  }
  return pathOrCall(c);
}

const at = (c: Cursor): At => ({ start: c.tokens[c.at - 1]?.start ?? 0, end: endOf(c) });

/** CURRENT_DATE and its like need no brackets. */
const callWithout = (name: Ident): Expr => ({
  start: name.start,
  end: name.end,
  kind: 'call',
  name: name.name.toUpperCase(),
  nameAt: { start: name.start, end: name.end },
  path: [name],
  safe: false,
  args: [],
  distinct: false,
  orderBy: [],
});

function pathOrCall(c: Cursor): Expr {
  const start = here(c);
  const parts: Ident[] = [ident(c)];
  while (looks(c, '.') && isIdent(c, 1, true)) {
    c.at += 1;
    parts.push(ident(c, true));
  }
  if (looks(c, '(')) return call(c, parts);
  const [only] = parts;
  if (only && parts.length === 1 && !only.quoted && /^CURRENT_(?:DATE|DATETIME|TIME|TIMESTAMP)$/i.test(only.name))
    return callWithout(only);
  return { ...since(c, start), kind: 'path', parts };
}

/** What follows ORDER BY. */
export function orderItems(c: Cursor): OrderItem[] {
  return list(c, () => {
    const of = expression(c);
    if (looks(c, 'COLLATE')) unexpected(c);
    const descending = takeOne(c, ['ASC', 'DESC']) === 'DESC';
    const nulls = takeOne(c, ['NULLS FIRST', 'NULLS LAST']);
    return { of, descending, ...(nulls ? { nulls: nulls === 'NULLS FIRST' ? 'FIRST' : 'LAST' } : {}) };
  });
}
