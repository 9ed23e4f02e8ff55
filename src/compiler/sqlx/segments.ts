import type { Span } from '../diagnostics/span.ts';
import type { Piece } from '../sql/mapped.ts';
import { ch } from './characters.ts';
import { escapeAt } from './escapes.ts';
import { readTemplate } from './javascript.ts';
import type { Range } from './syntax.ts';

/**
 * A stretch of an evaluated statement. `static` text has a known length in UTF-16 units; `verbatim` says that it is the
 * text of `span` letter by letter. The length of a `value` is only known after evaluation; its span is the whole `${...}`.
 */
export type Segment =
  | { readonly kind: 'static'; readonly length: number; readonly span: Span; readonly verbatim: boolean }
  | { readonly kind: 'value'; readonly span: Span };

interface Walk {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly segments: Segment[];
  /** Whether V8 changes anything in the text: it holds backslashes or CR. */
  readonly cooked: boolean;
  /** Index of the piece that holds the current offset. */
  piece: number;
}

/**
 * What V8 makes of a template literal in generated text: `start` lies after its opening backtick, `end` at its closing
 * one, `piece` is the index of the piece at `start`. Undefined where V8 would see another literal there or refuse it.
 */
export function segmentsOf(
  text: string,
  pieces: readonly Piece[],
  { start, end, piece }: Range & { readonly piece: number },
): readonly Segment[] | undefined {
  const template = readTemplate(text, start);
  if (template?.end !== end) return undefined;
  const cooked = text.includes('\\') || text.includes('\r');
  const walk: Walk = { text, pieces, segments: [], cooked, piece };
  for (const [index, range] of template.statics.entries()) {
    if (!addStatic(walk, range)) return undefined;
    const value = template.values[index];
    if (value) walk.segments.push({ kind: 'value', span: spanBetween(walk, value.start, value.end) });
  }
  return walk.segments;
}

/** Whether `segmentsOf` gives segments for a template: V8 reads it as Dataform's braces suggest and refuses no escape. */
export function isReadAlike(text: string, { start, end }: Range): boolean {
  const template = readTemplate(text, start);
  return template?.end === end && (!text.includes('\\') || template.statics.every((range) => isCookable(text, range)));
}

function isCookable(text: string, { start, end }: Range): boolean {
  for (let at = text.indexOf('\\', start); at !== -1 && at < end; ) {
    const { cooked, length } = escapeAt(text, at);
    if (cooked === undefined) return false;
    at = text.indexOf('\\', at + length);
  }
  return true;
}

/** Adds the text of a static stretch as V8 cooks it: escapes resolved, line ends made LF. False at an escape that V8 refuses. */
function addStatic(walk: Walk, { start, end }: Range): boolean {
  const { text } = walk;
  let from = start;
  let at = walk.cooked ? start : end;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === ch.backslash) {
      addCopied(walk, from, at);
      const found = escapeAt(text, at);
      if (found.cooked === undefined) return false;
      addEscape(walk, at, found.length, found.cooked.length);
      at += found.length;
      from = at;
    } else if (code === ch.cr) {
      addCopied(walk, from, at);
      if (text.charCodeAt(at + 1) !== ch.lf) push(walk, 1, spanBetween(walk, at, at + 1), false);
      at += 1;
      from = at;
    } else at += 1;
  }
  addCopied(walk, from, end);
  return true;
}

function addEscape(walk: Walk, at: number, length: number, cookedLength: number): void {
  const piece = pieceAt(walk, at);
  if (piece.verbatim) push(walk, cookedLength, spanBetween(walk, at, at + length), false);
  else push(walk, cookedLength, piece.span, true);
}

/** Adds generated text that is copied from the source, piece by piece. */
function addCopied(walk: Walk, start: number, end: number): void {
  let at = start;
  while (at < end) {
    const piece = pieceAt(walk, at);
    const stop = Math.min(end, walk.pieces[walk.piece + 1]?.at ?? end);
    const from = piece.span.start + (at - piece.at);
    push(walk, stop - at, { file: piece.span.file, start: from, end: from + (stop - at) }, true);
    at = stop;
  }
}

function push({ segments }: Walk, length: number, span: Span, verbatim: boolean): void {
  if (length === 0) return;
  const last = segments.at(-1);
  if (verbatim && last?.kind === 'static' && last.verbatim && last.span.end === span.start) {
    const joined: Span = { file: span.file, start: last.span.start, end: span.end };
    segments[segments.length - 1] = { kind: 'static', length: last.length + length, span: joined, verbatim };
  } else segments.push({ kind: 'static', length, span, verbatim });
}

function pieceAt(walk: Walk, at: number): Piece {
  while ((walk.pieces[walk.piece + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) walk.piece += 1;
  return walk.pieces[walk.piece] as Piece;
}

/** The source from the origin of one generated offset to the origin of the last unit before another. */
function spanBetween(walk: Walk, start: number, end: number): Span {
  const first = pieceAt(walk, start);
  const from = first.span.start + (first.verbatim ? start - first.at : 0);
  const last = pieceAt(walk, end - 1);
  const to = last.span.start + (last.verbatim ? end - 1 - last.at : 0) + 1;
  return { file: first.span.file, start: from, end: to };
}
