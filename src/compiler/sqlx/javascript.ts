import { ch, isBlank, isLineEnd, isWordUnit, lineEnd } from './characters.ts';
import type { Range } from './syntax.ts';

/**
 * Where JavaScript itself sees strings, comments, templates and regular expressions. Used to find out what V8 makes of
 * generated text; it may differ from Dataform's reading (`braces.ts`). No parser: whether a slash divides or starts a
 * regular expression is guessed from the token before it.
 */
export interface Literal extends Range {
  readonly kind: 'string' | 'template' | 'regex' | 'comment';
}

/** The inside of a template literal: stretches of text, one more than there are `${...}` between them. */
export interface Template {
  readonly statics: readonly Range[];
  /** From `${` to `}` inclusive. */
  readonly values: readonly Range[];
  /** Offset of the closing backtick. */
  readonly end: number;
}

const stopsInTemplate = /[`\\$]/g;

/** Templates nested deeper than this are given up; a bound, so that hostile text cannot exhaust the stack. */
const MAX_DEPTH = 100;

/** Reads a template literal whose opening backtick ends at `from`; undefined where it is not closed. */
export function readTemplate(text: string, from: number, depth = 0): Template | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const statics: Range[] = [];
  const values: Range[] = [];
  let start = from;
  stopsInTemplate.lastIndex = from;
  while (stopsInTemplate.test(text)) {
    const at = stopsInTemplate.lastIndex - 1;
    const code = text.charCodeAt(at);
    if (code === ch.backtick) {
      statics.push({ start, end: at });
      return { statics, values, end: at };
    }
    if (code === ch.backslash) stopsInTemplate.lastIndex = at + 2;
    else if (text.charCodeAt(at + 1) === ch.openBrace) {
      const end = javascriptEnd(text, at + 2, undefined, depth + 1);
      if (end === -1) return undefined;
      statics.push({ start, end: at });
      values.push({ start: at, end });
      start = end;
      stopsInTemplate.lastIndex = end;
    }
  }
  return undefined;
}

/** Words after which a slash starts a regular expression. */
const beforeExpression = new Set(
  'return typeof case in of instanceof new delete void throw do else yield await default'.split(' '),
);

/**
 * Offset after the brace that closes the code which starts at `from`, or -1 where none does. Literals on the way are
 * added to `literals`; those within a template's `${...}` only as part of the template.
 */
export function javascriptEnd(text: string, from: number, literals?: Literal[], depth = 0): number {
  let braces = 0;
  let at = from;
  let operandBefore = false;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isBlank(code) || isLineEnd(code)) {
      at += 1;
      continue;
    }
    const literal = literalAt(text, at, operandBefore, depth);
    if (literal !== undefined) {
      if (literal.end === -1) return -1;
      literals?.push(literal);
      at = literal.end;
      if (literal.kind !== 'comment') operandBefore = true;
    } else if (isWordUnit(code)) {
      const start = at;
      while (at < text.length && isWordUnit(text.charCodeAt(at))) at += 1;
      operandBefore = !beforeExpression.has(text.slice(start, at));
    } else {
      at += 1;
      if (code === ch.openBrace) braces += 1;
      else if (code === ch.closeBrace) {
        if (braces === 0) return at;
        braces -= 1;
      }
      operandBefore = code === ch.closeParen || code === ch.closeBracket || code === ch.closeBrace;
    }
  }
  return -1;
}

/** The literal or comment that starts at an offset; its `end` is -1 where it is a template or comment that never closes. */
function literalAt(text: string, at: number, operandBefore: boolean, depth: number): Literal | undefined {
  const code = text.charCodeAt(at);
  if (code === ch.quote || code === ch.doubleQuote)
    return { kind: 'string', start: at, end: stringEnd(text, at, code) };
  if (code === ch.backtick) {
    const template = readTemplate(text, at + 1, depth);
    return { kind: 'template', start: at, end: template === undefined ? -1 : template.end + 1 };
  }
  if (code !== ch.slash) return undefined;
  const next = text.charCodeAt(at + 1);
  if (next === ch.slash) return { kind: 'comment', start: at, end: lineEnd(text, at) };
  if (next === ch.star) {
    const close = text.indexOf('*/', at + 2);
    return { kind: 'comment', start: at, end: close === -1 ? -1 : close + 2 };
  }
  if (operandBefore) return undefined;
  const end = regexEnd(text, at);
  return end === -1 ? undefined : { kind: 'regex', start: at, end };
}

/** Offset after a string literal; one that is not closed ends with its line. */
function stringEnd(text: string, from: number, quote: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === ch.backslash) at += 1;
    else if (code === ch.lf || code === ch.cr) return at;
  }
  return text.length;
}

/** Regular expressions longer than this, in UTF-16 units, are not recognised; a bound on the work for hostile text. */
const MAX_REGEX = 2000;

/** Offset after the closing slash of a regular expression (its flags read as a word), or -1 where the line ends first. */
function regexEnd(text: string, from: number): number {
  const limit = Math.min(text.length, from + MAX_REGEX);
  let inClass = false;
  for (let at = from + 1; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code)) return -1;
    if (code === ch.backslash) at += 1;
    else if (code === ch.openBracket) inClass = true;
    else if (code === ch.closeBracket) inClass = false;
    else if (code === ch.slash && !inClass) return at + 1;
  }
  return -1;
}
