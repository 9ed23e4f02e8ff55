import { positionAt, type Span } from '../compiler/diagnostics/span.ts';
import type { Paint } from './paint.ts';

/** Longer lines are cut around the place that they are shown for. */
const MAX_COLUMNS = 120;

/**
 * The line of a span with the span underlined, and one line before it:
 *
 *        --> definitions/a.sqlx:3:8
 *      2 | select
 *      3 |   ${ref("ordres")}
 *        |     ^^^^^^^^^^^^^
 *
 * Without the file's text only the path is shown.
 */
export function codeFrame(span: Span, text: string | undefined, paint: Paint): string {
  if (text === undefined) return `  ${paint.dim('-->')} ${span.file}\n`;
  const { line, column } = positionAt(text, span.start);
  const place = `${span.file}:${line}:${column}`;
  const lineStart = span.start - (column - 1);
  const shown = cut(lineFrom(text, lineStart), column - 1);
  const length = Math.max(1, Math.min(span.end, lineStart + lineFrom(text, lineStart).length) - span.start);
  const gutter = String(line).length;
  const margin = ' '.repeat(gutter);
  const pad = shown.text.slice(0, column - 1 - shown.from).replace(/[^\t]/g, ' ');
  const mark = '^'.repeat(Math.max(1, Math.min(length, shown.text.length - pad.length)));
  const before = line > 1 ? cut(lineFrom(text, text.lastIndexOf('\n', lineStart - 2) + 1), 0).text : undefined;
  return [
    `${margin} ${paint.dim('-->')} ${place}`,
    ...(before?.trim() ? [paint.dim(`${String(line - 1).padStart(gutter)} | `) + before] : []),
    `${paint.dim(`${line} | `)}${shown.text}`,
    `${paint.dim(`${margin} | `)}${pad}${paint.red(mark)}`,
    '',
  ].join('\n');
}

function lineFrom(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end).replace(/\r$/, '');
}

function cut(line: string, column: number): { readonly text: string; readonly from: number } {
  if (line.length <= MAX_COLUMNS) return { text: line, from: 0 };
  const from = Math.max(0, Math.min(column - MAX_COLUMNS / 3, line.length - MAX_COLUMNS));
  return { text: line.slice(Math.floor(from), Math.floor(from) + MAX_COLUMNS), from: Math.floor(from) };
}
