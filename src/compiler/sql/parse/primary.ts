import type { Expr, Ident, Literal } from '../ast.ts';
import { literalValue } from '../literal.ts';
import { call } from './call.ts';
import { type Cursor, endOf, expect, isStop, looks, peek, report, sealed, textOf, unexpected, word } from './cursor.ts';
import { closed, expression, widened } from './expression.ts';
import { ident, isIdent, reserved } from './name.ts';
import { query } from './query.ts';
import {
  arrayLiteral,
  caseExpression,
  cast,
  extract,
  interval,
  rangeLiteral,
  replaceFields,
  structLiteral,
  withExpression,
} from './special.ts';

/** What an operator can be applied to. */
export function primary(c: Cursor, start: number): Expr {
  const token = peek(c);
  switch (token?.kind) {
    case 'int':
    case 'float':
      c.at += 1;
      return { start, end: token.end, kind: token.kind, text: textOf(c, token) };
    case 'param': {
      const text = sealed(c);
      c.at += 1;
      if (text !== undefined) return { start, end: token.end, kind: 'verbatim', text };
      return { start, end: token.end, kind: 'param', text: textOf(c, token) };
    }
    case 'string':
    case 'bytes': {
      const value = stringValue(c, token.kind);
      return { start, end: endOf(c), kind: token.kind, value };
    }
    case 'symbol':
      if (looks(c, '(')) return bracket(c, start);
      return looks(c, '[') ? arrayLiteral(c, start) : unexpected(c, 'an expression');
    case 'name':
      return keyword(c, start) ?? pathOrCall(c, start);
    case 'quoted':
      return pathOrCall(c, start);
    default:
      return unexpected(c, 'an expression');
  }
}

/** The value of one literal, or of several in a row, which are one text. */
function stringValue(c: Cursor, kind: 'string' | 'bytes'): string {
  let value = '';
  for (let token = peek(c); token?.kind === kind; token = peek(c)) {
    const text = textOf(c, token);
    if (value !== '' && token.start === endOf(c))
      report(c, token, text, undefined, 'White space is missing between two literals.');
    const one = literalValue(text);
    if (one === undefined)
      report(c, token, text, undefined, 'This literal has an escape sequence that does not exist.');
    value += one ?? '';
    c.at += 1;
  }
  return value;
}

/** `((SELECT 1))`: a bracket around a query in brackets and nothing else. */
const holdsBracket = (c: Cursor, open: number): boolean =>
  c.words[open + 1] === '(' && (c.closers[open] ?? 0) !== 0 && (c.closers[open + 1] ?? 0) + 1 === c.closers[open];

/** `(x)`, `(a, b)`, `(SELECT ..)`. Written without callbacks: brackets may nest deeply. */
function bracket(c: Cursor, start: number): Expr {
  const open = c.at;
  const { depth } = c;
  c.at += 1;
  try {
    if (c.queries[open] === 1 && !holdsBracket(c, open)) {
      const inner = query(c);
      expect(c, ')');
      return { start, end: endOf(c), kind: 'scalar', query: inner };
    }
    const first = expression(c);
    if (c.words[c.at] === ')') {
      c.at += 1;
      if (first.kind === 'verbatim') return { start, end: endOf(c), kind: 'verbatim', text: first.text, grouped: true };
      return widened(first, start, endOf(c));
    }
    if (c.words[c.at] !== ',') return unexpected(c, '`)`');
    const fields = [{ value: first }];
    while (c.words[c.at] === ',') {
      c.at += 1;
      fields.push({ value: expression(c) });
    }
    expect(c, ')');
    return { start, end: endOf(c), kind: 'struct', fields, tuple: true };
  } catch (thrown) {
    const close = c.closers[open] ?? 0;
    if (!isStop(thrown) || close === 0) throw thrown;
    c.depth = depth;
    c.at = close + 1;
    return { start, end: endOf(c), kind: 'bad' };
  }
}

