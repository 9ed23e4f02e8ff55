import type { FrameBound, Ident, WindowSpec } from '../ast.ts';
import type { Making } from '../making.ts';
import {
  type Cursor,
  deeper,
  endSince,
  expect,
  given,
  here,
  list,
  looks,
  parenthesised,
  take,
  takeOne,
  unexpected,
} from './cursor.ts';
import { expression, orderItems } from './expression.ts';
import { ident, isIdent } from './name.ts';

/** `OVER name` or `OVER (..)`. */
export function over(c: Cursor): WindowSpec | Ident {
  expect(c, 'OVER');
  return looks(c, '(') ? windowSpec(c) : ident(c, false, 'a window');
}

/** `( [base] [PARTITION BY ..] [ORDER BY ..] [frame] )`. */
export function windowSpec(c: Cursor): WindowSpec {
  const start = here(c);
  const made = parenthesised<Making<WindowSpec>>(
    c,
    () => {
      deeper(c, 1);
      const base = isIdent(c) ? ident(c) : undefined;
      const partitionBy = take(c, 'PARTITION', 'BY') ? list(c, (inner) => expression(inner)) : [];
      const orderBy = take(c, 'ORDER', 'BY') ? orderItems(c) : [];
      const unit = takeOne(c, ['ROWS', 'RANGE'] as const);
      const spec: Making<WindowSpec> = { start, end: 0, partitionBy, orderBy };
      if (base) spec.base = base;
      if (unit) spec.frame = { unit, ...frameBounds(c) };
      return spec;
    },
    (): Making<WindowSpec> => ({ start, end: 0, partitionBy: [], orderBy: [] }),
  );
  made.end = endSince(c, start);
  return made;
}

function frameBounds(c: Cursor): { from: FrameBound; to?: FrameBound } {
  if (!take(c, 'BETWEEN')) return { from: frameBound(c) };
  const from = frameBound(c);
  expect(c, 'AND');
  return { from, to: frameBound(c) };
}

function frameBound(c: Cursor): FrameBound {
  if (take(c, 'CURRENT', 'ROW')) return { kind: 'CURRENT ROW' };
  const unbounded = take(c, 'UNBOUNDED');
  const of = unbounded ? undefined : expression(c);
  const kind = takeOne(c, ['PRECEDING', 'FOLLOWING'] as const) ?? unexpected(c, '`PRECEDING` or `FOLLOWING`');
  return unbounded ? { kind: `UNBOUNDED ${kind}` } : { kind, ...given('of', of) };
}
