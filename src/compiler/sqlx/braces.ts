import { ch, lineEnd } from './characters.ts';

/**
 * Dataform's reading of JavaScript, which decides where `config {`, `js {` and `${` end: it counts braces and knows
 * comments, template literals, and strings whose only escapes are the quote and the backslash. It does not know
 * regular expressions; a string with any other escape counts as code.
 */

/** Remembers that no block comment ends any more, so that unclosed ones do not cost a search each. One for each source. */
export interface CommentSearch {
  exhausted: boolean;
}

/** Offset after the block comment that starts at `start`, or -1 where it never ends. */
export function blockCommentEnd(source: string, start: number, search: CommentSearch): number {
  const close = search.exhausted ? -1 : source.indexOf('*/', start + 2);
  if (close !== -1) return close + 2;
  search.exhausted = true;
  return -1;
}

/** Offset after the brace that closes a block whose opening brace ends at `from`, or -1 where none does. */
export function closingBrace(source: string, from: number, comments: CommentSearch): number {
  const templates: boolean[] = [];
  let inTemplate = false;
  let at = from;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (inTemplate) {
      if (code === ch.backtick) inTemplate = templates.pop() ?? false;
      else if (code === ch.dollar && source.charCodeAt(at + 1) === ch.openBrace) {
        templates.push(true);
        inTemplate = false;
        at += 1;
      } else if (code === ch.backslash) at += escapeInTemplate(source, at) - 1;
      at += 1;
      continue;
    }
    if (code === ch.closeBrace) {
      if (templates.length === 0) return at + 1;
      inTemplate = templates.pop() ?? false;
    } else if (code === ch.openBrace || code === ch.backtick) {
      templates.push(false);
      inTemplate = code === ch.backtick;
    } else if (code === ch.quote || code === ch.doubleQuote) {
      at = afterString(source, at, code);
      continue;
    } else if (code === ch.slash) {
      at = afterComment(source, at, comments);
      continue;
    }
    at += 1;
  }
  return -1;
}

/** Length of what Dataform skips at a backslash in a template literal. An escaped backtick is not known: it closes the literal. */
function escapeInTemplate(source: string, at: number): number {
  if (source.charCodeAt(at + 1) === ch.backslash) return 2;
  return source.startsWith('\\${`', at) ? 4 : 1;
}

/** Offset after a string on one line, or after the quote alone where Dataform sees no string. */
function afterString(source: string, from: number, quote: number): number {
  for (let at = from + 1; at < source.length; at += 1) {
    const code = source.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === ch.lf) break;
    if (code !== ch.backslash) continue;
    const escaped = source.charCodeAt(at + 1);
    if (escaped !== quote && escaped !== ch.backslash) break;
    at += 1;
  }
  return from + 1;
}

/** Offset after the comment that starts at a slash, or after the slash alone. */
function afterComment(source: string, from: number, comments: CommentSearch): number {
  const next = source.charCodeAt(from + 1);
  if (next === ch.slash) return lineEnd(source, from + 2);
  if (next !== ch.star) return from + 1;
  const end = blockCommentEnd(source, from, comments);
  return end === -1 ? from + 1 : end;
}
