import type { At, Call, Expr, Ident } from '../ast.ts';
import type { Making } from '../making.ts';
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
  peek,
  report,
  since,
  take,
  takeOne,
  textOf,
  unexpected,
} from './cursor.ts';
import { type Bad, bad, expression, orderItems } from './expression.ts';
import { ident, isIdent } from './name.ts';
import { query } from './query.ts';
import { tablePath } from './table-path.ts';
import { over } from './window.ts';

type Head = Pick<Call, 'start' | 'name' | 'path' | 'nameAt' | 'safe'>;

/** A function call from its opening bracket on, with all that aggregate and window functions add. */
export function call(c: Cursor, path: readonly Ident[]): Expr {
  const first = path[0];
  const safe = path.length > 1 && first !== undefined && !first.quoted && first.name.toUpperCase() === 'SAFE';
  const parts = safe ? path.slice(1) : path;
  const name =
    parts.length === 1 ? (parts[0]?.name ?? '').toUpperCase() : parts.map((part) => part.name.toUpperCase()).join('.');
  const start = first?.start ?? here(c);
  const head: Head = { start, name, path: parts, nameAt: since(c, start), safe };
  const inner = parenthesised<Making<Call> | Bad>(c, () => callArguments(c, head), bad);
  if (inner.kind !== 'call') return inner;
  if (looks(c, 'OVER')) inner.over = over(c);
  inner.end = endOf(c);
  return inner;
}

function callArguments(c: Cursor, { start, name, nameAt, path, safe }: Head): Making<Call> {
  deeper(c, 1);
  const distinct = take(c, 'DISTINCT');
  const args = looks(c, ')') ? [] : list(c, argument);
  const made: Making<Call> = {
    start,
    end: 0,
    kind: 'call',
    name,
    nameAt,
    path,
    safe,
    args,
    distinct,
    orderBy: [],
  };
  if (!looks(c, ')')) modify(c, made);
  return made;
}

/** What may follow the arguments. Source: GoogleSQL "Aggregate function calls". */
function modify(c: Cursor, made: Making<Call>): void {
  if (take(c, 'WHERE')) made.where = expression(c);
  const nulls = takeOne(c, ['IGNORE', 'RESPECT'] as const);
  if (nulls) {
    expect(c, 'NULLS');
    made.nulls = nulls;
  }
  if (take(c, 'GROUP', 'BY')) made.groupBy = list(c, (inner) => expression(inner));
  if (looks(c, 'HAVING')) made.having = havingPick(c);
  if (take(c, 'CLAMPED')) made.clamped = clamp(c);
  if (take(c, 'ORDER', 'BY')) made.orderBy = orderItems(c);
  if (take(c, 'LIMIT')) made.limit = expression(c);
  if (!looks(c, ')')) unexpected(c, '`,` or `)`');
}

function havingPick(c: Cursor): NonNullable<Call['having']> {
  const start = here(c);
  c.at += 1;
  const pick = takeOne(c, ['MAX', 'MIN'] as const) ?? unexpected(c, '`MAX` or `MIN`');
  const of = expression(c);
  return { start, end: endSince(c, start), pick, of };
}

function clamp(c: Cursor): NonNullable<Call['clamped']> {
  expect(c, 'BETWEEN');
  const low = expression(c, 5);
  expect(c, 'AND');
  return { low, high: expression(c, 5) };
}

function argument(c: Cursor): Expr {
  const start = here(c);
  if (isIdent(c) && c.words[c.at + 1] === '=>') {
    const name = ident(c);
    c.at += 1;
    const value = plainArgument(c, here(c));
    return { start, end: endOf(c), kind: 'named', name, value };
  }
  return plainArgument(c, start);
}

function plainArgument(c: Cursor, start: number): Expr {
  const w = c.words[c.at];
  if (w === '*') {
    c.at += 1;
    return { start, end: endOf(c), kind: 'star' };
  }
  if (w === 'SELECT' || w === 'FROM' || (w === 'WITH' && c.words[c.at + 1] !== '(')) return bareQuery(c, start);
  if ((w === 'TABLE' || w === 'MODEL') && isIdent(c, 1)) {
    c.at += 1;
    return { start, kind: 'relation', what: w, parts: tablePath(c).parts, end: endOf(c) };
  }
  if (w === 'CONNECTION' && (isIdent(c, 1) || c.words[c.at + 1] === 'DEFAULT')) {
    c.at += 1;
    if (!take(c, 'DEFAULT')) tablePath(c);
    return { start, end: endOf(c), kind: 'opaque', what: 'a connection' };
  }
  const parameters = lambdaParameters(c);
  if (!parameters) return expression(c);
  const body = expression(c);
  return { start, end: endOf(c), kind: 'lambda', parameters, body };
}

/** A query as an argument stands in brackets of its own. */
function bareQuery(c: Cursor, start: number): Expr {
  const at: At = peek(c) ?? { start, end: start };
  report(c, at, `\`${textOf(c, peek(c))}\``, undefined, 'A query as an argument needs brackets of its own.');
  const inner = query(c);
  return { start, end: endOf(c), kind: 'scalar', query: inner };
}

/** `x ->` or `(x, y) ->`, taken if it comes next. */
function lambdaParameters(c: Cursor): Ident[] | undefined {
  if (c.words[c.at] === '(') {
    const close = c.closers[c.at] ?? 0;
    if (close === 0 || c.words[close + 1] !== '->') return undefined;
    const names = parenthesised<Ident[]>(
      c,
      () => (looks(c, ')') ? [] : list(c, (inner) => ident(inner))),
      () => [],
    );
    c.at += 1;
    return names;
  }
  if (c.words[c.at + 1] !== '->' || !isIdent(c)) return undefined;
  const name = ident(c);
  c.at += 1;
  return [name];
}
