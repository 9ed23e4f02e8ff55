import type { SourceLexis } from './dialect.ts';

export type SourceTokenKind =
  | 'space'
  | 'comment'
  | 'word'
  | 'quoted'
  | 'string'
  | 'number'
  | 'param'
  | 'symbol'
  | 'bad';

/** A half-open range of the text in UTF-16 code units. The tokens of a text tile it. */
export interface SourceToken {
  readonly kind: SourceTokenKind;
  readonly start: number;
  readonly end: number;
}

const isLetter = (c: string): boolean => /[\p{L}_]/u.test(c);
const isDigit = (c: string): boolean => c >= '0' && c <= '9';

/** Cuts SQL of a source dialect into tokens. Linear; never fails: what is not understood becomes `bad`. */
export function lexSource(text: string, lexis: SourceLexis): readonly SourceToken[] {
  const tokens: SourceToken[] = [];
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at, lexis);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

const made = (kind: SourceTokenKind, start: number, end: number): SourceToken => ({ kind, start, end });

function tokenAt(text: string, start: number, lexis: SourceLexis): SourceToken {
  const c = text[start] ?? '';
  const next = text[start + 1] ?? '';
  if (/\s/.test(c))
    return made(
      'space',
      start,
      past(text, start + 1, (x) => /\s/.test(x)),
    );
  if ((c === '-' && next === '-') || (c === '#' && lexis.hashComments))
    return made('comment', start, lineEnd(text, start));
  if (c === '/' && next === '*') return blockComment(text, start, lexis.nestedComments);
  const prefixed = prefixedText(text, start, lexis);
  if (prefixed) return prefixed;
  if (lexis.strings.includes(c)) return enclosed(text, start, start, c, 'string', lexis.backslash);
  if (c === '[' && lexis.names.includes('[')) return bracketed(text, start);
  if (lexis.names.includes(c)) return enclosed(text, start, start, c, 'quoted', false);
  if (c === '$' && lexis.dollar) return dollarText(text, start);
  if (isLetter(c) || (lexis.inNames.includes(c) && c === '#')) return word(text, start, lexis);
  if (isDigit(c) || (c === '.' && isDigit(next))) return number(text, start);
  if (c === '@' || (c === ':' && isLetter(next)) || c === '?' || c === '$') return parameter(text, start, c);
  return made('symbol', start, start + symbolLength(text, start));
}

function past(text: string, from: number, is: (c: string) => boolean): number {
  let at = from;
  while (at < text.length && is(text[at] ?? '')) at += 1;
  return at;
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
}

function blockComment(text: string, start: number, nested: boolean): SourceToken {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text.startsWith('/*', at) && (nested || depth === 0)) {
      depth += 1;
      at += 1;
    } else if (text.startsWith('*/', at)) {
      depth -= 1;
      at += 1;
      if (depth === 0) return made('comment', start, at + 1);
    }
  }
  return made('bad', start, text.length);
}

/** `N'text'`, `x'41'`, `E'a\n'`, `q'[text]'`. */
function prefixedText(text: string, start: number, lexis: SourceLexis): SourceToken | undefined {
  const two = text.slice(start, start + 3).toLowerCase();
  if (lexis.alternativeQuotes && /^n?q'/.test(two)) return alternative(text, start, two.indexOf("'") + start);
  if (!/^[nxebr]'/i.test(two)) return undefined;
  return enclosed(text, start, start + 1, "'", 'string', lexis.backslash || /^e/i.test(two));
}

const closers: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}', '<': '>' };

function alternative(text: string, start: number, quote: number): SourceToken {
  const open = text[quote + 1] ?? '';
  const found = text.indexOf(`${closers[open] ?? open}'`, quote + 2);
  return found < 0 ? made('bad', start, text.length) : made('string', start, found + 2);
}

function enclosed(
  text: string,
  start: number,
  open: number,
  quote: string,
  kind: 'string' | 'quoted',
  backslash: boolean,
): SourceToken {
  for (let at = open + 1; at < text.length; at += 1) {
    if (backslash && text[at] === '\\') at += 1;
    else if (text[at] === quote) {
      if (text[at + 1] !== quote) return made(kind, start, at + 1);
      at += 1;
    }
  }
  return made('bad', start, text.length);
}

function bracketed(text: string, start: number): SourceToken {
  const found = text.indexOf(']', start);
  return found < 0 ? made('bad', start, start + 1) : made('quoted', start, found + 1);
}

function dollarText(text: string, start: number): SourceToken {
  const tag = /^\$[A-Za-z_]*\$/.exec(text.slice(start, start + 80))?.[0];
  if (tag === undefined) return parameter(text, start, '$');
  const found = text.indexOf(tag, start + tag.length);
  return found < 0 ? made('bad', start, text.length) : made('string', start, found + tag.length);
}

const word = (text: string, start: number, lexis: SourceLexis): SourceToken =>
  made(
    'word',
    start,
    past(text, start + 1, (c) => isLetter(c) || isDigit(c) || lexis.inNames.includes(c)),
  );

function number(text: string, start: number): SourceToken {
  const found = /^(?:0[xX][0-9a-fA-F]+|\d*\.?\d*(?:[eE][+-]?\d+)?)/.exec(text.slice(start, start + 400))?.[0] ?? '';
  return made('number', start, start + Math.max(1, found.length));
}

/** `@name`, `@@name`, `:name`, `$1`, `${name}`, `?`. */
function parameter(text: string, start: number, c: string): SourceToken {
  if (c === '?') return made('param', start, start + 1);
  if (text[start + 1] === '{') {
    const close = text.indexOf('}', start);
    return made('param', start, close < 0 ? text.length : close + 1);
  }
  const first = text[start + 1] === c ? start + 2 : start + 1;
  const end = past(text, first, (x) => isLetter(x) || isDigit(x));
  return made(end > first ? 'param' : 'symbol', start, Math.max(end, start + 1));
}

const long = [
  '->>',
  '#>>',
  '<=>',
  '!~*',
  '^=',
  '::',
  ':=',
  '||',
  '<>',
  '<=',
  '>=',
  '!=',
  '->',
  '#>',
  '**',
  '=>',
  '==',
  '!~',
  '~*',
  '&&',
];

const symbolLength = (text: string, start: number): number => long.find((s) => text.startsWith(s, start))?.length ?? 1;
