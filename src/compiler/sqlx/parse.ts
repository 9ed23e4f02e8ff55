import { blockCommentEnd, type CommentSearch, closingBrace } from './braces.ts';
import { ch, isBlank, isLineEnd, lineEnd } from './characters.ts';
import type { Item, Part, Placeholder, Quote, Separator, SqlBlock, SqlxFile } from './syntax.ts';

interface Cursor {
  readonly source: string;
  readonly comments: CommentSearch;
  at: number;
}

const openings = [
  ['config', 'config '],
  ['js', 'js '],
  ['pre_operations', 'pre_operations '],
  ['post_operations', 'post_operations '],
  ['incremental_where', 'incremental_where '],
] as const;

/** Where something other than plain text may start, in SQL outside blocks and within them. */
const starts = /['"/$\-{]/g;
const startsInBlock = /['"/$\-}]/g;

/**
 * Divides a SQLX file as Dataform 3.0.62 does (sqlx/lexer.ts and core/compilers.ts there). Never fails: what is not
 * closed runs to the end of the file. One pass; the time is proportional to the length.
 */
export function parseSqlx(source: string): SqlxFile {
  const cursor: Cursor = { source, comments: { exhausted: false }, at: 0 };
  const items: Item[] = [];
  readSql(cursor, items, false);
  return { source, items };
}

/** Reads SQL up to the closing brace of a block, or to the end of the file. Gives whether the brace was found. */
function readSql(cursor: Cursor, items: Item[], inBlock: boolean): boolean {
  const { source } = cursor;
  const next = inBlock ? startsInBlock : starts;
  let textStart = cursor.at;
  next.lastIndex = textStart;
  while (next.test(source)) {
    const at = next.lastIndex - 1;
    const code = source.charCodeAt(at);
    if (code === ch.closeBrace) {
      if (at > textStart) items.push({ kind: 'text', start: textStart, end: at });
      cursor.at = at + 1;
      return true;
    }
    cursor.at = at;
    const item = (inBlock ? undefined : readBlock(cursor, code, textStart)) ?? readPart(cursor, code, textStart);
    if (item === undefined) continue;
    if (item.start > textStart) items.push({ kind: 'text', start: textStart, end: item.start });
    items.push(item);
    textStart = item.end;
    next.lastIndex = textStart;
  }
  if (source.length > textStart) items.push({ kind: 'text', start: textStart, end: source.length });
  cursor.at = source.length;
  return false;
}

/** The part other than text that starts at the cursor, if one does. Only a separator reaches back, to `textStart` at most. */
function readPart(cursor: Cursor, code: number, textStart: number): Part | undefined {
  const { source, at } = cursor;
  switch (code) {
    case ch.quote:
      return readString(cursor, source.startsWith("'''", at) ? "'''" : "'");
    case ch.doubleQuote:
      return readString(cursor, source.startsWith('"""', at) ? '"""' : '"');
    case ch.dollar:
      return source.charCodeAt(at + 1) === ch.openBrace ? readPlaceholder(cursor, at) : undefined;
    case ch.slash: {
      if (source.charCodeAt(at + 1) !== ch.star) return undefined;
      const end = blockCommentEnd(source, at, cursor.comments);
      return end === -1 ? undefined : { kind: 'comment', start: at, end };
    }
    case ch.minus: {
      if (source.charCodeAt(at + 1) !== ch.minus) return undefined;
      return readSeparator(source, at, textStart) ?? { kind: 'comment', start: at, end: lineEnd(source, at + 2) };
    }
    default:
      return undefined;
  }
}

function readSeparator(source: string, at: number, textStart: number): Separator | undefined {
  if (source.charCodeAt(at + 2) !== ch.minus) return undefined;
  let end = at + 3;
  while (end < source.length && isBlank(source.charCodeAt(end))) end += 1;
  while (end < source.length && !isLineEnd(source.charCodeAt(end))) {
    end -= 1;
    if (end < at + 3) return undefined;
  }
  let start = at;
  while (start > textStart && isBlank(source.charCodeAt(start - 1))) start -= 1;
  return { kind: 'separator', start, end };
}

function readPlaceholder({ source, comments }: Cursor, start: number): Placeholder {
  const end = closingBrace(source, start + 2, comments);
  return { kind: 'placeholder', start, end: end === -1 ? source.length : end, closed: end !== -1 };
}

const noPlaceholders: readonly Placeholder[] = [];

function readString(cursor: Cursor, quote: Quote): Part {
  const { source, at: start } = cursor;
  const placeholders: Placeholder[] = [];
  let at = start + quote.length;
  let closed = false;
  while (at < source.length && !closed) {
    const code = source.charCodeAt(at);
    if (code === ch.backslash) {
      const next = source.charCodeAt(at + 1);
      at += next === ch.backslash || (quote.length === 1 && next === quote.charCodeAt(0)) ? 2 : 1;
    } else if (code === ch.dollar && quote !== '"' && source.charCodeAt(at + 1) === ch.openBrace) {
      const placeholder = readPlaceholder(cursor, at);
      placeholders.push(placeholder);
      at = placeholder.end;
    } else if (code === quote.charCodeAt(0) && (quote.length === 1 || source.startsWith(quote, at))) {
      at += quote.length;
      closed = true;
    } else at += 1;
  }
  const inner = placeholders.length === 0 ? noPlaceholders : placeholders;
  return { kind: 'string', start, end: at, quote, closed, placeholders: inner };
}

/**
 * The block whose opening brace, or first label, is at the cursor. Its word must lie in plain text, which starts at
 * `textStart`; Dataform looks for it anywhere, even at the end of a longer word.
 */
function readBlock(cursor: Cursor, code: number, textStart: number): Item | undefined {
  if (code === ch.doubleQuote) return readInput(cursor, textStart);
  const { source, at: brace } = cursor;
  if (code !== ch.openBrace || source.charCodeAt(brace - 1) !== ch.space) return undefined;
  for (const [kind, word] of openings) {
    const start = brace - word.length;
    if (start < textStart || !source.startsWith(word, start)) continue;
    const open = brace + 1;
    if (kind !== 'config' && kind !== 'js') return readSqlBlock(cursor, { kind, start, open, labels: [] });
    const end = closingBrace(source, open, cursor.comments);
    return { kind, start, end: end === -1 ? source.length : end, open, closed: end !== -1 };
  }
  return undefined;
}

const inputOpening = /input ("[a-zA-Z0-9_-]+"(?:,\s*"[a-zA-Z0-9_-]+")*) \{/y;

function readInput(cursor: Cursor, textStart: number): SqlBlock | undefined {
  const { source } = cursor;
  const start = cursor.at - 'input '.length;
  if (start < textStart || !source.startsWith('input ', start)) return undefined;
  inputOpening.lastIndex = start;
  const found = inputOpening.exec(source);
  if (!found) return undefined;
  const labels = (found[1] ?? '').split(',').map((label) => label.trim().slice(1, -1));
  return readSqlBlock(cursor, { kind: 'input', start, open: start + found[0].length, labels });
}

function readSqlBlock(cursor: Cursor, opening: Pick<SqlBlock, 'kind' | 'start' | 'open' | 'labels'>): SqlBlock {
  const { kind, start, open, labels } = opening;
  const parts: Part[] = [];
  cursor.at = open;
  const closed = readSql(cursor, parts as Item[], true);
  return { kind, start, end: cursor.at, open, closed, labels, parts };
}
