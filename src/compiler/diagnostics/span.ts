/** A half-open range of one file, in UTF-16 code units from the start of the file. */
export interface Span {
  /** Path relative to the project's root, with forward slashes. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A place for people: both numbers count from 1, the column in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The line and column of an offset. An offset past the end gives the end. Costs one scan of the text before it. */
export function positionAt(text: string, offset: number): Position {
  const end = Math.min(offset, text.length);
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: end - lineStart + 1 };
}

/** The offset of a line and column (both from 1); places outside the text are moved to its nearest end. */
export function offsetAt(text: string, { line, column }: Position): number {
  let lineStart = 0;
  for (let n = 1; n < line; n += 1) {
    const next = text.indexOf('\n', lineStart);
    if (next === -1) return text.length;
    lineStart = next + 1;
  }
  return Math.min(lineStart + Math.max(0, column - 1), text.length);
}
