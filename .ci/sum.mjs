// node .ci/sum.mjs FOLDER FAILED_STEPS SUITE...: adds up vitest's JSON reports and prints one line for all of them.
// A suite without a report, a failed step without a failed test, and a skipped test of an engine count as failures.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, failedSteps, ...suites] = process.argv.slice(2);
const sum = { passed: 0, failed: 0, skipped: 0 };

for (const suite of suites) {
  let report;
  try {
    report = JSON.parse(readFileSync(join(folder, `${suite}.json`), 'utf8'));
  } catch {
    console.log(`${suite}: no report`);
    sum.failed += 1;
    continue;
  }
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const skipped = report.numPendingTests + report.numTodoTests;
  const failed = report.numFailedTests + brokenFiles.length;
  console.log(`${suite}: ${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
  sum.passed += report.numPassedTests;
  sum.failed += failed;
  if (suite === 'engines' && skipped > 0) {
    console.log(`${suite}: no suite may be skipped here`);
    sum.failed += skipped;
  } else sum.skipped += skipped;
}
if (sum.failed === 0) sum.failed = Number(failedSteps);
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed === 0 ? 0 : 1);
