import { type Code, catalog } from '../diagnostics/catalog/index.ts';
import { type Diagnostic, type Fix, replaceWith } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { EvaluationFault } from '../load/port.ts';
import type { Finding } from '../resolve/settle.ts';
import { targetName } from '../target/target.ts';
import { placeIn, referenceIn, wordIn } from './places.ts';

type Texts = ReadonlyMap<string, string>;

/** Code of an error that project code itself threw. */
const OWN_ERROR = 'BF1011';

/** Code of a reference that fits several actions: their names are in the message. */
const AMBIGUOUS = 'BF1062';

/** A code as the sandbox gave it, if it is one of biform's. */
const codeOf = (given: string): Code => (Object.hasOwn(catalog, given) ? given : OWN_ERROR) as Code;

/**
 * The graph's errors as diagnostics: placed at the reference, the key or the statement to blame, with the fix where
 * the name of another action is near. A reference that Dataform complains of twice appears once.
 */
export function explainFindings(findings: readonly Finding[], texts: Texts): readonly Diagnostic[] {
  const seen = new Set<string>();
  const found: Diagnostic[] = [];
  for (const finding of findings) {
    const one = explain(finding, texts);
    const reference = finding.reference && targetName({ name: '', ...finding.reference });
    const key = reference === undefined || !one.span ? undefined : `${one.span.file}:${one.span.start}:${reference}`;
    if (key !== undefined && seen.has(key)) continue;
    if (key !== undefined) seen.add(key);
    found.push(one);
  }
  return found;
}

function explain(finding: Finding, texts: Texts): Diagnostic {
  const { error, cycle } = finding;
  const suggestion = finding.code === AMBIGUOUS ? undefined : finding.suggestion;
  const message = error.message ?? '';
  const span = spanOf(finding, message, texts);
  const fixes = suggestion && span ? fixesFor(finding, span, texts) : [];
  const help = suggestion
    ? `Did you mean ${targetName(suggestion)}?`
    : cycle && `The cycle: ${cycle.map(targetName).join(' -> ')}.`;
  return {
    code: codeOf(finding.code),
    severity: 'error',
    message,
    ...(span ? { span } : {}),
    ...(error.actionName ? { action: error.actionName } : {}),
    ...(help && fixes.length === 0 ? { help } : {}),
    ...(fixes.length > 0 ? { help, fixes } : {}),
  } as Diagnostic;
}

function spanOf({ generated, reference, error }: Finding, message: string, texts: Texts): Span | undefined {
  const placed = generated && placeIn(generated, message, texts);
  const file = error.fileName !== undefined && texts.has(error.fileName) ? error.fileName : placed?.file;
  const text = file === undefined ? undefined : texts.get(file);
  if (file === undefined || text === undefined) return placed;
  const near = placed?.file === file ? placed.start : 0;
  const named = reference ? referenceIn(file, text, reference, near) : wordIn(file, text, message);
  return named ?? placed ?? { file, start: 0, end: 0 };
}

/** The misspelt name replaced; only where the span is the name itself. */
function fixesFor({ suggestion, reference }: Finding, span: Span, texts: Texts): readonly Fix[] {
  const written = texts.get(span.file)?.slice(span.start, span.end);
  if (!suggestion || reference?.name === undefined || written !== reference.name) return [];
  return suggestion.name === written ? [] : [replaceWith(span, suggestion.name)];
}

/** What ends a compilation, at its place. */
export function fatalDiagnostic({ code, message, generated, fileName }: EvaluationFault, texts: Texts): Diagnostic {
  const span = generated && placeIn(generated, message, texts);
  const start = fileName !== undefined && texts.has(fileName) ? { file: fileName, start: 0, end: 0 } : undefined;
  const place = span ?? start;
  return { code: codeOf(code), severity: 'error', message, ...(place ? { span: place } : {}) };
}
