import type { Assigned, Expr } from '../ast.ts';
import { literalValue } from '../literal.ts';
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
  optionalList,
  peek,
  take,
  textOf,
  unexpected,
  word,
} from './cursor.ts';
import { closed, expression } from './expression.ts';
import { dotted, ident, isIdent } from './name.ts';
import { query } from './query.ts';
import { typeName } from './type.ts';

type Case = Extract<Expr, { kind: 'case' }>;

/** `CASE [x] WHEN .. THEN .. [ELSE ..] END`. */
export function caseExpression(c: Cursor): Expr {
  const start = here(c);
  expect(c, 'CASE');
  deeper(c, 1);
  const of = looks(c, 'WHEN') ? undefined : expression(c);
  const whens: { when: Expr; result: Expr }[] = [];
  while (take(c, 'WHEN')) {
    const when = expression(c);
    expect(c, 'THEN');
    whens.push({ when, result: expression(c) });
  }
  if (whens.length === 0) unexpected(c, '`WHEN`');
  const otherwise = take(c, 'ELSE') ? expression(c) : undefined;
  expect(c, 'END');
  c.depth -= 1;
  const made: Making<Case> = { start, end: endSince(c, start), kind: 'case', whens };
  if (of) made.of = of;
  if (otherwise) made.otherwise = otherwise;
  return made;
}

/** `CAST(x AS type [FORMAT .. [AT TIME ZONE ..]])` and `SAFE_CAST`. */
export function cast(c: Cursor): Expr {
  const start = here(c);
  const safe = word(c) === 'SAFE_CAST';
  c.at += 1;
  const inside = (): Expr => {
    const of = expression(c);
    expect(c, 'AS');
    const type = typeName(c);
    const format = take(c, 'FORMAT') ? expression(c) : undefined;
    const zone = format && timeZone(c);
    const made: Making<Extract<Expr, { kind: 'cast' }>> = { start, end: 0, kind: 'cast', safe, of, type };
    if (format) made.format = format;
    if (zone) made.zone = zone;
    return made;
  };
  return closed(c, start, inside);
}

const timeZone = (c: Cursor): Expr | undefined => (take(c, 'AT', 'TIME', 'ZONE') ? expression(c) : undefined);

/** `EXTRACT(part FROM x [AT TIME ZONE z])`. */
export function extract(c: Cursor): Expr {
  const start = here(c);
  c.at += 1;
  const inside = (): Expr => {
    const part = expression(c);
    expect(c, 'FROM');
    const of = expression(c);
    return { start, end: 0, kind: 'extract', part, of, ...given('zone', timeZone(c)) };
  };
  return closed(c, start, inside);
}

/** `INTERVAL x part [TO part]`. */
export function interval(c: Cursor): Expr {
  const start = here(c);
  expect(c, 'INTERVAL');
  const of = expression(c);
  const part = ident(c, false, 'a date part');
  const to = take(c, 'TO') ? ident(c, false, 'a date part') : undefined;
  return { start, end: endSince(c, start), kind: 'interval', of, part, ...given('to', to) };
}

/** `RANGE<DATE> '[2024-01-01, 2025-01-01)'`. */
export function rangeLiteral(c: Cursor): Expr {
  const start = here(c);
  const type = typeName(c);
  const token = peek(c);
  const value = token?.kind === 'string' ? literalValue(textOf(c, token)) : undefined;
  if (value === undefined) return unexpected(c, 'a range in quotes');
  c.at += 1;
  return { start, end: endSince(c, start), kind: 'range', type, value };
}

/** `[..]`, `ARRAY[..]`, `ARRAY<T>[..]`, `ARRAY(query)`. */
export function arrayLiteral(c: Cursor, start: number): Expr {
  if (looks(c, 'ARRAY', '(')) {
    c.at += 1;
    return closed(c, start, () => ({ start, end: 0, kind: 'arrayQuery', query: query(c) }));
  }
  const type = looks(c, 'ARRAY', '<') ? typeName(c) : undefined;
  if (!type) take(c, 'ARRAY');
  expect(c, '[');
  deeper(c, 2);
  const items = looks(c, ']') ? [] : list(c, (inner) => expression(inner));
  c.depth -= 2;
  expect(c, ']');
  return { start, end: endSince(c, start), kind: 'array', ...given('type', type), items };
}

type Struct = Extract<Expr, { kind: 'struct' }>;

/** `STRUCT(..)`, `STRUCT<..>(..)`. */
export function structLiteral(c: Cursor): Expr {
  const start = here(c);
  const type = looks(c, 'STRUCT', '<') || looks(c, 'STRUCT', '<>') ? typeName(c, true) : undefined;
  if (!type) c.at += 1;
  if (!looks(c, '(')) return unexpected(c, '`(`');
  const fields = optionalList(c, structValue);
  return { start, end: endSince(c, start), kind: 'struct', ...given('type', type), fields };
}

function structValue(c: Cursor): Struct['fields'][number] {
  const value = expression(c);
  return take(c, 'AS') ? { value, name: ident(c) } : { value };
}

/** `WITH(a AS 1, b AS a + 1, a + b)`. */
export function withExpression(c: Cursor): Expr {
  const start = here(c);
  c.at += 1;
  const inside = (): Expr => {
    const variables: Assigned[] = [];
    while (isIdent(c) && c.words[c.at + 1] === 'AS') {
      const name = ident(c);
      c.at += 1;
      variables.push({ name, value: expression(c) });
      expect(c, ',');
    }
    const result = expression(c);
    return { start, end: 0, kind: 'with', variables, result };
  };
  return closed(c, start, inside);
}

/** `REPLACE_FIELDS(s, 1 AS a.b)`. */
export function replaceFields(c: Cursor): Expr {
  const start = here(c);
  c.at += 1;
  const inside = (): Expr => {
    const of = expression(c);
    expect(c, ',');
    const fields = list(c, () => {
      const value = expression(c);
      expect(c, 'AS');
      return { value, path: dotted(c) };
    });
    return { start, end: 0, kind: 'replaceFields', of, fields };
  };
  return closed(c, start, inside);
}
