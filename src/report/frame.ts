import { positionAt, type Span } from '../compiler/diagnostics/span.ts';
import type { Paint } from './paint.ts';
import { type Cell, cellsOf } from './visible.ts';

/** Columns of a line that are shown; longer lines are cut around the place that they are shown for. */
const COLUMNS = 120;
/** Columns before the place in a line that is cut. */
const BEFORE = 40;
/** So much of a line is looked at, in UTF-16 units, before and behind the place. */
const WINDOW = 1000;
const CUT = '…';

/**
 * The line of a span with the span underlined, and the line before it:
 *
 *       --> definitions/a.sqlx:3:13
 *     2 | select *
 *     3 | from ${ref("ordres")}
 *       |             ^^^^^^
 *
 * The column counts UTF-16 units; the mark stands under the text also where that is wider or narrower than its units.
 * Without the file's text only the path is shown.
 */
export function codeFrame(span: Span, text: string | undefined, paint: Paint, withBefore = true): string {
  if (text === undefined) return `  ${paint.dim('-->')} ${span.file}\n`;
  const { line, column } = positionAt(text, span.start);
  const start = Math.min(span.start, text.length) - (column - 1);
  const shown = markedLine(lineAt(text, start), column - 1, span.end - start);
  const gutter = ' '.repeat(String(line).length);
  const before = withBefore && line > 1 ? lineBefore(text, start) : '';
  return [
    `${gutter} ${paint.dim('-->')} ${span.file}:${line}:${column}`,
    ...(before.trim() === '' ? [] : [paint.dim(`${String(line - 1).padStart(gutter.length)} | `) + before]),
    `${paint.dim(`${line} | `)}${shown.text}`,
    `${paint.dim(`${gutter} | `)}${shown.pad}${paint.red(shown.mark)}`,
    '',
  ].join('\n');
}

/** The line that begins at an offset, without its end; of a very long one the part that may be shown. */
function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end).replace(/\r$/, '');
}

const lineBefore = (text: string, start: number): string => {
  const line = lineAt(text, text.lastIndexOf('\n', start - 2) + 1);
  return markedLine(line, 0, 0).text;
};

interface MarkedLine {
  readonly text: string;
  readonly pad: string;
  readonly mark: string;
}

/** A line as it is shown, and the mark under its units from `from` to `to`. */
function markedLine(line: string, from: number, to: number): MarkedLine {
  const left = Math.max(0, from - WINDOW);
  const cells = cellsOf(line.slice(left, from + WINDOW)).map((cell) => ({ ...cell, at: cell.at + left }));
  const wanted = Math.max(
    0,
    cells.findLastIndex(({ at }) => at <= from),
  );
  const isWhole = left === 0 && line.length <= from + WINDOW && widthOf(cells) <= COLUMNS;
  const first = isWhole ? 0 : firstShown(cells, wanted);
  const kept = isWhole ? cells : fitting(cells.slice(first));
  const isCutLeft = (cells[first]?.at ?? 0) > 0;
  const isCutRight = first + kept.length < cells.length || line.length > from + WINDOW;
  const pad = widthOf(cells.slice(first, from >= line.length ? undefined : wanted)) + (isCutLeft ? 1 : 0);
  const marked = widthOf(kept.filter(({ at }) => at >= (cells[wanted]?.at ?? 0) && at < Math.min(to, line.length)));
  const shown = kept.map((cell) => cell.shown).join('');
  return {
    text: `${isCutLeft ? CUT : ''}${shown}${isCutRight ? CUT : ''}`,
    pad: ' '.repeat(pad),
    mark: '^'.repeat(Math.max(1, marked)),
  };
}

const widthOf = (cells: readonly Cell[]): number => cells.reduce((sum, { width }) => sum + width, 0);

/** Index of the first cell that is shown of a line that is too long. */
function firstShown(cells: readonly Cell[], wanted: number): number {
  let first = wanted;
  for (let width = 0; first > 0 && width < BEFORE; first -= 1) width += cells[first - 1]?.width ?? 0;
  return first;
}

function fitting(cells: readonly Cell[]): readonly Cell[] {
  let width = 0;
  const end = cells.findIndex((cell) => {
    width += cell.width;
    return width > COLUMNS;
  });
  return end === -1 ? cells : cells.slice(0, end);
}
