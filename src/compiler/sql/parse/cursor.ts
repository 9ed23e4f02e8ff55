import type { At } from '../ast.ts';
import type { Token } from '../lexer.ts';
import { unseal } from '../sealed.ts';
import { structureOf } from './structure.ts';

/** Something that is wrong with the text, and where. */
export interface Fault extends At {
  /** `nesting`: nothing is wrong, but too deep to be read. `unread`: a reader of another dialect does not take it. */
  readonly kind: 'syntax' | 'nesting' | 'unread';
  /** A noun phrase: what is not understood. */
  readonly what: string;
  /** What was expected instead, as a sentence. */
  readonly why?: string;
  /** Both as a sentence for the author. */
  readonly message: string;
}

/** A place in the tokens that count (no white space, comments and hints), and what was found wrong so far. */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** For each token the upper-case text of a name, the text of a symbol; empty for all others. */
  readonly words: readonly string[];
  /** For each opening bracket the number of the token that closes it, or 0. */
  readonly closers: Int32Array;
  /** 1 for each opening bracket that holds a query. */
  readonly queries: Uint8Array;
  readonly comments: readonly At[];
  at: number;
  depth: number;
  readonly faults: Fault[];
}

/** Ends the parse of the innermost group; its fault is already recorded. */
class ParseStop extends Error {}
const stop = new ParseStop();

/** Whether something thrown ends the parse of a group. */
export const isStop = (thrown: unknown): boolean => thrown === stop;

/** How deep SQL may nest, in units that stand for the stack that a level takes. */
const MAX_DEPTH = 1200;

export function cursorOf(text: string): Cursor {
  return { text, ...structureOf(text), at: 0, depth: 0, faults: [] };
}

export const peek = (c: Cursor, ahead = 0): Token | undefined => c.tokens[c.at + ahead];

export const textOf = (c: Cursor, token: Token | undefined): string =>
  token ? c.text.slice(token.start, token.end) : '';

/** The token as an upper-case keyword or symbol; empty for quoted names, literals and the end. */
export const word = (c: Cursor, ahead = 0): string => c.words[c.at + ahead] ?? '';

/** Whether the next tokens are these words or symbols. */
export const looks = (c: Cursor, first: string, second?: string, third?: string): boolean =>
  c.words[c.at] === first &&
  (second === undefined || c.words[c.at + 1] === second) &&
  (third === undefined || c.words[c.at + 2] === third);

/** Takes these words if they come next. */
export function take(c: Cursor, first: string, second?: string, third?: string): boolean {
  if (!looks(c, first, second, third)) return false;
  c.at += third !== undefined ? 3 : second !== undefined ? 2 : 1;
  return true;
}

/** Takes one of the words if it comes next. */
export function takeOne<W extends string>(c: Cursor, words: readonly W[]): W | undefined {
  const next = c.words[c.at];
  const found = words.find((w) => w === next);
  if (found !== undefined) c.at += 1;
  return found;
}

export function expect(c: Cursor, first: string, second?: string, third?: string): void {
  if (c.words[c.at] !== first) unexpected(c, `\`${first}\``);
  c.at += 1;
  if (second === undefined) return;
  expect(c, second, third);
}

/** The text that a token carries in the target's own SQL, if it is such a token. */
export function sealed(c: Cursor, ahead = 0): string | undefined {
  const token = peek(c, ahead);
  return token?.kind === 'param' ? unseal(textOf(c, token)) : undefined;
}

/** Where the last token ended. */
export const endOf = (c: Cursor): number => c.tokens[c.at - 1]?.end ?? 0;

/** Where the next token starts, or the last one ended. */
export const here = (c: Cursor): number => c.tokens[c.at]?.start ?? endOf(c);

/** The end of something that began at `start`. */
export const endSince = (c: Cursor, start: number): number => Math.max(start, endOf(c));

export const since = (c: Cursor, start: number): At => ({ start, end: endSince(c, start) });

/** A property where there is a value, nothing where there is none. */
export const given = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });

/** Records a fault, but only one at each place. */
export function report(c: Cursor, at: At, what: string, expected?: string, message?: string): void {
  const last = c.faults.at(-1);
  if (last?.kind === 'nesting' || (last?.start === at.start && last.end === at.end)) return;
  const shown = message ?? (expected ? `Expected ${expected}, but found ${what}.` : `${what} does not belong here.`);
  const why = message ?? (expected ? `Expected ${expected}.` : undefined);
  c.faults.push({
    start: at.start,
    end: at.end,
    kind: 'syntax',
    what: `${what} at this place`,
    ...given('why', why),
    message: shown,
  });
}

