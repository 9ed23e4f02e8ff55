import type { Expr } from '../ast.ts';
import { type Cursor, endOf, expect, list, looks, parenthesised, take, takeOne, unexpected } from './cursor.ts';
import { bad, expression, OPERAND } from './expression.ts';
import { query } from './query.ts';

type Quantified = Extract<Expr, { kind: 'quantified' }>;

/** What follows the left side of a comparison; undefined where NOT belongs to none. The cursor stands on the operator. */
export function comparisonTail(c: Cursor, op: string, start: number, left: Expr): Expr | undefined {
  const not = op === 'NOT';
  const word = not ? (c.words[c.at + 1] ?? '') : op;
  if (not && word !== 'LIKE' && word !== 'IN' && word !== 'BETWEEN') return undefined;
  c.at += not ? 2 : 1;
  switch (word) {
    case 'IS':
      return isTail(c, start, left);
    case 'IN':
      return inTail(c, start, left, not);
    case 'BETWEEN': {
      const low = expression(c, OPERAND);
      expect(c, 'AND');
      const high = expression(c, OPERAND);
      return { start, end: endOf(c), kind: 'between', not, of: left, low, high };
    }
    default: {
      const quantifier = takeOne(c, ['ANY', 'SOME', 'ALL'] as const);
      if (quantifier) return quantified(c, { start, op: word === '!=' ? '<>' : word, not, quantifier, left });
      const right = expression(c, OPERAND);
      if (word === 'LIKE') return { start, end: endOf(c), kind: 'like', not, left, right };
      return { start, end: endOf(c), kind: 'binary', op: word === '!=' ? '<>' : word, left, right };
    }
  }
}

function isTail(c: Cursor, start: number, left: Expr): Expr {
  const not = take(c, 'NOT');
  if (take(c, 'DISTINCT', 'FROM')) {
    const right = expression(c, OPERAND);
    return { start, end: endOf(c), kind: 'distinctFrom', not, left, right };
  }
  const what =
    takeOne(c, ['NULL', 'TRUE', 'FALSE', 'UNKNOWN'] as const) ??
    unexpected(c, '`NULL`, `TRUE`, `FALSE`, `UNKNOWN` or `DISTINCT FROM`');
  return { start, end: endOf(c), kind: 'is', not, of: left, what };
}

function inTail(c: Cursor, start: number, of: Expr, not: boolean): Expr {
  if (take(c, 'UNNEST')) {
    const array = parenthesised(c, () => expression(c), bad);
    return { start, end: endOf(c), kind: 'inArray', not, of, array };
  }
  if (!looks(c, '(')) return unexpected(c, '`(` or `UNNEST`');
  if (c.queries[c.at] === 1) {
    const inner = parenthesised(
      c,
      () => query(c),
      () => undefined,
    );
    return inner
      ? { start, end: endOf(c), kind: 'inQuery', not, of, query: inner }
      : { start, end: endOf(c), kind: 'bad' };
  }
  const items = parenthesised<Expr[] | undefined>(
    c,
    () => list(c, (inner) => expression(inner)),
    () => undefined,
  );
  return items ? { start, end: endOf(c), kind: 'in', not, of, list: items } : { start, end: endOf(c), kind: 'bad' };
}

function quantified(c: Cursor, head: Pick<Quantified, 'start' | 'op' | 'not' | 'quantifier' | 'left'>): Expr {
  const made = (right: Quantified['right']): Expr => ({ ...head, kind: 'quantified', right, end: endOf(c) });
  if (take(c, 'UNNEST')) return made({ kind: 'array', of: parenthesised(c, () => expression(c), bad) });
  if (c.queries[c.at] === 1) {
    const inner = parenthesised(
      c,
      () => query(c),
      () => undefined,
    );
    return inner ? made({ kind: 'query', query: inner }) : { start: head.start, end: endOf(c), kind: 'bad' };
  }
  const items = parenthesised<Expr[]>(
    c,
    () => list(c, (inner) => expression(inner)),
    () => [],
  );
  return made({ kind: 'list', items });
}
