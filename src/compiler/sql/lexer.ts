/** What a stretch of GoogleSQL text is. `bad` is a character or an unterminated literal or comment that no rule covers. */
export type TokenKind =
  | 'space'
  | 'comment'
  | 'name'
  | 'quoted'
  | 'int'
  | 'float'
  | 'string'
  | 'bytes'
  | 'param'
  | 'symbol'
  | 'bad';

/** A half-open range of the text in UTF-16 code units. The tokens of a text tile it. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

const SPACE = 1;
const NAME_START = 2;
const DIGIT = 4;
const HEX = 8;
const QUOTE = 16;
const SYMBOL = 32;

/** What an ASCII character can be part of. */
const classes = new Uint8Array(128);
const mark = (characters: string, bit: number): void => {
  for (let i = 0; i < characters.length; i += 1) {
    const code = characters.charCodeAt(i);
    classes[code] = (classes[code] ?? 0) | bit;
  }
};
mark(' \t\n\v\f\r', SPACE);
mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', NAME_START);
mark('0123456789', DIGIT);
mark('0123456789abcdefABCDEF', HEX);
mark('\'"', QUOTE);
mark('-+*/<>=()[]{}.,;:|&^~!@$', SYMBOL);

const is = (code: number, bits: number): boolean => code < 128 && ((classes[code] ?? 0) & bits) !== 0;

const [NEWLINE, RETURN, HASH, STAR, PLUS, DASH, DOT, SLASH] = [10, 13, 35, 42, 43, 45, 46, 47] as const;
const [ZERO, LESS, EQUALS, GREATER, ASK, AT, BACKSLASH, BACKQUOTE, BAR] = [
  48, 60, 61, 62, 63, 64, 92, 96, 124,
] as const;

/** White space beyond ASCII. */
const isWideSpace = (code: number): boolean =>
  code === 0xa0 ||
  code === 0x1680 ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x2028 ||
  code === 0x2029 ||
  code === 0x202f ||
  code === 0x205f ||
  code === 0x3000 ||
  code === 0xfeff;

const isSpace = (code: number): boolean => (code < 128 ? is(code, SPACE) : isWideSpace(code));

/**
 * Cuts GoogleSQL into tokens. Linear; never fails: what is not understood becomes `bad`. `>>` is left as two tokens.
 * Source: GoogleSQL "Lexical structure and syntax".
 */
export function lex(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let before: Token | undefined;
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at, before);
    tokens.push(token);
    if (token.kind !== 'space' && token.kind !== 'comment') before = token;
    at = token.end;
  }
  return tokens;
}

const made = (kind: TokenKind, start: number, end: number): Token => ({ kind, start, end });

/** The token that begins at a place; `before` is the last one before it that is neither white space nor a comment. */
export function tokenAt(text: string, start: number, before: Token | undefined): Token {
  const code = text.charCodeAt(start);
  if (isSpace(code)) return made('space', start, pastSpace(text, start));
  if (is(code, NAME_START)) return literalAt(text, start, code) ?? made('name', start, pastName(text, start + 1));
  if (is(code, DIGIT)) return afterDot(text, before) ? made('name', start, pastName(text, start)) : number(text, start);
  if (is(code, QUOTE)) return quotedText(text, start, start, 'string');
  if (code === BACKQUOTE) return quotedName(text, start);
  if (code === DASH && text.charCodeAt(start + 1) === DASH) return made('comment', start, lineEnd(text, start));
  if (code === HASH) return made('comment', start, lineEnd(text, start));
  if (code === SLASH && text.charCodeAt(start + 1) === STAR) return blockComment(text, start);
  if (code === DOT && is(text.charCodeAt(start + 1), DIGIT) && !endsValue(text, start, before))
    return number(text, start);
  if (code === AT || code === ASK) return parameter(text, start, code);
  if (is(code, SYMBOL)) return made('symbol', start, start + symbolLength(text, start, code));
  const pair = code >= 0xd800 && code < 0xdc00;
  return made('bad', start, Math.min(text.length, start + (pair ? 2 : 1)));
}

/** Whether a number here is a part of a path: `dataset.2024_orders`. */
const afterDot = (text: string, before: Token | undefined): boolean =>
  before?.kind === 'symbol' && text.charCodeAt(before.start) === DOT;

/** Whether a dot here belongs to the value just before it and does not begin a number. */
function endsValue(text: string, start: number, before: Token | undefined): boolean {
  if (before?.end !== start) return false;
  const last = text[before.end - 1];
  return (
    before.kind === 'name' || before.kind === 'quoted' || (before.kind === 'symbol' && (last === ')' || last === ']'))
  );
}

