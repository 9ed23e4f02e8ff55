import type { Ident, TypeName } from '../ast.ts';
import { literalValue } from '../literal.ts';
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
  peek,
  take,
  textOf,
  unexpected,
  word,
} from './cursor.ts';
import { ident, isIdent } from './name.ts';

/** A type, with parameters, elements, fields and collation. With `valued` a bracket behind it holds values. */
export function typeName(c: Cursor, valued = false): TypeName {
  const start = here(c);
  deeper(c, 3);
  const name = nameOf(c);
  const fields = looks(c, '<') ? elements(c, name) : [];
  if (name === 'STRUCT') take(c, '<>');
  const parameters = !valued && looks(c, '(') ? typeParameters(c) : [];
  const collation = looks(c, 'COLLATE') ? collate(c) : undefined;
  c.depth -= 3;
  const end = endSince(c, start);
  return collation === undefined
    ? { start, end, name, parameters, fields }
    : { start, end, name, parameters, fields, collation };
}

const keywords: ReadonlySet<string> = new Set(['ARRAY', 'STRUCT', 'RANGE', 'INTERVAL', 'ANY']);

function nameOf(c: Cursor): string {
  const first = word(c);
  if (!isIdent(c) && !keywords.has(first)) return unexpected(c, 'a type');
  if (first === 'ANY') {
    c.at += 1;
    if (!looks(c, 'TYPE') && !looks(c, 'TABLE')) return unexpected(c, '`TYPE`');
    c.at += 1;
    return `ANY ${c.words[c.at - 1] ?? ''}`;
  }
  let name = keywords.has(first) ? first : ident(c).name.toUpperCase();
  if (keywords.has(first)) c.at += 1;
  while (take(c, '.')) name += `.${ident(c, true).name.toUpperCase()}`;
  return name;
}

/** Whether a name that ends here is that of a type with elements. */
function elements(c: Cursor, name: string): TypeName['fields'] {
  if (name !== 'ARRAY' && name !== 'STRUCT' && name !== 'RANGE') return unexpected(c);
  expect(c, '<');
  const fields = looks(c, '>') ? [] : name === 'STRUCT' ? list(c, structField) : [{ type: typeName(c) }];
  expect(c, '>');
  return fields;
}

function structField(c: Cursor): TypeName['fields'][number] {
  const next = peek(c, 1);
  const named = isIdent(c) && (next?.kind === 'name' || next?.kind === 'quoted') && word(c, 1) !== 'COLLATE';
  const name: Ident | undefined = named && !looks(c, 'ANY') ? ident(c) : undefined;
  const type = typeName(c);
  const required = take(c, 'NOT', 'NULL');
  if (looks(c, 'OPTIONS', '(')) {
    c.at += 1;
    c.at = (c.closers[c.at] ?? 0) === 0 ? unexpected(c) : (c.closers[c.at] ?? 0) + 1;
  }
  return { ...given('name', name), type, ...(required ? { required: true } : {}) };
}

/** `(10, 2)`, `(MAX)`. */
const typeParameters = (c: Cursor): string[] =>
  parenthesised<string[]>(
    c,
    () =>
      list(c, () => {
        const token = peek(c);
        if (!token || token.kind === 'symbol' || token.kind === 'bad') return unexpected(c, 'a parameter of the type');
        c.at += 1;
        return textOf(c, token);
      }),
    () => [],
  );

/** `COLLATE 'und:ci'`. */
export function collate(c: Cursor): string {
  expect(c, 'COLLATE');
  const token = peek(c);
  const value = token?.kind === 'string' ? literalValue(textOf(c, token)) : undefined;
  if (value === undefined) return unexpected(c, 'a collation in quotes');
  c.at += 1;
  return value;
}
