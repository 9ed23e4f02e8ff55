import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import type { Evaluation } from '../../../compiler/load/port.ts';
import { counted } from '../../../report/amounts.ts';
import { diagnosticText } from '../../../report/diagnostics.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues } from '../../command.ts';

const rank = { error: 0, warning: 1, note: 2 } as const;

/** Writes findings to stderr, errors first; with --quiet errors only. */
export function report(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  values: OptionValues,
  context: CommandContext,
): void {
  const shown = diagnostics
    .filter(({ severity }) => severity === 'error' || !values['quiet'])
    .sort((a, b) => rank[a.severity] - rank[b.severity]);
  for (const found of shown) context.stderr(`${diagnosticText(found, (file) => texts.get(file), context.colour)}\n`);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = shown.length - errors;
  if (errors + warnings > 1)
    context.stderr(
      `${[errors && counted(errors, 'error'), warnings && counted(warnings, 'warning')].filter(Boolean).join(', ')}\n`,
    );
}

/** Writes what project code printed to its console to stderr, so that stdout is the result alone. */
export function reportLog(log: Evaluation['log'], values: OptionValues, context: CommandContext): void {
  if (!values['quiet']) for (const { text } of log) context.stderr(`${text}\n`);
}

export const statusOf = (diagnostics: readonly Diagnostic[]): ExitCode =>
  diagnostics.some(({ severity }) => severity === 'error') ? exitCodes.failed : exitCodes.ok;
