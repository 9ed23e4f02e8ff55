import type { Ident } from '../../../../compiler/sql/ast.ts';
import { unseal } from '../../../../compiler/sql/sealed.ts';
import { binaryValue, stringValue } from '../lex.ts';
import type { Raw } from '../tree.ts';
import { call, special } from './call.ts';
import {
  type Cursor,
  endOf,
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
  textOf,
  unexpected,
  word,
} from './cursor.ts';
import { expression, value } from './expression.ts';
import { query, startsQuery } from './query.ts';
import { typeName } from './type.ts';

/** What an operator can be applied to. */
export function primary(c: Cursor): Raw {
  const start = here(c);
  const token = peek(c);
  switch (token?.kind) {
    case 'number':
      c.at += 1;
      return { kind: 'number', text: textOf(c, token), ...since(c, start) };
    case 'sealed':
      c.at += 1;
      return { kind: 'sealed', text: unseal(textOf(c, token)) ?? '', ...since(c, start) };
    case 'string':
      return { kind: 'string', value: strings(c), ...since(c, start) };
    case 'binary': {
      c.at += 1;
      const bytes = binaryValue(textOf(c, token));
      return bytes === undefined
        ? refuse(token, 'a binary literal with other than hexadecimal digits')
        : { kind: 'bytes', value: bytes, ...since(c, start) };
    }
    case 'symbol':
      if (looks(c, '(')) return bracket(c, start);
      if (take(c, '*')) return { kind: 'star', ...since(c, start) };
      if (looks(c, '?') || looks(c, ':')) return refuse(token, 'a parameter marker');
      return unexpected(c, 'an expression');
    case 'name':
      return keyword(c, start) ?? nameOrCall(c, start);
    case 'quoted':
      return nameOrCall(c, start);
    default:
      return unexpected(c, 'an expression');
  }
}

/** Literals side by side are one text. Without a space between, a doubled quote may be meant. */
export function strings(c: Cursor): string {
  let made = '';
  let before: number | undefined;
  for (let token = peek(c); token?.kind === 'string'; token = peek(c)) {
    if (before === token.start)
      refuse(
        token,
        'a doubled quote in a string',
        'Releases of Databricks read it differently. Write a backslash before the quote.',
      );
    made += stringValue(textOf(c, token));
    before = token.end;
    c.at += 1;
  }
  return made;
}

/** `(x)`, `(a, b)`, `(SELECT ..)`, `(a, b) -> c`. */
function bracket(c: Cursor, start: number): Raw {
  const lambda = lambdaOf(c, start);
  if (lambda) return lambda;
  expect(c, '(');
  if (startsQuery(c)) {
    const inner = query(c);
    expect(c, ')');
    return { kind: 'scalar', query: inner, ...since(c, start) };
  }
  const items = list(c, expression);
  expect(c, ')');
  const [first] = items;
  if (items.length === 1 && first) return { ...first, ...since(c, start) };
  return { kind: 'tuple', items, ...since(c, start) };
}

/** `(a, b) -> body`; undefined for any other bracket. */
function lambdaOf(c: Cursor, start: number): Raw | undefined {
  let at = c.at + 1;
  const isName = (): boolean => c.tokens[at]?.kind === 'name' || c.tokens[at]?.kind === 'quoted';
  while (isName() && c.words[at + 1] === ',') at += 2;
  if (!isName() || c.words[at + 1] !== ')' || c.words[at + 2] !== '->') return undefined;
  const parameters = parenthesised(c, () => list(c, (inner) => ident(inner)));
  expect(c, '->');
  const body = expression(c);
  return { kind: 'lambda', parameters, body, ...since(c, start) };
}

const typed: readonly string[] = ['DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ', 'TIMESTAMP_LTZ', 'TIME'];

function keyword(c: Cursor, start: number): Raw | undefined {
  const w = word(c);
  const bracketed = word(c, 1) === '(';
  if (typed.includes(w) && peek(c, 1)?.kind === 'string') {
    c.at += 1;
    return { kind: 'typed', type: w, value: strings(c), ...since(c, start) };
  }
  switch (w) {
    case 'NULL':
      c.at += 1;
      return { kind: 'null', ...since(c, start) };
    case 'TRUE':
    case 'FALSE':
      c.at += 1;
      return { kind: 'bool', value: w === 'TRUE', ...since(c, start) };
    case 'CASE':
      return caseOf(c, start);
    case 'CAST':
    case 'TRY_CAST':
      return bracketed ? cast(c, start, w === 'TRY_CAST') : undefined;
    case 'INTERVAL':
      return bracketed && peek(c, 2)?.kind !== 'number' ? undefined : interval(c, start);
    case 'EXISTS':
      if (!bracketed) return undefined;
      c.at += 1;
      if (!isQueryInBrackets(c)) {
        c.at -= 1;
        return undefined;
      }
      return parenthesised(c, (): Raw => ({ kind: 'exists', query: query(c), start, end: endOf(c) + 1 }));
    case 'DEFAULT':
      if (bracketed || word(c, 1) === '.') return undefined;
      c.at += 1;
      return { kind: 'default', ...since(c, start) };
    default:
      return special(c, start);
  }
}

