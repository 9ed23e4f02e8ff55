import type { Ident } from '../../../../compiler/sql/ast.ts';
import type { Raw, RawAlias, RawCall, RawFrom, RawPivot, RawSample } from '../tree.ts';
import { call } from './call.ts';
import {
  alias,
  type Cursor,
  deeper,
  expect,
  given,
  here,
  ident,
  isIdent,
  list,
  looks,
  parenthesised,
  peek,
  refuse,
  since,
  take,
  takeOne,
  unexpected,
} from './cursor.ts';
import { expression } from './expression.ts';
import { query, startsQuery } from './query.ts';

/** What follows FROM: tables, joins, lateral views. A comma is a CROSS JOIN. */
export function from(c: Cursor): RawFrom {
  return deeper(c, () => {
    const start = here(c);
    let left = views(c, start, joined(c));
    while (take(c, ',')) {
      const right = joined(c);
      left = views(c, start, { kind: 'join', type: 'CROSS', left, right, ...since(c, start) });
    }
    return left;
  });
}

/** `LATERAL VIEW [OUTER] explode(..) t AS a, b`, as many as stand here. */
function views(c: Cursor, start: number, of: RawFrom): RawFrom {
  let left = of;
  while (take(c, 'LATERAL', 'VIEW')) {
    const outer = take(c, 'OUTER');
    const made = called(c);
    const name = looks(c, 'AS') || !isIdent(c) ? undefined : alias(c);
    const columns = take(c, 'AS') ? list(c, (inner) => ident(inner)) : [];
    left = {
      kind: 'view',
      of: left,
      outer,
      call: made,
      alias: { ...given('name', name), columns },
      ...since(c, start),
    };
  }
  return left;
}

function called(c: Cursor): RawCall {
  const name = ident(c);
  const made = call(c, [name]);
  return made.kind === 'call' ? made : unexpected(c);
}

type Join = Extract<RawFrom, { kind: 'join' }>['type'];

/** A table and the joins that hang on it. */
export function joined(c: Cursor): RawFrom {
  const start = here(c);
  let left = item(c);
  for (;;) {
    if (looks(c, 'NATURAL')) refuse(peek(c) ?? { start, end: start }, 'NATURAL JOIN', 'Name the columns with USING.');
    const type = joinType(c);
    if (!type) return left;
    const right = item(c);
    const on = take(c, 'ON') ? expression(c) : undefined;
    const using = !on && take(c, 'USING') ? parenthesised(c, () => list(c, (inner): Ident => ident(inner))) : undefined;
    left = { kind: 'join', type, left, right, ...given('on', on), ...given('using', using), ...since(c, start) };
  }
}

function joinType(c: Cursor): Join | undefined {
  if (take(c, 'JOIN')) return 'INNER';
  const from = c.at;
  const side = takeOne(c, ['LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS', 'SEMI', 'ANTI'] as const);
  if (!side) return undefined;
  const semi = side === 'LEFT' ? takeOne(c, ['SEMI', 'ANTI'] as const) : undefined;
  take(c, 'OUTER');
  if (take(c, 'JOIN')) return semi ?? side;
  c.at = from;
  return undefined;
}

function item(c: Cursor): RawFrom {
  const start = here(c);
  let made = one(c, start);
  while (looks(c, 'PIVOT', '(')) {
    c.at += 1;
    const pivot = pivotOf(c, here(c));
    made = { kind: 'pivot', of: made, pivot, alias: tableAlias(c), ...since(c, start) };
  }
  for (const words of ['UNPIVOT', 'TABLESAMPLE', 'TIMESTAMP', 'VERSION', 'FOR'])
    if (looks(c, words)) refuse(peek(c) ?? made, `${words} behind a table`);
  return made;
}

function one(c: Cursor, start: number): RawFrom {
  const lateral = take(c, 'LATERAL');
  if (looks(c, '(')) {
    if (startsQuery(c)) {
      const inner = parenthesised(c, () => query(c));
      const sample = given('sample', sampleOf(c));
      return { kind: 'subquery', lateral, query: inner, ...sample, alias: tableAlias(c), ...since(c, start) };
    }
    const of = parenthesised(c, () => from(c));
    return { kind: 'paren', of, ...since(c, start) };
  }
  if (take(c, 'VALUES')) return { kind: 'values', rows: valueRows(c), alias: tableAlias(c), ...since(c, start) };
  const parts = [ident(c)];
  while (looks(c, '.')) {
    c.at += 1;
    parts.push(ident(c, true));
  }
  if (looks(c, '(')) {
    const made = call(c, parts);
    if (made.kind === 'call')
      return { kind: 'function', lateral, call: made, alias: tableAlias(c), ...since(c, start) };
  }
  if (looks(c, '@')) refuse(peek(c) ?? { start, end: start }, 'a version behind a table');
  const sample = given('sample', sampleOf(c));
  return { kind: 'table', parts, ...sample, alias: tableAlias(c), ...since(c, start) };
}

/** `TABLESAMPLE (10 PERCENT)`; rows, buckets and seeds have no counterpart. */
function sampleOf(c: Cursor): RawSample | undefined {
  const start = here(c);
  if (!take(c, 'TABLESAMPLE')) return undefined;
  const percent = parenthesised(c, () => {
    const size = expression(c);
    if (size.kind !== 'number' || !/^\d+(?:\.\d+)?$/.test(size.text) || !take(c, 'PERCENT'))
      refuse(size, 'TABLESAMPLE of other than a literal of PERCENT');
    return size;
  });
  if (looks(c, 'REPEATABLE')) refuse(peek(c) ?? percent, 'REPEATABLE behind TABLESAMPLE');
  return percent.kind === 'number' ? { percent, ...since(c, start) } : undefined;
}

/** `[AS] t [(a, b)]`. */
function tableAlias(c: Cursor): RawAlias {
  const name = alias(c);
  const columns = name && looks(c, '(') ? parenthesised(c, () => list(c, (inner): Ident => ident(inner))) : [];
  return { ...given('name', name), columns };
}

/** The rows of VALUES; a value without brackets is a row of one column. */
export const valueRows = (c: Cursor): readonly (readonly Raw[])[] =>
  list(c, () => {
    const first = expression(c);
    return first.kind === 'tuple' ? first.items : [first];
  });

function pivotOf(c: Cursor, start: number): RawPivot {
  return parenthesised(c, () => {
    const aggregates = list(c, valued);
    expect(c, 'FOR');
    const of = looks(c, '(') ? parenthesised(c, () => list(c, (inner): Ident => ident(inner))) : [ident(c)];
    expect(c, 'IN');
    const values = parenthesised(c, () => list(c, valued));
    return { aggregates, of, values, ...since(c, start) };
  });
}

function valued(c: Cursor): { value: Raw; alias?: Ident } {
  const value = expression(c);
  const name = looks(c, 'FOR') ? undefined : alias(c);
  return { value, ...given('alias', name) };
}