const typedLiterals: ReadonlyMap<string, Literal> = new Map([
  ['DATE', 'DATE'],
  ['DATETIME', 'DATETIME'],
  ['TIMESTAMP', 'TIMESTAMP'],
  ['TIME', 'TIME'],
  ['NUMERIC', 'NUMERIC'],
  ['DECIMAL', 'NUMERIC'],
  ['BIGNUMERIC', 'BIGNUMERIC'],
  ['BIGDECIMAL', 'BIGNUMERIC'],
  ['JSON', 'JSON'],
]);

/** Keywords that are functions where a bracket follows. */
const called: ReadonlySet<string> = new Set(['IF', 'LEFT', 'RIGHT', 'COLLATE', 'GROUPING', 'RANGE']);

/** What begins with a word of the language; undefined for all other words. */
function keyword(c: Cursor, start: number): Expr | undefined {
  const w = word(c);
  const bracketed = c.words[c.at + 1] === '(';
  switch (w) {
    case 'NULL':
      c.at += 1;
      return { start, end: endOf(c), kind: 'null' };
    case 'TRUE':
    case 'FALSE':
      c.at += 1;
      return { start, end: endOf(c), kind: 'bool', value: w === 'TRUE' };
    case 'CASE':
      return caseExpression(c);
    case 'CAST':
      return cast(c);
    case 'SAFE_CAST':
      return bracketed ? cast(c) : undefined;
    case 'EXTRACT':
      return extract(c);
    case 'INTERVAL':
      return interval(c);
    case 'ARRAY':
      return arrayLiteral(c, start);
    case 'STRUCT':
      return structLiteral(c);
    case 'RANGE':
      return c.words[c.at + 1] === '<' ? rangeLiteral(c) : keywordCall(c, w, bracketed);
    case 'WITH':
      return bracketed ? withExpression(c) : unexpected(c, 'an expression');
    case 'REPLACE_FIELDS':
      return bracketed ? replaceFields(c) : undefined;
    case 'EXISTS':
      c.at += 1;
      return closed(c, start, () => ({ start, end: 0, kind: 'exists', query: query(c) }));
    default:
      return typedLiteral(c, w, start) ?? (reserved.has(w) ? keywordCall(c, w, bracketed) : undefined);
  }
}

function typedLiteral(c: Cursor, w: string, start: number): Expr | undefined {
  const type = c.tokens[c.at + 1]?.kind === 'string' ? typedLiterals.get(w) : undefined;
  if (!type) return undefined;
  c.at += 1;
  const value = stringValue(c, 'string');
  return { start, end: endOf(c), kind: 'typed', type, value };
}

function keywordCall(c: Cursor, w: string, bracketed: boolean): Expr {
  const token = peek(c);
  if (!token || !bracketed || !called.has(w)) return unexpected(c, 'an expression');
  c.at += 1;
  return call(c, [{ start: token.start, end: token.end, name: textOf(c, token), quoted: false }]);
}

const clocks: ReadonlySet<string> = new Set(['CURRENT_DATE', 'CURRENT_DATETIME', 'CURRENT_TIME', 'CURRENT_TIMESTAMP']);

function pathOrCall(c: Cursor, start: number): Expr {
  const first = c.words[c.at] ?? '';
  const parts: Ident[] = [ident(c)];
  while (c.words[c.at] === '.' && isIdent(c, 1, true)) {
    c.at += 1;
    parts.push(ident(c, true));
  }
  if (c.words[c.at] === '(') return call(c, parts);
  if (parts.length === 1 && clocks.has(first)) return callWithout(parts[0] as Ident);
  return { start, end: endOf(c), kind: 'path', parts };
}

/** CURRENT_DATE and its like need no brackets. */
const callWithout = (name: Ident): Expr => ({
  start: name.start,
  end: name.end,
  kind: 'call',
  name: name.name.toUpperCase(),
  nameAt: { start: name.start, end: name.end },
  path: [name],
  safe: false,
  args: [],
  distinct: false,
  orderBy: [],
});
