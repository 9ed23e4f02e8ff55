import { chooseTarget, projectOverrides } from '../../../compiler/project/biform/targets.ts';
import { counted } from '../../../report/amounts.ts';
import { fidelityOf } from '../../../report/fidelity.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues } from '../../command.ts';
import type { CompiledProject } from '../../project/compile.ts';
import type { CompileOptions } from '../../project/open.ts';
import { lowerForTarget } from '../../project/target.ts';
import { writeScripts } from '../scripts.ts';
import { collectGrades, inexact, printFidelity, shownActions } from './fidelity.ts';
import { report, statusOf } from './report.ts';

/** What a target's name means once biform.yaml is known. */
export const targetChoice =
  (asked: string): NonNullable<CompileOptions['target']> =>
  (settings) => {
    const chosen = chooseTarget(settings, asked);
    if ('fault' in chosen) return { fault: chosen.fault };
    return { engine: chosen.settings.engine, overrides: projectOverrides(chosen.settings) };
  };

/** Lowers a compiled project and writes its scripts to `.biform/compiled/`. A project with errors is not lowered. */
export async function writeTarget(
  compiled: CompiledProject,
  asked: string,
  status: ExitCode,
  values: OptionValues,
  context: CommandContext,
): Promise<ExitCode> {
  const chosen = chooseTarget(compiled.biformSettings, asked);
  if (status !== exitCodes.ok || 'fault' in chosen) return status;
  const judged = values['fidelity'] === true || values['exact-only'] === true;
  const grades = collectGrades();
  const { manifest, dialect, home, diagnostics } = await lowerForTarget(
    compiled.graph,
    chosen,
    compiled.textOf,
    compiled.columns,
    judged ? grades.tell : undefined,
    compiled.readerOf,
  );
  const { root, texts } = compiled.sources;
  const written = writeScripts({
    root,
    target: chosen.name,
    manifest,
    dialect,
    ...(home === undefined ? {} : { home }),
  });
  const strict = values['exact-only'] ? inexact(grades.byAction, dialect.title) : [];
  const found = [...diagnostics, ...strict, ...written.diagnostics];
  if (values['fidelity']) {
    grades.refused(diagnostics);
    printFidelity(fidelityOf({ actions: shownActions(compiled, manifest, values) }, grades.byAction), {
      target: chosen.name,
      dialect,
      texts,
      values,
      context,
    });
  }
  report(found, texts, values, context);
  if (!values['quiet'])
    context.stderr(`${counted(written.paths.length, 'script')} in .biform/compiled/${chosen.name}/\n`);
  return statusOf(found);
}
