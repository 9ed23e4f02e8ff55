import type { Call, Expr, FrameBound, Ident, WindowSpec } from '../ast.ts';
import {
  type Cursor,
  endOf,
  expect,
  here,
  ident,
  isIdent,
  list,
  looks,
  parenthesised,
  refuse,
  since,
  take,
  takeOne,
  unexpected,
} from './cursor.ts';
import { bad, expression, orderItems } from './expression.ts';
import { isQuery, query } from './query.ts';

type Open = { -readonly [K in keyof Call]: Call[K] };

/** A function call from its opening parenthesis on, with all that aggregate and window functions add. */
export function call(c: Cursor, path: readonly Ident[]): Expr {
  const safe = path.length > 1 && path[0]?.name.toUpperCase() === 'SAFE' && !path[0].quoted;
  const name = (safe ? path.slice(1) : path).map((part) => part.name.toUpperCase()).join('.');
  const start = path[0]?.start ?? here(c);
  const nameAt = since(c, start);
  const inner = parenthesised<Expr>(
    c,
    () => callArguments(c, { start, name, path: safe ? path.slice(1) : path, nameAt, safe }),
    bad,
  );
  if (inner.kind !== 'call') return inner;
  const over = take(c, 'OVER') ? overClause(c) : undefined;
  return { ...inner, ...since(c, start), ...(over ? { over } : {}) };
}

function callArguments(c: Cursor, head: Pick<Call, 'name' | 'path' | 'nameAt' | 'safe'> & { start: number }): Call {
  const made: Open = { kind: 'call', ...head, end: 0, args: [], distinct: take(c, 'DISTINCT'), orderBy: [] };
  if (looks(c, ')')) made.args = [];
  else if (looks(c, '*', ')')) {
    c.at += 1;
    made.args = [{ ...since(c, endOf(c) - 1), kind: 'star' }];
  } else made.args = list(c, () => argument(c));
  const nulls = takeOne(c, ['IGNORE NULLS', 'RESPECT NULLS']);
  if (nulls) made.nulls = nulls === 'IGNORE NULLS' ? 'IGNORE' : 'RESPECT';
  if (looks(c, 'HAVING')) {
    const start = here(c);
    c.at += 1;
    const pick = takeOne(c, ['MAX', 'MIN'] as const) ?? unexpected(c, 'MAX or MIN');
    const of = expression(c);
    made.having = { ...since(c, start), pick, of };
  }
  if (take(c, 'ORDER', 'BY')) made.orderBy = orderItems(c);
  if (take(c, 'LIMIT')) made.limit = expression(c);
  made.end = endOf(c) + 1;
  return made;
}

function argument(c: Cursor): Expr {
  const start = here(c);
  if (!looks(c, '(') && isQuery(c)) return { ...since(c, start), kind: 'scalar', query: query(c) };
  if (isIdent(c) && looks(c, nameOf(c), '=>')) {
    c.at += 2;
    refuse(c, since(c, start), 'a named argument');
    return expression(c);
  }
  const value = expression(c);
  if (looks(c, '->')) {
    c.at += 1;
    expression(c);
    refuse(c, since(c, start), 'a lambda');
  }
  return value;
}

const nameOf = (c: Cursor): string => c.text.slice(here(c), c.tokens[c.at]?.end).toUpperCase();

function overClause(c: Cursor): WindowSpec | Ident {
  if (!looks(c, '(')) return ident(c);
  return windowSpec(c);
}

/** `( [base] [PARTITION BY ..] [ORDER BY ..] [frame] )`. */
export function windowSpec(c: Cursor): WindowSpec {
  const start = here(c);
  return parenthesised<WindowSpec>(
    c,
    () => {
      const base = isIdent(c) ? ident(c) : undefined;
      const partitionBy = take(c, 'PARTITION', 'BY') ? list(c, () => expression(c)) : [];
      const orderBy = take(c, 'ORDER', 'BY') ? orderItems(c) : [];
      const unit = takeOne(c, ['ROWS', 'RANGE'] as const);
      const frame = unit ? { unit, ...frameBounds(c) } : undefined;
      const end = endOf(c) + 1;
      return { start, end, partitionBy, orderBy, ...(base ? { base } : {}), ...(frame ? { frame } : {}) };
    },
    (at) => ({ ...at, partitionBy: [], orderBy: [] }),
  );
}

function frameBounds(c: Cursor): { from: FrameBound; to?: FrameBound } {
  if (!take(c, 'BETWEEN')) return { from: frameBound(c) };
  const from = frameBound(c);
  expect(c, 'AND');
  return { from, to: frameBound(c) };
}

function frameBound(c: Cursor): FrameBound {
  const kind = takeOne(c, ['UNBOUNDED PRECEDING', 'UNBOUNDED FOLLOWING', 'CURRENT ROW'] as const);
  if (kind) return { kind };
  const of = expression(c);
  return { kind: takeOne(c, ['PRECEDING', 'FOLLOWING'] as const) ?? unexpected(c, 'PRECEDING or FOLLOWING'), of };
}
