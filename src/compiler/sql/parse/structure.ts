import type { At } from '../ast.ts';
import { pastSpace, type Token, tokenAt } from '../lexer.ts';

/** The tokens of a text that count, with what is known of them before any parse. All in linear time. */
export interface Structure {
  readonly tokens: readonly Token[];
  readonly words: readonly string[];
  readonly closers: Int32Array;
  readonly queries: Uint8Array;
  readonly comments: readonly At[];
}

export function structureOf(text: string): Structure {
  const { tokens, comments } = countingOf(text);
  const words = tokens.map(({ kind, start, end }) => {
    if (kind === 'name') return text.slice(start, end).toUpperCase();
    if (kind !== 'symbol') return '';
    return end === start + 1 ? text.charAt(start) : text.slice(start, end);
  });
  const openers: number[] = [];
  const closers = closersOf(words, openers);
  return { tokens, words, closers, queries: queriesOf(words, openers, closers), comments };
}

/** Leaves out white space, comments and hints (`@{...}`, `@5`), which change nothing in what a statement means. */
function countingOf(text: string): { tokens: readonly Token[]; comments: readonly At[] } {
  const tokens: Token[] = [];
  const comments: At[] = [];
  let hint = 0;
  let sign: Token | undefined;
  let before: Token | undefined;
  for (let at = pastSpace(text, 0); at < text.length; ) {
    const token = tokenAt(text, at, before);
    const { kind, start, end } = token;
    at = pastSpace(text, end);
    if (kind !== 'comment') before = token;
    if (kind === 'comment') {
      comments.push({ start, end });
      continue;
    }
    const char = kind === 'symbol' ? text[start] : '';
    if (hint > 0) {
      hint += char === '{' ? 1 : char === '}' ? -1 : 0;
      continue;
    }
    if (sign) {
      if (char === '{') hint = 1;
      else if (kind !== 'int') tokens.push(sign, token);
      sign = undefined;
    } else if (char === '@') sign = token;
    else tokens.push(token);
  }
  if (sign) tokens.push(sign);
  return { tokens, comments };
}

/** For each opening bracket the number of its closing one; notes the opening ones, in order. */
function closersOf(words: readonly string[], openers: number[]): Int32Array {
  const closers = new Int32Array(words.length);
  const open: number[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i];
    if (word === '(') {
      open.push(i);
      openers.push(i);
    } else if (word === ')') {
      const opener = open.pop();
      if (opener !== undefined) closers[opener] = i;
    }
  }
  return closers;
}

/** What may follow a query in brackets that is itself the beginning of a query. */
const afterNested: ReadonlySet<string> = new Set([')', 'UNION', 'INTERSECT', 'EXCEPT', 'ORDER', 'LIMIT', '|>', ';']);
const setOperators: ReadonlySet<string> = new Set(['UNION', 'INTERSECT', 'EXCEPT']);
const keepers: ReadonlySet<string> = new Set(['FULL', 'LEFT', 'INNER']);

/** Whether a query starts at a token that is no bracket. `WITH (` is an expression. */
export const startsQuery = (words: readonly string[], at: number): boolean => {
  const first = words[at];
  return first === 'SELECT' || first === 'FROM' || (first === 'WITH' && words[at + 1] !== '(');
};

/** Marks each opening bracket behind which a query stands. A query in brackets that is an operand is no query. */
function queriesOf(words: readonly string[], openers: readonly number[], closers: Int32Array): Uint8Array {
  const queries = new Uint8Array(words.length);
  for (let at = openers.length - 1; at >= 0; at -= 1) {
    const i = openers[at] ?? 0;
    if (startsQuery(words, i + 1)) queries[i] = 1;
    else if (queries[i + 1] === 1) {
      const close = closers[i + 1] ?? 0;
      if (close !== 0 && continuesQuery(words, close + 1)) queries[i] = 1;
    }
  }
  return queries;
}

/** Whether what follows a query in brackets makes it a part of a longer query. */
export function continuesQuery(words: readonly string[], at: number): boolean {
  const next = words[at];
  return next === undefined || afterNested.has(next) || startsOperator(words, at);
}

/** Whether a set operator stands here: `[FULL|LEFT|INNER [OUTER]] UNION|INTERSECT|EXCEPT`. */
export function startsOperator(words: readonly string[], at: number): boolean {
  const next = words[at] ?? '';
  if (setOperators.has(next)) return true;
  if (!keepers.has(next)) return false;
  const operator = words[at + 1] === 'OUTER' ? words[at + 2] : words[at + 1];
  return setOperators.has(operator ?? '');
}
