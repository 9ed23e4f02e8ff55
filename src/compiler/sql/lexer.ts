/** What a stretch of GoogleSQL text is. `bad` is a character or an unterminated literal that no rule covers. */
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

interface Pattern {
  readonly kind: TokenKind;
  readonly at: RegExp;
}

const body = (quote: string): string => `${quote}(?:[^${quote}\\\\\\n]|\\\\[\\s\\S])*${quote}`;
const tripled = (quote: string): string =>
  `${quote}{3}(?:[^${quote}\\\\]|\\\\[\\s\\S]|${quote}{1,2}(?!${quote}))*${quote}{3}`;
const quotes = [tripled("'"), tripled('"'), body("'"), body('"')].join('|');

/** Tried in order at each offset; sticky. Source: GoogleSQL "Lexical structure and syntax". */
const patterns: readonly Pattern[] = [
  { kind: 'space', at: /\s+/uy },
  { kind: 'comment', at: /--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\//y },
  { kind: 'bytes', at: new RegExp(`(?:[bB][rR]?|[rR][bB])(?:${quotes})`, 'y') },
  { kind: 'string', at: new RegExp(`[rR]?(?:${quotes})`, 'y') },
  { kind: 'name', at: /[A-Za-z_][A-Za-z0-9_]*/y },
  { kind: 'quoted', at: /`(?:[^`\\\n]|\\.)+`/y },
  { kind: 'float', at: /(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+/y },
  { kind: 'int', at: /0[xX][0-9a-fA-F]+|\d+/y },
  { kind: 'param', at: /@@?[A-Za-z_][A-Za-z0-9_.]*|\?/y },
  { kind: 'symbol', at: /<=|>=|<>|!=|\|\||\|>|<<|=>|->|[-+*/<>=()[\]{}.,;:|&^~!@$]/y },
  { kind: 'bad', at: /['"`][^\n]*|[\s\S]/y },
];

/** Cuts GoogleSQL into tokens. Linear; never fails: what is not understood becomes `bad`. `>>` is left as two tokens. */
export function lex(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(text: string, start: number): Token {
  for (const { kind, at } of patterns) {
    at.lastIndex = start;
    const length = at.exec(text)?.[0].length ?? 0;
    if (length > 0) return { kind, start, end: start + length };
  }
  return { kind: 'bad', start, end: start + 1 };
}

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The value of a string literal token's text, or of a bytes literal's as one character a byte; undefined for a false escape. */
export function literalValue(token: string): string | undefined {
  const open = token.search(/['"]/);
  const prefix = token.slice(0, open).toLowerCase();
  const width = /^(?:'''|""")/.test(token.slice(open)) && token.length >= open + 6 ? 3 : 1;
  const inner = token.slice(open + width, token.length - width).replace(/\r\n?/g, '\n');
  const bytes = prefix.includes('b');
  const source = bytes ? utf8(inner) : inner;
  return prefix.includes('r') ? source : decoded(source, bytes);
}

/** The name inside back-quotes. */
export const quotedValue = (token: string): string | undefined => decoded(token.slice(1, -1), false);

const escapes = /\\(?:[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]))/g;

function decoded(text: string, bytes: boolean): string | undefined {
  let fault = false;
  const value = text.replace(escapes, (_, x?: string, u?: string, long?: string, octal?: string, one?: string) => {
    const hex = x ?? u ?? long;
    if (hex !== undefined || octal !== undefined) {
      const code = hex !== undefined ? Number.parseInt(hex, 16) : Number.parseInt(octal ?? '', 8);
      const unicode = u !== undefined || long !== undefined;
      const surrogate = unicode && code >= 0xd800 && code <= 0xdfff;
      if (code > 0x10ffff || surrogate || (bytes && (unicode || code > 255))) fault = true;
      return fault ? '' : String.fromCodePoint(code);
    }
    const char = one ?? '';
    if ('\\?"\'`'.includes(char)) return char;
    const known = simple[char];
    if (known === undefined) fault = true;
    return known ?? '';
  });
  return fault ? undefined : value;
}

/** Text as its UTF-8 bytes, one character a byte. */
function utf8(text: string): string {
  return encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
