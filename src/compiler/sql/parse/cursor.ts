import type { At, Ident } from '../ast.ts';
import { lex, quotedValue, type Token } from '../lexer.ts';
import { unseal } from '../sealed.ts';

/** Something that the parser does not take, and where. `what` is a noun phrase. */
export interface Fault extends At {
  readonly what: string;
  readonly why?: string;
}

/** A place in the tokens that count (no white space, no comments), and what was found wrong so far. */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** For each opening parenthesis the number of the token that closes it. */
  readonly closers: ReadonlyMap<number, number>;
  at: number;
  depth: number;
  readonly faults: Fault[];
}

/** Ends the parse of the innermost group; its fault is already recorded. */
export class ParseStop extends Error {}

/** How deep expressions and queries may nest. */
const MAX_DEPTH = 200;

export function cursorOf(text: string, tokens: readonly Token[] = lex(text)): Cursor {
  const counting = tokens.filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  return { text, tokens: counting, closers: closersOf(text, counting), at: 0, depth: 0, faults: [] };
}

function closersOf(text: string, tokens: readonly Token[]): ReadonlyMap<number, number> {
  const closers = new Map<number, number>();
  const open: number[] = [];
  for (const [i, { kind, start }] of tokens.entries()) {
    if (kind !== 'symbol') continue;
    if (text[start] === '(') open.push(i);
    const opener = text[start] === ')' ? open.pop() : undefined;
    if (opener !== undefined) closers.set(opener, i);
  }
  return closers;
}

const none: Token = { kind: 'bad', start: 0, end: 0 };

export const peek = (c: Cursor, ahead = 0): Token | undefined => c.tokens[c.at + ahead];

export const textOf = (c: Cursor, token: Token | undefined): string =>
  token ? c.text.slice(token.start, token.end) : '';

/** The token as an upper-case keyword or symbol; empty for quoted names, literals and the end. */
export function word(c: Cursor, ahead = 0): string {
  const token = peek(c, ahead);
  return token && (token.kind === 'name' || token.kind === 'symbol') ? textOf(c, token).toUpperCase() : '';
}

/** Whether the next tokens are these words or symbols. */
export const looks = (c: Cursor, ...words: readonly string[]): boolean => words.every((w, i) => word(c, i) === w);

/** Takes these words if they come next. */
export function take(c: Cursor, ...words: readonly string[]): boolean {
  if (!looks(c, ...words)) return false;
  c.at += words.length;
  return true;
}

/** The text that a token carries in the target's own SQL, if it is such a token. */
export function sealed(c: Cursor, ahead = 0): string | undefined {
  const token = peek(c, ahead);
  return token?.kind === 'param' ? unseal(textOf(c, token)) : undefined;
}

/** Takes one of the words that comes next. */
export function takeOne<W extends string>(c: Cursor, words: readonly W[]): W | undefined {
  const found = words.find((w) => looks(c, ...w.split(' ')));
  if (found !== undefined) c.at += found.split(' ').length;
  return found;
}

export function expect(c: Cursor, ...words: readonly string[]): void {
  for (const w of words) if (!take(c, w)) unexpected(c, w);
}

/** Where the next token starts. */
export const here = (c: Cursor): number => peek(c)?.start ?? c.text.trimEnd().length;

/** Where the last token ended. */
export const endOf = (c: Cursor): number => (c.tokens[c.at - 1] ?? none).end;

export const since = (c: Cursor, start: number): At => ({ start, end: Math.max(start, endOf(c)) });

/** Records that the next token is not understood and ends the parse of the innermost group. */
export function unexpected(c: Cursor, wanted?: string): never {
  const token = peek(c);
  const at = token ?? { start: Math.max(0, endOf(c) - 1), end: endOf(c) };
  const what = token ? `\`${textOf(c, token).slice(0, 40)}\` at this place` : 'SQL that ends here';
  c.faults.push({ start: at.start, end: at.end, what, ...(wanted ? { why: `Expected ${wanted}.` } : {}) });
  throw new ParseStop();
}

