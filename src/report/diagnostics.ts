import type { Diagnostic, Fix, Severity } from '../compiler/diagnostics/diagnostic.ts';
import { positionAt, type Span } from '../compiler/diagnostics/span.ts';
import { codeFrame } from './frame.ts';
import { type Paint, paint } from './paint.ts';
import { visibleLines } from './visible.ts';

/** The text of a file of the project, if it is known. */
export type SourceOf = (file: string) => string | undefined;

const hue: Readonly<Record<Severity, keyof Paint>> = { error: 'red', warning: 'yellow', note: 'cyan' };

/**
 * A diagnostic for people: severity, code, message, place, the line with the span underlined, what belongs to it, help
 * and fixes. `full` adds Dataform's own words.
 */
export function diagnosticText(found: Diagnostic, sourceOf: SourceOf, colour: boolean, full = false): string {
  const p = paint(colour);
  const line = (label: string, text: string): string => `  ${label} ${visibleLines(text)}\n`;
  const frame = (span: Span | undefined, before: boolean): string =>
    span ? codeFrame(span, sourceOf(span.file), p, before) : '';
  const { message, span, action, original } = found;
  return [
    `${p[hue[found.severity]](p.bold(`${found.severity}[${found.code}]`))} ${visibleLines(message)}\n`,
    frame(span, true),
    ...(action && !message.includes(action) ? [line(p.dim('in'), action)] : []),
    ...(found.notes ?? []).map((note) => line(p.cyan('note:'), note.message) + frame(note.span, false)),
    ...(found.help ? [line(p.cyan('help:'), found.help)] : []),
    ...alternatives(found.fixes ?? []).map((title) => line(p.green('fix:'), title)),
    ...(full && original ? [line(p.dim('Dataform:'), original.split('\n', 1)[0] ?? '')] : []),
  ].join('');
}

const REPLACING = 'replace with ';

/** Titles of fixes; replacements that may stand for one another share a line. */
function alternatives(fixes: readonly Fix[]): readonly string[] {
  const titles = fixes.map(({ title }) => title);
  if (!titles.every((title) => title.startsWith(REPLACING))) return titles;
  return titles.length === 0 ? [] : [REPLACING + titles.map((title) => title.slice(REPLACING.length)).join(' or ')];
}

/** A span as JSON: offsets and, where the file's text is known, lines and columns. */
interface Place {
  readonly file?: string;
  readonly start?: number;
  readonly end?: number;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A diagnostic as JSON, documented in docs/json.md: places both as offsets and as lines and columns from 1. */
export interface DiagnosticJson extends Place {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly original?: string;
  readonly notes?: readonly NoteJson[];
  readonly action?: string;
  readonly help?: string;
  readonly fixes?: readonly Fix[];
}

export type NoteJson = Pick<DiagnosticJson, 'message' | keyof Place>;

export function diagnosticJson(found: Diagnostic, sourceOf: SourceOf): DiagnosticJson {
  const { code, severity, message, original, span, notes, ...rest } = found;
  return {
    code,
    severity,
    message,
    ...(original === undefined ? {} : { original }),
    ...placeJson(span, sourceOf),
    ...(notes ? { notes: notes.map((note) => ({ message: note.message, ...placeJson(note.span, sourceOf) })) } : {}),
    ...rest,
  };
}

function placeJson(span: Span | undefined, sourceOf: SourceOf): Place {
  if (!span) return {};
  const { file, start, end } = span;
  const text = sourceOf(file);
  if (text === undefined) return { file, start, end };
  const from = positionAt(text, start);
  const to = positionAt(text, end);
  return { file, start, end, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
