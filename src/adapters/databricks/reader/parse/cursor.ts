import type { At, Ident } from '../../../../compiler/sql/ast.ts';
import { lex, quotedValue, type Token } from '../lex.ts';

/** Something that cannot be read, and where. */
export interface Unread extends At {
  /** A noun phrase. */
  readonly what: string;
  readonly why?: string;
}

/** A place in the tokens of a text. */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** For each token the upper-case text of a name, the text of a symbol; empty for all others. */
  readonly words: readonly string[];
  at: number;
  depth: number;
}

/** Ends the reading of a statement. */
export class Stop extends Error {
  readonly unread: Unread;
  constructor(unread: Unread) {
    super(unread.what);
    this.unread = unread;
  }
}

/** How deep expressions and queries may stand inside one another. */
const MAX_DEPTH = 300;

export function cursorOf(text: string): Cursor {
  const tokens = lex(text);
  const words = tokens.map(({ kind, start, end }) => {
    if (kind === 'name') return text.slice(start, end).toUpperCase();
    return kind === 'symbol' ? text.slice(start, end) : '';
  });
  return { text, tokens, words, at: 0, depth: 0 };
}

export const peek = (c: Cursor, ahead = 0): Token | undefined => c.tokens[c.at + ahead];
export const word = (c: Cursor, ahead = 0): string => c.words[c.at + ahead] ?? '';
export const textOf = (c: Cursor, token: Token | undefined): string =>
  token ? c.text.slice(token.start, token.end) : '';

/** Whether the next tokens are these words or symbols. */
export const looks = (c: Cursor, ...words: readonly string[]): boolean => words.every((w, i) => word(c, i) === w);

/** Takes these words if they come next. */
export function take(c: Cursor, ...words: readonly string[]): boolean {
  if (!looks(c, ...words)) return false;
  c.at += words.length;
  return true;
}

export function takeOne<W extends string>(c: Cursor, words: readonly W[]): W | undefined {
  const found = words.find((w) => w === word(c));
  if (found !== undefined) c.at += 1;
  return found;
}

export function expect(c: Cursor, ...words: readonly string[]): void {
  for (const w of words) if (!take(c, w)) unexpected(c, `\`${w}\``);
}

export const here = (c: Cursor): number => peek(c)?.start ?? c.text.length;
export const endOf = (c: Cursor): number => c.tokens[c.at - 1]?.end ?? 0;
export const since = (c: Cursor, start: number): At => ({ start, end: Math.max(start, endOf(c)) });

/** A property where there is a value, nothing where there is none. */
export const given = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });

export function refuse(at: At, what: string, why?: string): never {
  throw new Stop({ start: at.start, end: at.end, what, ...given('why', why) });
}

/** The next token is not understood. */
export function unexpected(c: Cursor, expected?: string): never {
  const token = peek(c);
  const at = token ?? { start: c.text.length, end: c.text.length };
  const shown = token ? `\`${textOf(c, token).slice(0, 40)}\` at this place` : 'the end of the text at this place';
  return refuse(at, shown, expected === undefined ? undefined : `Expected ${expected}.`);
}

/** Runs `parse` one level deeper. */
export function deeper<T>(c: Cursor, parse: () => T): T {
  c.depth += 1;
  if (c.depth > MAX_DEPTH) refuse({ start: here(c), end: here(c) }, 'SQL nested this deep');
  const made = parse();
  c.depth -= 1;
  return made;
}

/** `parse` repeatedly, commas between. */
export function list<T>(c: Cursor, parse: (c: Cursor) => T): T[] {
  const items = [parse(c)];
  while (take(c, ',')) items.push(parse(c));
  return items;
}

export function parenthesised<T>(c: Cursor, parse: () => T): T {
  expect(c, '(');
  const made = parse();
  expect(c, ')');
  return made;
}

/** A list in brackets that may be empty. */
export const optionalList = <T>(c: Cursor, parse: (c: Cursor) => T): T[] =>
  parenthesised(c, () => (looks(c, ')') ? [] : list(c, parse)));

/** Words that end a table or select item, so that no alias without AS is one of them. Source: Databricks "Reserved words". */
const notAliases: ReadonlySet<string> = new Set(
  `ANTI CROSS EXCEPT FULL INNER INTERSECT JOIN LATERAL LEFT MINUS NATURAL ON RIGHT SEMI UNION USING FROM WHERE GROUP
  HAVING ORDER SORT CLUSTER DISTRIBUTE LIMIT OFFSET QUALIFY WINDOW PIVOT UNPIVOT TABLESAMPLE AS SET WHEN THEN ELSE END
  AND OR NOT IN IS LIKE ILIKE RLIKE REGEXP BETWEEN ASC DESC NULLS VALUES SELECT WITH BY ROWS RANGE CASE CAST EXISTS
  NULL TRUE FALSE TIMESTAMP VERSION`.split(/\s+/),
);

const neverNames: ReadonlySet<string> = new Set(
  'SELECT FROM WHERE GROUP HAVING ORDER UNION INTERSECT EXCEPT JOIN ON THEN WHEN ELSE END CASE NOT AND OR IN IS'.split(
    ' ',
  ),
);

export function isIdent(c: Cursor, ahead = 0, afterDot = false): boolean {
  const token = peek(c, ahead);
  return token?.kind === 'quoted' || (token?.kind === 'name' && (afterDot || !neverNames.has(word(c, ahead))));
}

export function ident(c: Cursor, afterDot = false): Ident {
  const token = peek(c);
  if (!token || !isIdent(c, 0, afterDot)) return unexpected(c, 'a name');
  c.at += 1;
  const { start, end, kind } = token;
  const text = textOf(c, token);
  return { start, end, name: kind === 'quoted' ? quotedValue(text) : text, quoted: kind === 'quoted' };
}

/** `AS name`, or a bare name that is no word of the clauses that follow. */
export function alias(c: Cursor): Ident | undefined {
  if (take(c, 'AS')) return ident(c, true);
  const token = peek(c);
  const bare = token?.kind === 'quoted' || (token?.kind === 'name' && !notAliases.has(word(c)));
  return bare ? ident(c) : undefined;
}