/** Records a construct that is understood and not supported; parsing goes on. */
export function refuse(c: Cursor, at: At, what: string, why?: string): void {
  c.faults.push({ start: at.start, end: at.end, what, ...(why ? { why } : {}) });
}

/** Runs `parse` between parentheses; after a fault inside, goes on behind the closing one with `instead`. */
export function parenthesised<T>(c: Cursor, parse: () => T, instead: (at: At) => T): T {
  const open = c.at;
  const start = here(c);
  expect(c, '(');
  try {
    const inner = deeper(c, parse);
    expect(c, ')');
    return inner;
  } catch (stop) {
    if (!(stop instanceof ParseStop)) throw stop;
    const close = c.closers.get(open);
    if (close === undefined) throw stop;
    c.at = close + 1;
    return instead(since(c, start));
  }
}

/** Guards the stack: too deep a nesting is a fault, not a crash. */
export function deeper<T>(c: Cursor, parse: () => T): T {
  const before = c.depth;
  c.depth += 1;
  if (c.depth > MAX_DEPTH) {
    refuse(c, peek(c) ?? none, `SQL nested more than ${MAX_DEPTH} levels deep`);
    throw new ParseStop();
  }
  try {
    return parse();
  } finally {
    c.depth = before;
  }
}

/** `parse` repeatedly, commas between. */
export function list<T>(c: Cursor, parse: () => T): T[] {
  const items = [parse()];
  while (take(c, ',')) items.push(parse());
  return items;
}

/** Words that cannot be names without back-quotes. Source: GoogleSQL "Reserved keywords", plus QUALIFY. */
export const reserved: ReadonlySet<string> = new Set(
  `ALL AND ANY ARRAY AS ASC ASSERT_ROWS_MODIFIED AT BETWEEN BY CASE CAST COLLATE CONTAINS CREATE CROSS CUBE CURRENT
  DEFAULT DEFINE DESC DISTINCT ELSE END ENUM ESCAPE EXCEPT EXCLUDE EXISTS EXTRACT FALSE FETCH FOLLOWING FOR FROM FULL
  GROUP GROUPING GROUPS HASH HAVING IF IGNORE IN INNER INTERSECT INTERVAL INTO IS JOIN LATERAL LEFT LIKE LIMIT LOOKUP
  MERGE NATURAL NEW NO NOT NULL NULLS OF ON OR ORDER OUTER OVER PARTITION PRECEDING PROTO QUALIFY RANGE RECURSIVE
  RESPECT RIGHT ROLLUP ROWS SELECT SET SOME STRUCT TABLESAMPLE THEN TO TREAT TRUE UNBOUNDED UNION UNNEST USING WHEN
  WHERE WINDOW WITH WITHIN`.split(/\s+/),
);

/** Whether the next token can be an identifier. After a dot even a reserved word can. */
export function isIdent(c: Cursor, ahead = 0, afterDot = false): boolean {
  const token = peek(c, ahead);
  if (token?.kind === 'quoted') return true;
  return token?.kind === 'name' && (afterDot || !reserved.has(textOf(c, token).toUpperCase()));
}

export function ident(c: Cursor, afterDot = false): Ident {
  const token = peek(c);
  if (!token || !isIdent(c, 0, afterDot)) return unexpected(c, 'a name');
  c.at += 1;
  const quoted = token.kind === 'quoted';
  const raw = textOf(c, token);
  return { start: token.start, end: token.end, name: quoted ? (quotedValue(raw) ?? raw) : raw, quoted };
}

/** `AS name` or, where the next word can be one, a bare name. */
export function alias(c: Cursor, not: readonly string[] = []): Ident | undefined {
  if (take(c, 'AS')) return ident(c);
  return isIdent(c) && !not.includes(word(c)) ? ident(c) : undefined;
}
