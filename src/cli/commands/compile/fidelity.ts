import { type Diagnostic, diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import type { Dialect } from '../../../compiler/dialect/dialect.ts';
import type { Graded } from '../../../compiler/dialect/grade.ts';
import type { CompiledAction, Manifest } from '../../../compiler/manifest/manifest.ts';
import { type Target, targetName } from '../../../compiler/target/target.ts';
import { type ActionFidelity, fidelityJson, fidelityText } from '../../../report/fidelity.ts';
import { paint } from '../../../report/paint.ts';
import type { CommandContext, OptionValues } from '../../command.ts';
import type { CompiledProject } from '../../project/compile.ts';
import { outputSelection, selectedGraph } from './select.ts';

/** Collects how each part of a project's SQL was translated, by action. */
export interface Grades {
  readonly tell: (action: string, found: Graded) => void;
  /** Also tells what has no translation. */
  readonly refused: (diagnostics: readonly Diagnostic[]) => void;
  readonly byAction: ReadonlyMap<string, readonly Graded[]>;
}

export function collectGrades(): Grades {
  const byAction = new Map<string, Graded[]>();
  const tell = (action: string, found: Graded): void => {
    const known = byAction.get(action);
    if (known) known.push(found);
    else byAction.set(action, [found]);
  };
  return {
    tell,
    byAction,
    refused: (diagnostics) => {
      for (const { action, severity, message, help, span } of diagnostics)
        if (action !== undefined && severity === 'error')
          tell(action, {
            what: message,
            grade: 'unsupported',
            ...(help !== undefined && { reason: help }),
            ...(span && { span }),
          });
    },
  };
}

/** BF4003 for each part with a declared difference, once per place. */
export function inexact(byAction: ReadonlyMap<string, readonly Graded[]>, target: string): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const [action, parts] of byAction)
    for (const { what, grade, reason = '', span } of parts) {
      const key = `${action} ${span?.file} ${span?.start} ${what}`;
      if (grade === 'differs' && !found.has(key))
        found.set(
          key,
          diagnostic('BF4003', { what: `\`${what}\``, target, difference: reason }, { action, ...(span && { span }) }),
        );
    }
  return [...found.values()];
}

/** The actions of a manifest that `--output-actions` and its like leave. */
export function shownActions(
  { graph }: CompiledProject,
  { actions }: Manifest,
  values: OptionValues,
): readonly CompiledAction[] {
  const selection = outputSelection(values);
  if (!selection) return actions;
  const { tables = [], operations = [], assertions = [] } = selectedGraph(graph, selection).graph;
  const chosen: readonly { readonly target?: Target }[] = [...tables, ...operations, ...assertions];
  const names = new Set(chosen.flatMap(({ target }) => (target ? [targetName(target)] : [])));
  return actions.filter(({ target }) => names.has(targetName(target)));
}

/** Writes the grades to stdout: as JSON, or for people; with --quiet without their parts. */
export function printFidelity(
  actions: readonly ActionFidelity[],
  shown: {
    readonly target: string;
    readonly dialect: Dialect;
    readonly texts: ReadonlyMap<string, string>;
    readonly values: OptionValues;
    readonly context: CommandContext;
  },
): void {
  const { target, dialect, texts, values, context } = shown;
  const sourceOf = (file: string): string | undefined => texts.get(file);
  const text = values['json']
    ? fidelityJson(actions, target, dialect.name, sourceOf)
    : fidelityText(actions, dialect.title, sourceOf, paint(context.colour), values['quiet'] === true);
  context.stdout(text);
}
