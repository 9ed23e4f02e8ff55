import type { Failure } from '../adapters/adapter/adapter.ts';
import { type Diagnostic, diagnostic, type Extras } from '../compiler/diagnostics/diagnostic.ts';
import type { Span } from '../compiler/diagnostics/span.ts';
import type { CompiledAction } from '../compiler/manifest/manifest.ts';
import { originOf } from '../compiler/sql/mapped.ts';
import type { Step } from '../planner/step.ts';

/** An engine's failure as a diagnostic at the author's place. */
export function failureDiagnostic(
  step: Step,
  failure: Failure,
  helpFor?: (missing: string) => string | undefined,
): Diagnostic {
  const help = failure.missing === undefined ? undefined : helpFor?.(failure.missing);
  const span = placeOf(step, failure);
  const extras: Extras = { action: step.name, ...(span && { span }), ...(help !== undefined && { help }) };
  const { kind, message } = failure;
  if (step.kind === 'import') return diagnostic('BF8025', { source: step.name, message }, extras);
  if (kind === 'denied') return diagnostic('BF8006', { action: step.name, statement: message }, extras);
  return diagnostic('BF8001', { action: step.name, message }, extras);
}

export function stoppedDiagnostic(step: Step, seconds: number): Diagnostic {
  const span = step.kind === 'build' ? fileSpan(step.action) : undefined;
  return diagnostic('BF8007', { action: step.name, seconds }, { action: step.name, ...(span && { span }) });
}

export function assertionFailed(action: CompiledAction, name: string, rows: number): Diagnostic {
  const origin =
    action.query && originOf(action.query, action.query.text.length - action.query.text.trimStart().length);
  const span = origin ?? fileSpan(action);
  return diagnostic('BF8002', { action: name, rows }, { action: name, ...(span && { span }) });
}

/** The place of a failure; where the engine names none, the beginning of what the author wrote of that statement. */
function placeOf(step: Step, { sql, offset }: Failure): Span | undefined {
  if (step.kind !== 'build') return undefined;
  const start = offset ?? sql?.pieces[0]?.at;
  if (!sql || start === undefined) return fileSpan(step.action);
  const from = offset ?? start + (sql.text.slice(start).length - sql.text.slice(start).trimStart().length);
  const word = /^[\p{L}\p{N}_]+/u.exec(sql.text.slice(from))?.[0] ?? '';
  return originOf(sql, from, from + Math.max(1, word.length)) ?? fileSpan(step.action);
}

const fileSpan = ({ fileName }: CompiledAction): Span | undefined =>
  fileName === undefined ? undefined : { file: fileName, start: 0, end: 0 };
