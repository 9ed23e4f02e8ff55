import type { Span } from '../diagnostics/span.ts';

/** A stretch of generated text and where it comes from. It runs to the start of the next piece. */
export interface Piece {
  /** Offset in the generated text. */
  readonly at: number;
  /** What it was made from. */
  readonly span: Span;
  /** Copied letter by letter: each offset has its own origin. Otherwise the whole span answers for the whole piece. */
  readonly verbatim: boolean;
}

/** Text with the origin of each part in the author's files. Pieces are sorted by `at`; none means that the origin is unknown. */
export interface MappedText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** Origin of a range of generated text: exact inside copied text, the whole `${...}` inside generated text. */
export function originOf(mapped: MappedText, start: number, end: number = start): Span | undefined {
  const first = mapped.pieces.findLast((piece) => piece.at <= start);
  if (!first) return undefined;
  if (!first.verbatim) return first.span;
  const from = Math.min(first.span.start + (start - first.at), first.span.end);
  return { file: first.span.file, start: from, end: Math.max(from, Math.min(from + (end - start), first.span.end)) };
}
