import { ch } from '../characters.ts';
import type { Expression, Literal, Template } from './form.ts';
import { type Reader, readNumber, readString, readWord, skipBlanks, take } from './tokens.ts';

/** Where an expression stands: in SQL, what the action's context offers is called by name; in `config` that is a name like any other. */
export type Scope = 'context' | 'config';

export const contextNames: ReadonlySet<string> = new Set([
  'self',
  'ref',
  'resolve',
  'name',
  'when',
  'incremental',
  'schema',
  'database',
]);

/** Names that mean something else than a global: reserved words, and what a module's function and its parts declare. */
const notGlobal = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends finally for ' +
    'function if implements import in instanceof interface let new package private protected public return static ' +
    'super switch this throw try typeof var void while with yield async eval arguments undefined ' +
    'exports require module __filename __dirname ctx EXPECT'
  ).split(' '),
);

const constants = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Nested deeper than this, an expression is left to V8. */
const MAX_DEPTH = 20;

/**
 * Reads an expression and the blanks after it. Undefined where it is more than names, members, calls and literals: then
 * the reader's place means nothing. What is read means the same to V8.
 */
export function readExpression(reader: Reader, scope: Scope, depth = 0): Expression | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const value = readOperand(reader, scope, depth);
  return value !== undefined && skipBlanks(reader) ? value : undefined;
}

function readOperand(reader: Reader, scope: Scope, depth: number): Expression | undefined {
  const code = reader.source.charCodeAt(reader.at);
  switch (code) {
    case ch.doubleQuote:
    case ch.quote:
      return readString(reader);
    case ch.backtick:
      return readText(reader, scope, depth);
    case ch.openBracket:
      return readList(reader, scope, depth);
    case ch.openBrace:
      return readObject(reader, scope, depth);
    default:
      return code >= 48 && code <= 57 ? readNumber(reader) : readName(reader, scope, depth);
  }
}

function readName(reader: Reader, scope: Scope, depth: number): Expression | undefined {
  const word = readWord(reader);
  if (word === undefined || notGlobal.has(word) || !skipBlanks(reader)) return undefined;
  const constant = constants.get(word);
  if (constant !== undefined) return constant;
  if (scope === 'config' || !contextNames.has(word)) return readRest(reader, ['name', word], scope, depth);
  const values = readArguments(reader, scope, depth);
  return values && readRest(reader, ['context', word, ...values], scope, depth);
}

/** Members and calls that follow an expression. */
function readRest(reader: Reader, first: Expression, scope: Scope, depth: number): Expression | undefined {
  let found = first;
  for (let links = 0; links < MAX_DEPTH; links += 1) {
    const code = reader.source.charCodeAt(reader.at);
    if (code === ch.dot) {
      if (!take(reader, ch.dot)) return undefined;
      const key = readWord(reader);
      if (key === undefined || !skipBlanks(reader)) return undefined;
      found = ['member', found, key];
    } else if (code === ch.openParen) {
      const values = readArguments(reader, scope, depth);
      if (values === undefined) return undefined;
      found = ['call', found, ...values];
    } else return code === ch.backtick || code === ch.openBracket ? undefined : found;
  }
  return undefined;
}

function readArguments(reader: Reader, scope: Scope, depth: number): readonly Expression[] | undefined {
  return take(reader, ch.openParen) ? readItems(reader, ch.closeParen, scope, depth) : undefined;
}

/** Expressions with commas between them (one more may follow the last), up to a closing character. */
function readItems(reader: Reader, close: number, scope: Scope, depth: number): Expression[] | undefined {
  const items: Expression[] = [];
  while (reader.source.charCodeAt(reader.at) !== close) {
    const item = readExpression(reader, scope, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
    if (reader.source.charCodeAt(reader.at) !== close && !take(reader, ch.comma)) return undefined;
  }
  return take(reader, close) ? items : undefined;
}

function readList(reader: Reader, scope: Scope, depth: number): Expression | undefined {
  const items = take(reader, ch.openBracket) ? readItems(reader, ch.closeBracket, scope, depth) : undefined;
  if (items === undefined) return undefined;
  return items.every(isLiteral) ? ['literal', items.map(literalOf)] : ['list', ...items];
}

function readObject(reader: Reader, scope: Scope, depth: number): Expression | undefined {
  if (!take(reader, ch.openBrace)) return undefined;
  const entries: Expression[] = [];
  const literal: Record<string, Literal> = {};
  let isPlain = true;
  while (reader.source.charCodeAt(reader.at) !== ch.closeBrace) {
    const key = readWord(reader) ?? readString(reader);
    if (key === undefined || key === '__proto__' || !skipBlanks(reader) || !take(reader, ch.colon)) return undefined;
    const value = readExpression(reader, scope, depth + 1);
    if (value === undefined) return undefined;
    entries.push(key, value);
    if (isPlain && isLiteral(value)) literal[key] = literalOf(value);
    else isPlain = false;
    if (reader.source.charCodeAt(reader.at) !== ch.closeBrace && !take(reader, ch.comma)) return undefined;
  }
  if (!take(reader, ch.closeBrace)) return undefined;
  return isPlain ? ['literal', literal] : ['object', ...entries];
}

const isLiteral = (value: Expression): boolean => !Array.isArray(value) || value[0] === 'literal';

const literalOf = (value: Expression): Literal => (Array.isArray(value) ? value[1] : value) as Literal;

/** A template literal without escapes. */
function readText(reader: Reader, scope: Scope, depth: number): Expression | undefined {
  const { source } = reader;
  const strings: string[] = [];
  const values: Expression[] = [];
  let from = reader.at + 1;
  for (let at = from; at < source.length; at += 1) {
    const code = source.charCodeAt(at);
    if (code === ch.backslash) return undefined;
    if (code === ch.backtick) {
      strings.push(withoutCr(source.slice(from, at)));
      reader.at = at + 1;
      const template = templateOf(strings, values);
      return typeof template === 'string' ? template : ['text', template];
    }
    if (code !== ch.dollar || source.charCodeAt(at + 1) !== ch.openBrace) continue;
    strings.push(withoutCr(source.slice(from, at)));
    reader.at = at + 2;
    const value = skipBlanks(reader) ? readExpression(reader, scope, depth + 1) : undefined;
    if (value === undefined || source.charCodeAt(reader.at) !== ch.closeBrace) return undefined;
    values.push(value);
    from = reader.at + 1;
    at = reader.at;
  }
  return undefined;
}

/** Line ends as a template literal gives them. */
export const withoutCr = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

const templateOf = (strings: readonly string[], values: readonly Expression[]): Template =>
  values.length === 0 ? (strings[0] ?? '') : [strings, ...values];
