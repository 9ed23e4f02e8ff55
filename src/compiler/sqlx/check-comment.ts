import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { ch, isLineEnd } from './characters.ts';
import { escapeAt } from './escapes.ts';
import type { Comment } from './syntax.ts';

/**
 * Backslashes in a comment that change the SQL: Dataform doubles them in SQL and strings, but not in comments, so that
 * JavaScript reads them as escapes. Those that only change the comment's wording are let pass.
 */
export function checkComment(source: string, file: string, comment: Comment): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  let at = source.indexOf('\\', comment.start);
  while (at !== -1 && at < comment.end) {
    const { text, effect, length } = meaning(source, at, comment);
    if (effect !== undefined) {
      const fix = { title: 'double the backslash', edits: [{ span: { file, start: at, end: at }, text: '\\' }] };
      const span = { file, start: at, end: at + text.length };
      found.push(diagnostic('BF2010', { escape: text, effect }, { span, fixes: [fix] }));
    }
    at = source.indexOf('\\', at + length);
  }
  return found;
}

interface Meaning {
  /** The escape as the author wrote it, without a line end. */
  readonly text: string;
  /** What it does to the SQL; undefined where it does no harm. */
  readonly effect: string | undefined;
  /** Units to go on after. */
  readonly length: number;
}

const refused = 'an escape that JavaScript refuses, so the file does not compile';

function meaning(source: string, at: number, { start, end }: Comment): Meaning {
  const isLine = source.charCodeAt(start) === ch.minus;
  if (at + 1 === end) {
    const swallows = end < source.length && isLineEnd(source.charCodeAt(end));
    const effect = swallows
      ? 'the joining of two lines: the next line becomes part of the comment'
      : 'an escape of the end of the SQL, so the file does not compile';
    return { text: '\\', effect, length: 1 };
  }
  const next = source.charAt(at + 1);
  if (next === '`') return { text: '\\`', effect: 'the end of the SQL, so the file does not compile', length: 2 };
  if (source.startsWith('${', at + 1)) return { text: '\\${', effect: 'a placeholder, which is evaluated', length: 3 };
  const found = escapeAt(source.slice(at, end), 0);
  const text = source.slice(at, at + found.length);
  if (found.cooked === undefined) return { text, effect: refused, length: found.length };
  if (isLine && isLineEnd(found.cooked.charCodeAt(0))) {
    return { text, effect: 'a line end: what follows it becomes SQL', length: found.length };
  }
  const closes = !isLine && source.charCodeAt(at - 1) === ch.star && found.cooked === '/' && at - 1 > start + 1;
  return {
    text,
    effect: closes ? 'the end of the comment: what follows becomes SQL' : undefined,
    length: found.length,
  };
}
