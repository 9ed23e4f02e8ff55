import type { Difference, UnitTestResult } from '../executor/unit-test.ts';
import { counted, duration } from './amounts.ts';
import { diagnosticJson, diagnosticText, type SourceOf } from './diagnostics.ts';
import type { JunitSuite } from './junit.ts';
import { paint } from './paint.ts';

/** Differences shown of one test; the number of the rest is told. */
const MAX_SHOWN = 20;

/** The result of a unit test for people: one line, and for a failure what was expected and what came. */
export function unitTestText(result: UnitTestResult, sourceOf: SourceOf, colour: boolean): string {
  const p = paint(colour);
  const ok = result.outcome === 'passed';
  const word = ok ? p.green('ok'.padEnd(9)) : p.red('FAILED'.padEnd(9));
  const line = `${word} ${p.dim('test'.padEnd(11))} ${result.name}${p.dim(`  ${duration(result.ms)}`)}\n`;
  const faults = result.diagnostics.map((found) => diagnosticText(found, sourceOf, colour)).join('');
  return line + faults + differencesText(result.differences);
}

function differencesText(differences: readonly Difference[]): string {
  const shown = differences.slice(0, MAX_SHOWN).map(({ row, column, expected, actual }) => ({
    place: `row ${row}, ${column}`,
    expected: JSON.stringify(expected),
    actual: JSON.stringify(actual),
  }));
  const width = Math.max(0, ...shown.map(({ place }) => place.length));
  const lines = shown.map(
    ({ place, expected, actual }) =>
      `  ${place.padEnd(width)}  expected ${expected}\n  ${' '.repeat(width)}       got ${actual}\n`,
  );
  const rest = differences.length - shown.length;
  return lines.join('') + (rest > 0 ? `  and ${counted(rest, 'more difference')}\n` : '');
}

/** The results as JSON, for `biform test --json`. */
export function unitTestsJson(results: readonly UnitTestResult[], sourceOf: SourceOf): string {
  const tests = results.map((result) => ({
    ...result,
    diagnostics: result.diagnostics.map((found) => diagnosticJson(found, sourceOf)),
  }));
  return `${JSON.stringify({ version: 1, tests }, null, 2)}\n`;
}

export const unitTestsSummary = (results: readonly UnitTestResult[]): string => {
  const passed = results.filter(({ outcome }) => outcome === 'passed').length;
  const failed = results.length - passed;
  if (results.length === 0) return 'The project has no unit tests.\n';
  return failed === 0
    ? `${counted(passed, 'test')} passed.\n`
    : `${failed} of ${counted(results.length, 'test')} failed.\n`;
};

/** The results as test cases of JUnit. `at` is ISO 8601. */
export const unitTestsSuite = (results: readonly UnitTestResult[], at: string, sourceOf: SourceOf): JunitSuite => ({
  name: 'biform test',
  at,
  cases: results.map(({ name, ms, outcome, fileName, diagnostics, differences }) => ({
    name,
    ms,
    group: 'test',
    ...(fileName !== undefined && { file: fileName }),
    ...(outcome !== 'passed' && {
      failure: {
        message: diagnostics[0]?.message ?? outcome,
        details:
          diagnostics.map((found) => diagnosticText(found, sourceOf, false)).join('') + differencesText(differences),
      },
    }),
  })),
});
