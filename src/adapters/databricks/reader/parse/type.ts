import type { Ident } from '../../../../compiler/sql/ast.ts';
import type { RawType } from '../tree.ts';
import {
  type Cursor,
  deeper,
  expect,
  given,
  here,
  ident,
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

/** A type: `DECIMAL(10, 2)`, `ARRAY<STRUCT<a: INT, b STRING>>`, `MAP<STRING, INT>`. */
export const typeName = (c: Cursor): RawType => deeper(c, () => oneType(c));

function oneType(c: Cursor): RawType {
  const start = here(c);
  if (peek(c)?.kind !== 'name') return unexpected(c, 'a type');
  const name = word(c);
  c.at += 1;
  if (name === 'INTERVAL') {
    while (peek(c)?.kind === 'name' && /^(?:YEAR|MONTH|DAY|HOUR|MINUTE|SECOND|TO)$/.test(word(c))) c.at += 1;
    return { name, parameters: [], fields: [], ...since(c, start) };
  }
  const fields = take(c, '<') ? elements(c, name) : [];
  if (name === 'STRUCT' && fields.length === 0) take(c, '<>');
  const parameters = looks(c, '(') ? parenthesised(c, () => list(c, number)) : [];
  return { name, parameters, fields, ...since(c, start) };
}

function elements(c: Cursor, name: string): RawType['fields'] {
  const made = name === 'STRUCT' ? (looks(c, '>') ? [] : list(c, field)) : list(c, () => ({ type: typeName(c) }));
  closeAngle(c);
  return made;
}

/** One `>`; the lexer joins none but `>=` and `>>>`. */
function closeAngle(c: Cursor): void {
  if (!looks(c, '>>>')) {
    expect(c, '>');
    return;
  }
  const token = peek(c);
  if (!token) return;
  const tokens = c.tokens as { kind: 'symbol'; start: number; end: number }[];
  const words = c.words as string[];
  const parts = [0, 1, 2].map((i) => ({ kind: 'symbol' as const, start: token.start + i, end: token.start + i + 1 }));
  tokens.splice(c.at, 1, ...parts);
  words.splice(c.at, 1, '>', '>', '>');
  c.at += 1;
}

function field(c: Cursor): RawType['fields'][number] {
  const name: Ident = ident(c, true);
  take(c, ':');
  const type = typeName(c);
  take(c, 'NOT', 'NULL');
  return { ...given('name', name), type };
}

function number(c: Cursor): number {
  const text = textOf(c, peek(c));
  if (!/^\d{1,3}$/.test(text)) return unexpected(c, 'a number');
  c.at += 1;
  return Number(text);
}
