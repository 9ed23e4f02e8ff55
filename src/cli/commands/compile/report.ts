import type { Diagnostic, Severity } from '../../../compiler/diagnostics/diagnostic.ts';
import type { Evaluation } from '../../../compiler/load/port.ts';
import { counted } from '../../../report/amounts.ts';
import { diagnosticText } from '../../../report/diagnostics.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues } from '../../command.ts';
import type { Refusal } from '../../project/open.ts';

/** So many findings of one severity are shown unless `--verbose` asks for all; JSON always has all. */
const MOST_SHOWN = 20;

const severities: readonly (readonly [severity: Severity, name: string])[] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['note', 'note'],
];

/**
 * Shows why a project was refused: Dataform's own words stand below biform's. `typed` is the folder as the author named
 * it; it stands in them for the real one.
 */
export function reportRefusal(
  { refused, texts, root }: Refusal,
  typed: string,
  values: OptionValues,
  context: CommandContext,
): void {
  const folder = typed === '.' ? '' : `${typed.replace(/\/+$/, '')}/`;
  const [last] = refused.slice(-1);
  const original = root === undefined ? last?.original : last?.original?.replaceAll(`${root}/`, folder);
  if (last?.code === 'BF1501') {
    report([{ ...last, ...listHelp(typed, values) }], texts, values, context);
    return;
  }
  const told = last && original !== undefined ? [...refused.slice(0, -1), { ...last, original }] : refused;
  report(told, texts, values, context, told.at(-1));
}

/** A word after a list that was meant to belong to it is read as the name of a folder. */
function listHelp(word: string, values: OptionValues): { readonly help?: string } {
  const [name, list] = Object.entries(values).find(([, value]) => Array.isArray(value)) ?? [];
  return name === undefined
    ? {}
    : { help: `Words of a list are separated by commas: --${name}=${[list, word].join()}` };
}

/** Writes findings to stderr, errors first; with --quiet errors only. Dataform's own words come with --verbose, and for `full`, which is always shown. */
export function report(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  values: OptionValues,
  context: CommandContext,
  full?: Diagnostic,
): void {
  const all = values['verbose'] === true;
  const counts: string[] = [];
  for (const [severity, name] of severities) {
    const found = diagnostics.filter((one) => one.severity === severity);
    if (found.length === 0 || (severity !== 'error' && values['quiet'])) continue;
    const shown = found.filter((one, index) => all || index < MOST_SHOWN || one === full);
    for (const one of shown)
      context.stderr(`${diagnosticText(one, (file) => texts.get(file), context.colour, all || one === full)}\n`);
    const more = found.length - shown.length;
    if (more > 0) context.stderr(`... and ${counted(more, `more ${name}`)}; --verbose shows all.\n\n`);
    if (severity !== 'note') counts.push(counted(found.length, name));
  }
  const [first] = diagnostics.filter(({ severity }) => severity === 'error');
  const isMany = counts.length > 1 || (counts[0] !== undefined && !counts[0].startsWith('1 '));
  const hint = first ? ` biform explain ${first.code} tells more.` : '';
  if (isMany) context.stderr(`${counts.join(', ')}.${hint}\n`);
  else if (first) context.stderr(`${hint.trim()}\n`);
}

/** Writes what project code printed to its console to stderr, so that stdout is the result alone. */
export function reportLog(log: Evaluation['log'], values: OptionValues, context: CommandContext): void {
  if (!values['quiet']) for (const { text } of log) context.stderr(`${text}\n`);
}

export const statusOf = (diagnostics: readonly Diagnostic[]): ExitCode =>
  diagnostics.some(({ severity }) => severity === 'error') ? exitCodes.failed : exitCodes.ok;
