import type { MappedText, Piece } from '../sql/mapped.ts';

/**
 * How the columns of an existing table are written where a script leaves a hole for them. `taken`: the same columns of
 * the new rows, as the table takes them.
 */
export type ColumnsHole = 'list' | 'taken' | 'assign' | 'values';

/** A column in a hole. Its types in the table and in the new rows, in the engine's words, where they were asked for. */
export interface FilledColumn {
  readonly name: string;
  readonly stored?: string;
  readonly given?: string;
}

/** What stands in the text where columns are unknown offline; a comment in every dialect. */
export const holeMarks: { readonly [K in ColumnsHole]: string } = {
  list: '/*{biform:columns}*/',
  taken: '/*{biform:columns}*/',
  assign: '/*{biform:columns:assign}*/',
  values: '/*{biform:columns:values}*/',
};

/** A hole's mark begins at offset `at`. Positions, not a search, so that an author's text can never pass for a hole. */
export interface Hole {
  readonly at: number;
  readonly columns: ColumnsHole;
}

/** SQL under construction: text, its origins, and the places that wait for column names. */
export interface Draft extends MappedText {
  readonly holes: readonly Hole[];
}

/** What may be put between the words of a template: generated text, mapped text, or a hole. */
export type Part = string | MappedText | Draft | { readonly columns: ColumnsHole };

export const plain = (text: string): Draft => ({ text, pieces: [], holes: [] });

/** The place of a table's column names, to be filled in by `fillColumns`. */
export const columnsHole = (columns: ColumnsHole): Part => ({ columns });

/** Puts parts one after another, moving origins and holes along. */
export function concat(parts: readonly Part[]): Draft {
  let text = '';
  const pieces: Piece[] = [];
  const holes: Hole[] = [];
  for (const part of parts) {
    const at = text.length;
    if (typeof part === 'string') text += part;
    else if ('columns' in part) {
      holes.push({ at, columns: part.columns });
      text += holeMarks[part.columns];
    } else {
      for (const piece of part.pieces) pieces.push({ ...piece, at: piece.at + at });
      if ('holes' in part) for (const hole of part.holes) holes.push({ ...hole, at: hole.at + at });
      text += part.text;
    }
  }
  return { text, pieces, holes };
}

/** Template tag: the template's own words are taken as they stand, parts keep their origins. */
export function sql(words: TemplateStringsArray, ...parts: readonly Part[]): Draft {
  return concat(words.flatMap((word, i): Part[] => (i < parts.length ? [word, parts[i] ?? ''] : [word])));
}

/** The parts with `separator` between them. */
export const join = (parts: readonly Part[], separator: string): Draft =>
  concat(parts.flatMap((part, i) => (i === 0 ? [part] : [separator, part])));

/** The text between two offsets. A piece that begins before `start` keeps answering for what is left of it. */
export function slice(draft: Draft, start: number, end: number = draft.text.length): Draft {
  const before = draft.pieces.findLast((piece) => piece.at <= start);
  const first = before ? [moved(before, start)] : [];
  const rest = draft.pieces.filter((piece) => piece.at > start && piece.at < end);
  return {
    text: draft.text.slice(start, end),
    pieces: [...first, ...rest].map((piece) => ({ ...piece, at: piece.at - start })),
    holes: draft.holes.filter((hole) => hole.at >= start && hole.at < end).map((h) => ({ ...h, at: h.at - start })),
  };
}

function moved(piece: Piece, to: number): Piece {
  if (!piece.verbatim) return { ...piece, at: to };
  const start = Math.min(piece.span.start + (to - piece.at), piece.span.end);
  return { ...piece, at: to, span: { ...piece.span, start } };
}

/** Without white space at both ends. */
export function trim(draft: Draft): Draft {
  const start = draft.text.length - draft.text.trimStart().length;
  return slice(draft, start, Math.max(start, draft.text.trimEnd().length));
}

/** Any mapped text as a draft without holes. */
export const draftOf = (text: MappedText): Draft => ('holes' in text ? (text as Draft) : { ...text, holes: [] });