/** Records that the next token is not understood and ends the parse of the innermost group. */
export function unexpected(c: Cursor, expected?: string): never {
  const token = peek(c);
  if (!token) {
    const end = endOf(c);
    const what = 'SQL that ends here';
    const why = expected ? { why: `Expected ${expected}.` } : {};
    const message = `The SQL ends here${expected ? `, but ${expected} is still to come` : ' too early'}.`;
    if (c.faults.at(-1)?.kind !== 'nesting' && c.faults.at(-1)?.what !== what)
      c.faults.push({ start: Math.max(0, end - 1), end, kind: 'syntax', what, ...why, message });
  } else if (token.kind === 'bad') report(c, token, shownOf(c, token), undefined, badToken(c, token));
  else report(c, token, shownOf(c, token), expected);
  throw stop;
}

function shownOf(c: Cursor, token: Token): string {
  const text = textOf(c, token);
  return text.startsWith('`') ? text : `\`${text.slice(0, 40)}\``;
}

function badToken(c: Cursor, token: Token): string {
  const text = textOf(c, token);
  if (text.startsWith('/*')) return 'This comment is never closed.';
  if (text === '``') return 'A name between back-quotes cannot be empty.';
  if (text.startsWith('`') || text.startsWith('@`')) return 'This name is never closed with a back-quote.';
  if (text.startsWith("'") || text.startsWith('"')) return 'This string is never closed.';
  return `The character ${shownOf(c, token)} has no meaning in SQL.`;
}

/** Counts a level of nesting of some weight; too deep a nesting is a fault, not a crash. To be undone with `shallower`. */
export function deeper(c: Cursor, weight: number): void {
  c.depth += weight;
  if (c.depth <= MAX_DEPTH) return;
  const at = peek(c) ?? { start: endOf(c), end: endOf(c) };
  const what = 'SQL nested more than can be followed';
  if (!c.faults.some(({ kind }) => kind === 'nesting'))
    c.faults.push({
      start: at.start,
      end: at.end,
      kind: 'nesting',
      what,
      message: 'The SQL is nested too deeply here.',
    });
  throw stop;
}

/** Runs `parse` between brackets; after a fault inside, goes on behind the closing one with `instead`. */
export function parenthesised<T>(c: Cursor, parse: () => T, instead: (at: At) => T): T {
  const open = c.at;
  const start = here(c);
  const { depth } = c;
  expect(c, '(');
  try {
    deeper(c, 2);
    const inner = parse();
    if (c.words[c.at] === ')') c.at += 1;
    else unexpected(c, '`)`');
    c.depth = depth;
    return inner;
  } catch (thrown) {
    const close = c.closers[open] ?? 0;
    if (!isStop(thrown) || close === 0) throw thrown;
    c.depth = depth;
    c.at = close + 1;
    return instead(since(c, start));
  }
}

/** `parse` repeatedly, commas between. */
export function list<T>(c: Cursor, parse: (c: Cursor) => T): T[] {
  const items = [parse(c)];
  while (c.words[c.at] === ',') {
    c.at += 1;
    items.push(parse(c));
  }
  return items;
}

/** Whether a pipe operator ends here. */
export const endsPipe = (c: Cursor): boolean =>
  c.at >= c.tokens.length || looks(c, '|>') || looks(c, ')') || looks(c, ';');

/** `parse` repeatedly, commas between; a comma may follow the last. */
export function pipeList<T>(c: Cursor, parse: (c: Cursor) => T): T[] {
  const items = [parse(c)];
  while (take(c, ',') && !endsPipe(c)) items.push(parse(c));
  return items;
}

/** A list in brackets; empty after a fault inside. */
export const bracketedList = <T>(c: Cursor, parse: (c: Cursor) => T): T[] =>
  parenthesised<T[]>(
    c,
    () => list(c, parse),
    () => [],
  );

/** A list in brackets that may be empty. */
export const optionalList = <T>(c: Cursor, parse: (c: Cursor) => T): T[] =>
  parenthesised<T[]>(
    c,
    () => (looks(c, ')') ? [] : list(c, parse)),
    () => [],
  );
