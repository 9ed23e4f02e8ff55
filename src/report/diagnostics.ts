import type { Diagnostic, Fix, Severity } from '../compiler/diagnostics/diagnostic.ts';
import { positionAt } from '../compiler/diagnostics/span.ts';
import { codeFrame } from './frame.ts';
import { type Paint, paint } from './paint.ts';

/** The text of a file of the project, if it is known. */
export type SourceOf = (file: string) => string | undefined;

const hue: Readonly<Record<Severity, keyof Paint>> = { error: 'red', warning: 'yellow', note: 'cyan' };

/** A diagnostic for people: severity, code, message, place, the line with the span underlined, help and fix. */
export function diagnosticText(found: Diagnostic, sourceOf: SourceOf, colour: boolean): string {
  const p = paint(colour);
  const head = `${p[hue[found.severity]](p.bold(`${found.severity}[${found.code}]`))} ${found.message}\n`;
  const frame = found.span ? codeFrame(found.span, sourceOf(found.span.file), p) : '';
  const action = found.action && !found.message.includes(found.action) ? `  ${p.dim('in')} ${found.action}\n` : '';
  const help = found.help ? `  ${p.cyan('help:')} ${found.help}\n` : '';
  const fixes = (found.fixes ?? []).map((fix) => `  ${p.green('fix:')} ${fix.title}\n`).join('');
  return head + frame + action + help + fixes;
}

/** A diagnostic as JSON: places both as offsets and as lines and columns from 1. */
export interface DiagnosticJson {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file?: string;
  readonly start?: number;
  readonly end?: number;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly action?: string;
  readonly help?: string;
  readonly fixes?: readonly Fix[];
}

export function diagnosticJson(found: Diagnostic, sourceOf: SourceOf): DiagnosticJson {
  const { span, code, severity, message, ...rest } = found;
  if (!span) return { code, severity, message, ...rest };
  const { file, start, end } = span;
  const text = sourceOf(file);
  if (text === undefined) return { code, severity, message, file, start, end, ...rest };
  const from = positionAt(text, start);
  const to = positionAt(text, end);
  return {
    code,
    severity,
    message,
    file,
    start,
    end,
    line: from.line,
    column: from.column,
    endLine: to.line,
    endColumn: to.column,
    ...rest,
  };
}
