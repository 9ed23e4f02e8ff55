import type { Expr, From, Pivot, Sample, Unpivot } from '../ast.ts';
import {
  bracketedList,
  type Cursor,
  endSince,
  expect,
  given,
  here,
  list,
  looks,
  parenthesised,
  since,
  take,
  takeOne,
  unexpected,
} from './cursor.ts';
import { expression, pathExpression } from './expression.ts';
import { alias, ident, plainIdent } from './name.ts';

/** `PIVOT (..) [AS alias]` behind an item of FROM. */
export function pivotTail(c: Cursor, start: number, of: From): From {
  const made = pivot(c);
  const name = alias(c);
  return made
    ? { start, end: endSince(c, start), kind: 'pivot', of, pivot: made, ...given('alias', name) }
    : { start, end: endSince(c, start), kind: 'bad' };
}

/** `PIVOT (aggregates FOR column IN (values))`; undefined after a fault inside. */
export function pivot(c: Cursor): Pivot | undefined {
  const start = here(c);
  expect(c, 'PIVOT');
  const made = parenthesised<Omit<Pivot, 'start' | 'end'> | undefined>(
    c,
    () => {
      const aggregates = list(c, aliased);
      expect(c, 'FOR');
      const of = expression(c, 5);
      expect(c, 'IN');
      return { aggregates, of, values: bracketedList(c, aliased) };
    },
    () => undefined,
  );
  return made && { ...made, ...since(c, start) };
}

function aliased(c: Cursor): Pivot['values'][number] {
  const value = expression(c);
  return { value, ...given('alias', alias(c)) };
}

/** `UNPIVOT (..) [AS alias]` behind an item of FROM. */
export function unpivotTail(c: Cursor, start: number, of: From): From {
  const made = unpivot(c);
  const name = alias(c);
  return made
    ? { start, end: endSince(c, start), kind: 'unpivot', of, unpivot: made, ...given('alias', name) }
    : { start, end: endSince(c, start), kind: 'bad' };
}

/** `UNPIVOT [INCLUDE|EXCLUDE NULLS] (values FOR name IN (columns))`; undefined after a fault inside. */
export function unpivot(c: Cursor): Unpivot | undefined {
  const start = here(c);
  expect(c, 'UNPIVOT');
  const nulls = takeOne(c, ['INCLUDE', 'EXCLUDE'] as const);
  if (nulls) expect(c, 'NULLS');
  const made = parenthesised<Omit<Unpivot, 'start' | 'end'> | undefined>(
    c,
    () => {
      const values = looks(c, '(') ? bracketedList(c, plainIdent) : [ident(c)];
      expect(c, 'FOR');
      const name = ident(c);
      expect(c, 'IN');
      return { ...given('nulls', nulls), values, name, from: bracketedList(c, unpivotItem) };
    },
    () => undefined,
  );
  return made && { ...made, ...since(c, start) };
}

function unpivotItem(c: Cursor): Unpivot['from'][number] {
  const columns = looks(c, '(') ? bracketedList(c, pathExpression) : [pathExpression(c)];
  const labelled = take(c, 'AS') || c.tokens[c.at]?.kind === 'string' || c.tokens[c.at]?.kind === 'int';
  const label: Expr | undefined = labelled ? expression(c, 5) : undefined;
  return { columns, ...given('label', label) };
}

/** `TABLESAMPLE method (size PERCENT|ROWS)`. */
export function sampleTail(c: Cursor): Sample {
  const start = here(c);
  expect(c, 'TABLESAMPLE');
  const method = ident(c);
  const made = parenthesised<Pick<Sample, 'size' | 'unit'>>(
    c,
    () => {
      const size = expression(c);
      const unit = takeOne(c, ['PERCENT', 'ROWS'] as const) ?? unexpected(c, '`PERCENT` or `ROWS`');
      if (take(c, 'PARTITION')) {
        expect(c, 'BY');
        list(c, (inner) => expression(inner));
      }
      return { size, unit };
    },
    (at) => ({ size: { start: at.start, end: at.end, kind: 'bad' }, unit: 'PERCENT' }),
  );
  if (take(c, 'REPEATABLE'))
    parenthesised<unknown>(
      c,
      () => expression(c),
      () => undefined,
    );
  return { ...made, method, ...since(c, start) };
}
