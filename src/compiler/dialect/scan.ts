/** How a dialect's text falls into comments, quoted text and the rest; enough to find the tokens that count. */
export interface LexicalRules {
  /** Quotes that enclose a string. */
  readonly strings: readonly string[];
  /** Quotes that enclose an identifier. */
  readonly identifiers: readonly string[];
  /** Quotes inside which a backslash takes the next character with it. */
  readonly backslash: readonly string[];
  /** Whether a quote may be tripled to enclose text with line breaks and single quotes. */
  readonly triple: boolean;
  /** Words that start a comment to the end of the line. */
  readonly lineComments: readonly string[];
  /** Whether comments between slash-star and star-slash nest. */
  readonly nestedComments: boolean;
  /** Whether `$tag$ ... $tag$` encloses a string. */
  readonly dollar: boolean;
}

export type TokenKind = 'space' | 'comment' | 'string' | 'identifier' | 'word' | 'symbol';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

const space = /\s+/uy;
const word = /[\p{L}\p{N}_@$]+/uy;
const dollarTag = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;

/** Cuts text into tokens that tile it. Quoted text and comments that never end run to the end of the text. */
export function scan(text: string, rules: LexicalRules): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at, rules);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(text: string, at: number, rules: LexicalRules): Token {
  const quote = text[at] ?? '';
  const kind: TokenKind | undefined = rules.strings.includes(quote)
    ? 'string'
    : rules.identifiers.includes(quote)
      ? 'identifier'
      : undefined;
  if (kind) return { kind, start: at, end: quotedEnd(text, at, quote, rules) };
  if (rules.lineComments.some((mark) => text.startsWith(mark, at))) {
    const end = text.indexOf('\n', at);
    return { kind: 'comment', start: at, end: end === -1 ? text.length : end };
  }
  if (text.startsWith('/*', at)) return { kind: 'comment', start: at, end: commentEnd(text, at, rules.nestedComments) };
  const tag = rules.dollar ? matchAt(dollarTag, text, at) : 0;
  if (tag > 0) {
    const end = text.indexOf(text.slice(at, at + tag), at + tag);
    return { kind: 'string', start: at, end: end === -1 ? text.length : end + tag };
  }
  const blank = matchAt(space, text, at);
  if (blank > 0) return { kind: 'space', start: at, end: at + blank };
  const letters = matchAt(word, text, at);
  if (letters > 0) return { kind: 'word', start: at, end: at + letters };
  return { kind: 'symbol', start: at, end: at + 1 };
}

function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function quotedEnd(text: string, at: number, quote: string, rules: LexicalRules): number {
  const long = quote.repeat(3);
  const tripled = rules.triple && rules.strings.includes(quote) && text.startsWith(long, at);
  const close = tripled ? long : quote;
  const backslash = rules.backslash.includes(quote);
  for (let i = at + close.length; i < text.length; i += 1) {
    if (backslash && text[i] === '\\') i += 1;
    else if (text.startsWith(close, i)) {
      if (tripled || text[i + 1] !== quote || backslash) return i + close.length;
      i += 1;
    }
  }
  return text.length;
}

function commentEnd(text: string, at: number, nested: boolean): number {
  let depth = 1;
  for (let i = at + 2; i < text.length; i += 1) {
    if (text.startsWith('*/', i)) {
      depth -= 1;
      i += 1;
      if (depth === 0) return i + 1;
    } else if (nested && text.startsWith('/*', i)) {
      depth += 1;
      i += 1;
    }
  }
  return text.length;
}

/** The tokens that count, one space between them: equal for texts that differ only in comments and white space. */
export function significant(text: string, rules: LexicalRules): string {
  return scan(text, rules)
    .filter(({ kind }) => kind !== 'space' && kind !== 'comment')
    .map(({ start, end }) => text.slice(start, end))
    .join(' ');
}

/** Where the last token that counts ends, semicolons at the end left out; 0 for a text without any. */
export function bodyEnd(text: string, rules: LexicalRules): number {
  const last = scan(text, rules).findLast(
    ({ kind, start }) => kind !== 'space' && kind !== 'comment' && text[start] !== ';',
  );
  return last?.end ?? 0;
}
