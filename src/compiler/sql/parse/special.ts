import type { Expr, Ident, TypeName } from '../ast.ts';
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
  peek,
  since,
  take,
  textOf,
  unexpected,
  word,
} from './cursor.ts';
import { bad, expression } from './expression.ts';
import { query } from './query.ts';

/** `CASE [x] WHEN .. THEN .. [ELSE ..] END`. */
export function caseExpression(c: Cursor): Expr {
  const start = here(c);
  expect(c, 'CASE');
  const of = looks(c, 'WHEN') ? undefined : expression(c);
  const whens: { when: Expr; result: Expr }[] = [];
  while (take(c, 'WHEN')) {
    const when = expression(c);
    expect(c, 'THEN');
    whens.push({ when, result: expression(c) });
  }
  if (whens.length === 0) unexpected(c, 'WHEN');
  const otherwise = take(c, 'ELSE') ? expression(c) : undefined;
  expect(c, 'END');
  return { ...since(c, start), kind: 'case', whens, ...(of ? { of } : {}), ...(otherwise ? { otherwise } : {}) };
}

/** `CAST(x AS type [FORMAT ..])` and `SAFE_CAST`. */
export function cast(c: Cursor): Expr {
  const start = here(c);
  const safe = word(c) === 'SAFE_CAST';
  c.at += 1;
  return parenthesised<Expr>(
    c,
    () => {
      const of = expression(c);
      expect(c, 'AS');
      const type = typeName(c);
      const format = take(c, 'FORMAT') ? expression(c) : undefined;
      return { start, end: endOf(c) + 1, kind: 'cast', safe, of, type, ...(format ? { format } : {}) };
    },
    bad,
  );
}

/** A type, with parameters, elements and fields. */
export function typeName(c: Cursor): TypeName {
  const start = here(c);
  const name = word(c);
  if (!/^[A-Z]/.test(name)) unexpected(c, 'a type');
  c.at += 1;
  const fields: { name?: Ident; type: TypeName }[] = [];
  if (take(c, '<')) {
    if (name === 'STRUCT' && !looks(c, '>')) fields.push(...list(c, () => structField(c)));
    else if (!looks(c, '>')) fields.push({ type: typeName(c) });
    expect(c, '>');
  }
  const parameters: string[] = [];
  if (take(c, '(')) {
    parameters.push(
      ...list(c, () => {
        const token = peek(c);
        c.at += 1;
        return textOf(c, token);
      }),
    );
    expect(c, ')');
  }
  if (looks(c, 'COLLATE')) unexpected(c);
  return { ...since(c, start), name, parameters, fields };
}

function structField(c: Cursor): { name?: Ident; type: TypeName } {
  const next = word(c, 1);
  const unnamed = next === ',' || next === '>' || next === '<' || next === '(';
  return unnamed ? { type: typeName(c) } : { name: ident(c), type: typeName(c) };
}

/** `EXTRACT(part FROM x [AT TIME ZONE z])`. */
export function extract(c: Cursor): Expr {
  const start = here(c);
  c.at += 1;
  return parenthesised<Expr>(
    c,
    () => {
      const part = expression(c);
      expect(c, 'FROM');
      const of = expression(c);
      const zone = take(c, 'AT', 'TIME', 'ZONE') ? expression(c) : undefined;
      return { start, end: endOf(c) + 1, kind: 'extract', part, of, ...(zone ? { zone } : {}) };
    },
    bad,
  );
}

/** `INTERVAL x part [TO part]`. */
export function interval(c: Cursor): Expr {
  const start = here(c);
  expect(c, 'INTERVAL');
  const of = expression(c);
  const part = ident(c);
  const to = take(c, 'TO') ? ident(c) : undefined;
  return { ...since(c, start), kind: 'interval', of, part, ...(to ? { to } : {}) };
}

/** `[..]`, `ARRAY[..]`, `ARRAY<T>[..]`, `ARRAY(query)`. */
export function arrayLiteral(c: Cursor, keyword: 'ARRAY' | undefined, start: number): Expr {
  let type: TypeName | undefined;
  if (keyword) {
    if (looks(c, 'ARRAY', '(')) {
      c.at += 1;
      return parenthesised<Expr>(c, () => ({ start, kind: 'arrayQuery', query: query(c), end: endOf(c) + 1 }), bad);
    }
    if (looks(c, 'ARRAY', '<')) type = typeName(c);
    else c.at += 1;
  }
  expect(c, '[');
  const items = looks(c, ']') ? [] : list(c, () => expression(c));
  expect(c, ']');
  return { ...since(c, start), kind: 'array', items, ...(type ? { type } : {}) };
}

/** `STRUCT(..)`, `STRUCT<..>(..)`. */
export function structLiteral(c: Cursor): Expr {
  const start = here(c);
  const type = looks(c, 'STRUCT', '<') ? typeNameBeforeCall(c) : undefined;
  if (!type) c.at += 1;
  return parenthesised<Expr>(
    c,
    () => {
      const fields = looks(c, ')') ? [] : list(c, () => structValue(c));
      return { start, end: endOf(c) + 1, kind: 'struct', fields, ...(type ? { type } : {}) };
    },
    bad,
  );
}

function typeNameBeforeCall(c: Cursor): TypeName {
  const start = here(c);
  expect(c, 'STRUCT', '<');
  const fields = looks(c, '>') ? [] : list(c, () => structField(c));
  expect(c, '>');
  return { ...since(c, start), name: 'STRUCT', parameters: [], fields };
}

function structValue(c: Cursor): { name?: Ident; value: Expr } {
  const value = expression(c);
  if (take(c, 'AS')) return { value, name: ident(c) };
  return isIdent(c) ? { value, name: ident(c) } : { value };
}
