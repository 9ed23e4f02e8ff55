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

/** Comments within comments are followed this deep; deeper ones end too early, which no author writes. */
const DEEPEST = 6;

const sources = new WeakMap<LexicalRules, RegExp>();

/** One pattern whose matches tile any text. Quoted text and comments that never end run to the end of the text. */
function patternOf(rules: LexicalRules): RegExp {
  const known = sources.get(rules);
  if (known) return known;
  const { strings, identifiers, backslash, triple, lineComments, nestedComments, dollar } = rules;
  const escaped = (quote: string): string =>
    `${quote}[^${quote}\\\\]*(?:\\\\[\\s\\S][^${quote}\\\\]*)*(?:${quote}|\\\\?$)`;
  const doubled = (quote: string): string => `${quote}(?:[^${quote}]|${quote}${quote})*(?:${quote}|$)`;
  const tripled = (quote: string): string =>
    `${quote}{3}(?:[^${quote}\\\\]|\\\\[\\s\\S]|${quote}{1,2}(?!${quote}))*(?:${quote}{3}|\\\\?$)`;
  const quotes = [...strings, ...identifiers];
  const alternatives = [
    '\\s+',
    ...lineComments.map((mark) => `${mark}[^\\n]*`),
    nestedComments ? nested(DEEPEST) : '/\\*[\\s\\S]*?(?:\\*/|$)',
    ...(triple ? strings.map(tripled) : []),
    ...quotes.map((quote) => (backslash.includes(quote) ? escaped(quote) : doubled(quote))),
    ...(dollar ? ['\\$([A-Za-z_\\u0080-\\uffff][A-Za-z0-9_\\u0080-\\uffff]*)?\\$[\\s\\S]*?(?:\\$\\1\\$|$)'] : []),
    '[A-Za-z0-9_@$\\u0080-\\uffff]+',
    '[\\s\\S]',
  ];
  const pattern = new RegExp(alternatives.join('|'), 'g');
  sources.set(rules, pattern);
  return pattern;
}

const nested = (depth: number): string =>
  `/\\*(?:${depth > 1 ? nested(depth - 1) : '(?!)'}|(?!\\*/)[\\s\\S])*(?:\\*/|$)`;

function kindOf(token: string, rules: LexicalRules): TokenKind {
  const first = token[0] ?? '';
  if (/\s/.test(first)) return 'space';
  if (rules.strings.includes(first)) return 'string';
  if (rules.identifiers.includes(first)) return 'identifier';
  if (token.startsWith('/*') || rules.lineComments.some((mark) => token.startsWith(mark))) return 'comment';
  if (rules.dollar && first === '$' && token.indexOf('$', 1) !== -1) return 'string';
  return /[A-Za-z0-9_@$\u0080-\uffff]/.test(first) ? 'word' : 'symbol';
}

/** Cuts text into tokens that tile it. */
export function scan(text: string, rules: LexicalRules): readonly Token[] {
  let end = 0;
  return (text.match(patternOf(rules)) ?? []).map((token) => {
    const start = end;
    end += token.length;
    return { kind: kindOf(token, rules), start, end };
  });
}

/** The tokens that count, one space between them: equal for texts that differ only in comments and white space. */
export function significant(text: string, rules: LexicalRules): string {
  const counts = (token: string): boolean => {
    const first = token.charCodeAt(0);
    if (first <= 32) return false;
    return first !== 45 && first !== 47 && first !== 35 ? true : kindOf(token, rules) !== 'comment';
  };
  return (text.match(patternOf(rules)) ?? []).filter(counts).join(' ');
}

/** Where the last token that counts ends, semicolons at the end left out; 0 for a text without any. */
export function bodyEnd(text: string, rules: LexicalRules): number {
  const last = scan(text, rules).findLast(
    ({ kind, start }) => kind !== 'space' && kind !== 'comment' && text[start] !== ';',
  );
  return last?.end ?? 0;
}