function isQueryInBrackets(c: Cursor): boolean {
  c.at += 1;
  const found = startsQuery(c);
  c.at -= 1;
  return found;
}

function caseOf(c: Cursor, start: number): Raw {
  expect(c, 'CASE');
  const of = looks(c, 'WHEN') ? undefined : expression(c);
  const whens: { when: Raw; result: Raw }[] = [];
  while (take(c, 'WHEN')) {
    const when = expression(c);
    expect(c, 'THEN');
    whens.push({ when, result: expression(c) });
  }
  if (whens.length === 0) unexpected(c, '`WHEN`');
  const otherwise = take(c, 'ELSE') ? expression(c) : undefined;
  expect(c, 'END');
  return { kind: 'case', ...given('of', of), whens, ...given('otherwise', otherwise), ...since(c, start) };
}

function cast(c: Cursor, start: number, safe: boolean): Raw {
  c.at += 1;
  expect(c, '(');
  const of = expression(c);
  expect(c, 'AS');
  const type = typeName(c);
  expect(c, ')');
  return { kind: 'cast', safe, of, type, ...since(c, start) };
}

const units = /^(?:YEAR|QUARTER|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND|MILLISECOND|MICROSECOND)S?$/;
const unitOf = (text: string): string => text.replace(/S$/, '');

/** `INTERVAL 1 DAY 2 HOURS`, `INTERVAL '1-2' YEAR TO MONTH`, `INTERVAL '1 day'`. */
function interval(c: Cursor, start: number): Raw {
  expect(c, 'INTERVAL');
  const parts: { of: Raw; unit: string; to?: string }[] = [];
  const [first, second] = [peek(c), word(c, 1)];
  if (first?.kind === 'string' && !units.test(second)) {
    const text = strings(c);
    const found = [...text.matchAll(/([+-]?\s*\d+)\s*([A-Za-z]+)/g)];
    const left = text
      .replace(/([+-]?\s*\d+)\s*([A-Za-z]+)/g, '')
      .replace(/^\s*interval\b/i, '')
      .trim();
    if (found.length === 0 || left !== '' || found.some((m) => !units.test((m[2] ?? '').toUpperCase())))
      return refuse(first, 'this INTERVAL');
    for (const [, n = '', unit = ''] of found)
      parts.push({ of: numberAt(n.replace(/\s/g, ''), first), unit: unitOf(unit.toUpperCase()) });
    return { kind: 'interval', parts, ...since(c, start) };
  }
  do {
    const of = value(c, 5);
    if (!units.test(word(c))) return unexpected(c, 'a unit of time');
    const unit = unitOf(word(c));
    c.at += 1;
    const to = take(c, 'TO') ? unitOf(word(c)) : undefined;
    if (to !== undefined) c.at += 1;
    parts.push({ of, unit, ...given('to', to) });
  } while (peek(c)?.kind === 'number' && units.test(word(c, 1)));
  return { kind: 'interval', parts, ...since(c, start) };
}

export const numberAt = (text: string, { start, end }: { start: number; end: number }): Raw => {
  const digits: Raw = { kind: 'number', text: text.replace(/^[+-]/, ''), start, end };
  return text.startsWith('-') ? { kind: 'unary', op: '-', of: digits, start, end } : digits;
};

const clocks: ReadonlySet<string> = new Set(['CURRENT_DATE', 'CURRENT_TIMESTAMP', 'CURRENT_USER', 'LOCALTIMESTAMP']);

function nameOrCall(c: Cursor, start: number): Raw {
  const parts: Ident[] = [ident(c)];
  while (looks(c, '.') && isIdent(c, 1, true)) {
    c.at += 1;
    parts.push(ident(c, true));
  }
  const [only] = parts;
  if (looks(c, '(')) return call(c, parts);
  if (only && parts.length === 1 && looks(c, '->')) {
    expect(c, '->');
    const body = expression(c);
    return { kind: 'lambda', parameters: [only], body, ...since(c, start) };
  }
  const name = only && !only.quoted ? only.name.toUpperCase() : '';
  if (only && parts.length === 1 && clocks.has(name))
    return { kind: 'call', name, nameAt: only, args: [], distinct: false, ...since(c, start) };
  return { kind: 'name', parts, ...since(c, start) };
}