/** The first place from here on that is no white space. */
export function pastSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function pastName(text: string, from: number): number {
  let at = from;
  while (is(text.charCodeAt(at), NAME_START | DIGIT)) at += 1;
  return at;
}

function pastDigits(text: string, from: number): number {
  let at = from;
  while (is(text.charCodeAt(at), DIGIT)) at += 1;
  return at;
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE || code === RETURN) return at;
  }
  return text.length;
}

function blockComment(text: string, start: number): Token {
  const close = text.indexOf('*/', start + 2);
  return close < 0 ? made('bad', start, text.length) : made('comment', start, close + 2);
}

/** A string or bytes literal with a prefix: `r'..'`, `b".."`, `rb'''..'''`. */
function literalAt(text: string, start: number, first: number): Token | undefined {
  const lower = first | 32;
  if (lower !== 114 && lower !== 98) return undefined;
  const next = text.charCodeAt(start + 1);
  const both = (lower === 114 && (next | 32) === 98) || (lower === 98 && (next | 32) === 114);
  const open = both ? start + 2 : start + 1;
  if (!is(text.charCodeAt(open), QUOTE)) return undefined;
  const token = quotedText(text, start, open, both || lower === 98 ? 'bytes' : 'string');
  return token.kind === 'bad' ? undefined : token;
}

function quotedText(text: string, start: number, open: number, kind: 'string' | 'bytes'): Token {
  const quote = text.charCodeAt(open);
  const tripled = text.charCodeAt(open + 1) === quote && text.charCodeAt(open + 2) === quote;
  const width = tripled ? 3 : 1;
  for (let at = open + width; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === quote) {
      if (!tripled) return made(kind, start, at + 1);
      if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) return made(kind, start, at + 3);
    } else if (code === NEWLINE && !tripled) return made('bad', start, at);
  }
  return made('bad', start, text.length);
}

function quotedName(text: string, start: number): Token {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) return made('bad', start, at);
    if (code === BACKSLASH) at += 1;
    else if (code === BACKQUOTE) return made(at === start + 1 ? 'bad' : 'quoted', start, at + 1);
  }
  return made('bad', start, text.length);
}

function number(text: string, start: number): Token {
  if (
    text.charCodeAt(start) === ZERO &&
    (text.charCodeAt(start + 1) | 32) === 120 &&
    is(text.charCodeAt(start + 2), HEX)
  ) {
    let at = start + 3;
    while (is(text.charCodeAt(at), HEX)) at += 1;
    return made('int', start, at);
  }
  let at = pastDigits(text, start);
  const dotted = text.charCodeAt(at) === DOT;
  if (dotted) at = pastDigits(text, at + 1);
  const exponent = pastExponent(text, at);
  return made(dotted || exponent > at ? 'float' : 'int', start, exponent);
}

function pastExponent(text: string, from: number): number {
  if ((text.charCodeAt(from) | 32) !== 101) return from;
  const sign = text.charCodeAt(from + 1);
  const digits = sign === PLUS || sign === DASH ? from + 2 : from + 1;
  return is(text.charCodeAt(digits), DIGIT) ? pastDigits(text, digits) : from;
}

/** `?`, `@name`, `@@system.variable`; `@` alone is a symbol (a hint). */
function parameter(text: string, start: number, code: number): Token {
  if (code === ASK) return made('param', start, start + 1);
  const system = text.charCodeAt(start + 1) === AT;
  const first = system ? start + 2 : start + 1;
  if (text.charCodeAt(first) === BACKQUOTE) {
    const name = quotedName(text, first);
    return made(name.kind === 'quoted' ? 'param' : 'bad', start, name.end);
  }
  if (!is(text.charCodeAt(first), NAME_START)) return made('symbol', start, start + 1);
  let at = pastName(text, first);
  while (system && text.charCodeAt(at) === DOT && is(text.charCodeAt(at + 1), NAME_START)) at = pastName(text, at + 1);
  return made('param', start, at);
}

function symbolLength(text: string, start: number, code: number): 1 | 2 {
  const next = text.charCodeAt(start + 1);
  if (code === LESS) return next === EQUALS || next === GREATER || next === LESS ? 2 : 1;
  if (code === GREATER) return next === EQUALS ? 2 : 1;
  if (code === EQUALS || code === DASH) return next === GREATER ? 2 : 1;
  if (code === BAR) return next === BAR || next === GREATER ? 2 : 1;
  return code === 33 && next === EQUALS ? 2 : 1;
}
