import { openScratch } from '../../../adapters/runners.ts';
import { runUnitTests, type UnitTestResult } from '../../../executor/unit-test.ts';
import { unitTestsSummary, unitTestText } from '../../../report/unit-tests.ts';
import type { CommandContext, OptionValues } from '../../command.ts';
import type { Prepared } from './prepare.ts';

/** Runs all unit tests of a project in a database of their own. Without biform.yaml rows compare as Dataform compares them. */
export async function unitTests(project: Prepared, context: CommandContext): Promise<readonly UnitTestResult[]> {
  const tests = project.manifest.actions.filter(({ kind }) => kind === 'test');
  if (tests.length === 0) return [];
  const adapter = await openScratch();
  if ('fault' in adapter) throw new Error(adapter.fault.message);
  try {
    return await runUnitTests(tests, adapter, { ...context, alwaysInOrder: project.settings === undefined });
  } finally {
    await adapter.close();
  }
}

/** For `run --run-tests`: whether all pass; failures are shown. */
export async function testsPass(project: Prepared, options: OptionValues, context: CommandContext): Promise<boolean> {
  const results = await unitTests(project, context);
  const failed = results.filter(({ outcome }) => outcome !== 'passed');
  const quiet = options['quiet'] === true || options['json'] === true;
  for (const result of quiet ? failed : results)
    context.stderr(unitTestText(result, (file) => project.texts.get(file), context.colour));
  if (failed.length > 0) context.stderr(`Unit tests did not pass: nothing was run. ${unitTestsSummary(results)}`);
  return failed.length === 0;
}
