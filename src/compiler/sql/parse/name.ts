import type { Ident } from '../ast.ts';
import { quotedValue } from '../literal.ts';
import { type Cursor, peek, report, take, textOf, unexpected } from './cursor.ts';

/** Words that cannot be names without back-quotes. Source: GoogleSQL "Reserved keywords" of BigQuery. */
export const reserved: ReadonlySet<string> = new Set(
  (
    'ALL AND ANY ARRAY AS ASC ASSERT_ROWS_MODIFIED AT BETWEEN BY CASE CAST COLLATE CONTAINS CREATE CROSS CUBE CURRENT ' +
    'DEFAULT DEFINE DESC DISTINCT ELSE END ENUM ESCAPE EXCEPT EXCLUDE EXISTS EXTRACT FALSE FETCH FOLLOWING FOR FROM ' +
    'FULL GROUP GROUPING GROUPS HASH HAVING IF IGNORE IN INNER INTERSECT INTERVAL INTO IS JOIN LATERAL LEFT LIKE ' +
    'LIMIT LOOKUP MERGE NATURAL NEW NO NOT NULL NULLS OF ON OR ORDER OUTER OVER PARTITION PRECEDING PROTO QUALIFY ' +
    'RANGE RECURSIVE RESPECT RIGHT ROLLUP ROWS SELECT SET SOME STRUCT TABLESAMPLE THEN TO TREAT TRUE UNBOUNDED UNION ' +
    'UNNEST USING WHEN WHERE WINDOW WITH WITHIN'
  ).split(' '),
);

/** Whether the next token can be an identifier. After a dot even a reserved word can. */
export function isIdent(c: Cursor, ahead = 0, afterDot = false): boolean {
  const token = c.tokens[c.at + ahead];
  if (token === undefined) return false;
  if (token.kind === 'quoted') return true;
  return token.kind === 'name' && (afterDot || !reserved.has(c.words[c.at + ahead] ?? ''));
}

/** The next token as an identifier. */
export function ident(c: Cursor, afterDot = false, wanted = 'a name'): Ident {
  const token = peek(c);
  if (!token || !isIdent(c, 0, afterDot)) return unexpected(c, wanted);
  const { start, end } = token;
  const raw = textOf(c, token);
  const quoted = token.kind === 'quoted';
  const name = quoted ? quotedValue(raw) : raw;
  if (name === undefined)
    report(c, token, `\`${raw}\``, undefined, 'This name has an escape sequence that does not exist.');
  c.at += 1;
  return { start, end, name: name ?? raw, quoted };
}

export const plainIdent = (c: Cursor): Ident => ident(c);

/** `AS name` or, where the next word can be one, a bare name. */
export function alias(c: Cursor): Ident | undefined {
  if (take(c, 'AS')) return ident(c);
  return isIdent(c) ? bareAlias(c) : undefined;
}

/** A name behind a value: `1x` is no value with a name. */
export function bareAlias(c: Cursor): Ident {
  const before = c.tokens[c.at - 1];
  const glued = before?.end === peek(c)?.start && (before?.kind === 'int' || before?.kind === 'float');
  return glued ? unexpected(c, 'white space before the name') : ident(c);
}

/** `a.b.c`, without dashes. */
export function dotted(c: Cursor): Ident[] {
  const parts = [ident(c)];
  while (take(c, '.')) parts.push(ident(c, true));
  return parts;
}

/** What the tokens up to here say, in one spelling: a space where it is needed and none elsewhere. */
export function spelt(c: Cursor, from: number): string {
  let out = '';
  for (let i = from; i < c.at; i += 1) {
    const text = textOf(c, c.tokens[i]);
    out += out !== '' && needsSpace(c, i) ? ` ${text}` : text;
  }
  return out;
}

const tight: ReadonlySet<string> = new Set(['(', ')', ',', '.', '<', '>', '[', ']']);

function needsSpace(c: Cursor, at: number): boolean {
  const [before, after] = [c.tokens[at - 1], c.tokens[at]];
  if (c.words[at - 1] === ',') return true;
  if (tight.has(c.words[at - 1] ?? '') || tight.has(c.words[at] ?? '')) return false;
  return before?.kind !== 'symbol' || after?.kind !== 'symbol' || c.words[at - 1] === c.words[at];
}

/** Skips to the end of the statement; gives the number of the first token skipped. */
export function skipStatement(c: Cursor): number {
  const from = c.at;
  while (c.at < c.tokens.length && c.words[c.at] !== ';') c.at += 1;
  return from;
}

/** Skips a bracket with all that it holds, or one token. */
export function skipOne(c: Cursor): void {
  const close = c.words[c.at] === '(' ? (c.closers[c.at] ?? 0) : 0;
  c.at = close === 0 ? c.at + 1 : close + 1;
}
