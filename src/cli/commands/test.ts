import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SourceOf } from '../../report/diagnostics.ts';
import { junitXml } from '../../report/junit.ts';
import { unitTestsJson, unitTestsSuite, unitTestsSummary, unitTestText } from '../../report/unit-tests.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues } from '../command.ts';
import { reportsFrom } from './run/options.ts';
import { prepare } from './run/prepare.ts';
import { unitTests } from './run/unit-tests.ts';

/** Compiles a project and runs its unit tests in a database of their own. */
export async function run(args: readonly string[], options: OptionValues, context: CommandContext): Promise<ExitCode> {
  const reports = reportsFrom(options, context);
  const project = await prepare(args, options, context);
  if ('exit' in project) return project.exit;
  const sourceOf: SourceOf = (file) => project.texts.get(file);
  const results = await unitTests(project, context);
  const failed = results.filter(({ outcome }) => outcome !== 'passed');
  if (options['json'] === true) context.stdout(unitTestsJson(results, sourceOf));
  else {
    const shown = options['quiet'] === true ? failed : results;
    for (const result of shown) context.stdout(unitTestText(result, sourceOf, context.colour));
    context.stdout(unitTestsSummary(results));
  }
  if (reports.junit !== undefined) {
    const at = new Date(context.now()).toISOString();
    await mkdir(dirname(reports.junit), { recursive: true });
    await writeFile(reports.junit, junitXml(unitTestsSuite(results, at, sourceOf)));
  }
  if (context.signal.aborted) return exitCodes.interrupted;
  return failed.length === 0 ? exitCodes.ok : exitCodes.failed;
}
