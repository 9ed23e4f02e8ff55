/** What a stretch of Databricks SQL is. `bad`: a character or an unterminated literal or comment that no rule covers. */
export type TokenKind = 'sealed' | 'name' | 'quoted' | 'number' | 'string' | 'binary' | 'symbol' | 'bad';

/** A token that counts; white space, comments and hints are left out. Offsets are UTF-16 units. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

const symbols: readonly string[] = [
  '<=>',
  '>>>',
  '::',
  '<=',
  '>=',
  '<>',
  '!=',
  '==',
  '||',
  '->',
  '=>',
  '<<',
  ...'+-*/%=<>()[].,;:|&^~!?@{}',
];

const isSpace = (c: string): boolean => /\s/.test(c);
const isNameStart = (c: string): boolean => /[\p{L}_]/u.test(c);
const isName = (c: string): boolean => /[\p{L}\p{N}_]/u.test(c);
const isDigit = (c: string): boolean => c >= '0' && c <= '9';

/** Cuts Databricks SQL into tokens. Never fails. Source: Databricks "Literals", "Identifiers", "Comments". */
export function lex(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const skipped = pastBlank(text, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const token = tokenAt(text, at, tokens.at(-1));
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/** The end of white space or a comment that starts here; `at` where none does or a comment never ends. */
function pastBlank(text: string, at: number): number {
  const c = text[at] ?? '';
  if (isSpace(c)) return at + 1;
  if (text.startsWith('--', at)) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end + 1;
  }
  if (!text.startsWith('/*', at)) return at;
  let depth = 0;
  for (let i = at; i < text.length; ) {
    if (text.startsWith('/*', i)) {
      depth += 1;
      i += 2;
    } else if (text.startsWith('*/', i)) {
      depth -= 1;
      i += 2;
      if (depth === 0) return i;
    } else i += 1;
  }
  return at;
}

function tokenAt(text: string, start: number, before: Token | undefined): Token {
  const c = text[start] ?? '';
  const next = text[start + 1] ?? '';
  const made = (kind: TokenKind, end: number): Token => ({ kind, start, end });
  if (text.startsWith('/*', start)) return made('bad', text.length);
  if (c === "'" || c === '"') return quoted(text, start, start, 'string', true);
  if ((c === 'r' || c === 'R') && (next === "'" || next === '"'))
    return quoted(text, start, start + 1, 'string', false);
  if ((c === 'x' || c === 'X') && (next === "'" || next === '"'))
    return quoted(text, start, start + 1, 'binary', false);
  if (c === '`') return quotedName(text, start);
  const begins = isDigit(c) || (c === '.' && isDigit(next) && !endsValue(text, start, before));
  if (begins) return made('number', pastNumber(text, start));
  if (isNameStart(c)) {
    let end = start + 1;
    while (end < text.length && isName(text[end] ?? '')) end += 1;
    return made('name', end);
  }
  const sealed = /^@biform_text_(?:[0-9a-f]{4})*/.exec(
    text.startsWith('@biform_text_', start) ? text.slice(start) : '',
  );
  if (sealed) return made('sealed', start + sealed[0].length);
  const symbol = symbols.find((one) => text.startsWith(one, start));
  return symbol ? made('symbol', start + symbol.length) : made('bad', start + 1);
}

/** Whether a dot here belongs to the value just before it and does not begin a number. */
function endsValue(text: string, start: number, before: Token | undefined): boolean {
  if (before?.end !== start) return false;
  return before.kind === 'name' || before.kind === 'quoted' || [')', ']'].includes(text[start - 1] ?? '');
}

function quoted(text: string, start: number, open: number, kind: 'string' | 'binary', escapes: boolean): Token {
  const quote = text[open];
  for (let at = open + 1; at < text.length; at += 1) {
    if (escapes && text[at] === '\\') at += 1;
    else if (text[at] === quote) return { kind, start, end: at + 1 };
  }
  return { kind: 'bad', start, end: text.length };
}

function quotedName(text: string, start: number): Token {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== '`') continue;
    if (text[at + 1] === '`') at += 1;
    else return { kind: at === start + 1 ? 'bad' : 'quoted', start, end: at + 1 };
  }
  return { kind: 'bad', start, end: text.length };
}

/** Digits, a fraction, an exponent, and the letters of a type: `1L`, `1.5BD`, `1e3D`. */
function pastNumber(text: string, start: number): number {
  let at = start;
  const digits = (): void => {
    while (isDigit(text[at] ?? '')) at += 1;
  };
  digits();
  if (text[at] === '.' && !isNameStart(text[at + 1] ?? ' ')) {
    at += 1;
    digits();
  }
  const exponent = /^[eE][+-]?\d+/.exec(text.slice(at, at + 24));
  if (exponent) at += exponent[0].length;
  const suffix = /^(?:BD|[LSYDF])(?![\p{L}\p{N}_])/iu.exec(text.slice(at, at + 3));
  return suffix ? at + suffix[0].length : at;
}

const simple: Readonly<Record<string, string>> = { 0: '\0', b: '\b', n: '\n', r: '\r', t: '\t', Z: '\x1a' };

/** The value of a string token's text, without its quotes. Source: Databricks "STRING type", escape sequences. */
export function stringValue(token: string): string {
  const raw = token[0] === 'r' || token[0] === 'R';
  if (raw) return token.slice(2, -1);
  const inner = token.slice(1, -1);
  let out = '';
  for (let at = 0; at < inner.length; at += 1) {
    const c = inner[at] ?? '';
    if (c !== '\\') {
      out += c;
      continue;
    }
    const rest = inner.slice(at + 1);
    const code = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2}))/.exec(rest);
    const next = rest[0] ?? '';
    if (code) {
      const hex = code[1] ?? code[2];
      const point = hex === undefined ? Number.parseInt(code[3] ?? '0', 8) : Number.parseInt(hex, 16);
      out += point <= 0x10ffff ? String.fromCodePoint(point) : '';
      at += code[0].length;
    } else {
      out += next === '%' || next === '_' ? `\\${next}` : (simple[next] ?? next);
      at += 1;
    }
  }
  return out;
}

/** The bytes of `X'1f'`, one character a byte; undefined for what are no digits. An odd digit stands alone in front. */
export function binaryValue(token: string): string | undefined {
  const digits = token.slice(2, -1);
  if (!/^[0-9a-fA-F]*$/.test(digits)) return undefined;
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return even.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16)));
}

/** The name between back-quotes. */
export const quotedValue = (token: string): string => token.slice(1, -1).replaceAll('``', '`');
