import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { compileWithBiform, flagsOf } from '../support/biform.ts';
import { differences } from '../support/compare.ts';
import { compileWithCore, writeProject } from '../support/oracle.ts';
import { type GeneratedProject, generatedProject } from './generate/project.ts';

const seed = Number(process.env['DATAFORM_SEED'] ?? 1);
const runs = Number(process.env['DATAFORM_RUNS'] ?? 300);
const onlyPath = process.env['DATAFORM_PATH'];
const paths = onlyPath === undefined ? Array.from({ length: runs }, (_, i) => String(i)) : [onlyPath];

/** One cache for all projects: what it holds of one must never show in another. */
const cache = mkdtempSync(join(tmpdir(), 'biform-cache-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

/** Shrinking costs minutes; when much is wrong the first few examples are enough. */
let shrinkable = 4;

/** Where biform's graph, warm or cold, is not Dataform's; and the exit status, which follows from the errors. */
async function differencesOf({ files, overrides }: GeneratedProject): Promise<readonly string[]> {
  const dir = writeProject(files);
  try {
    const [expected, cold] = await Promise.all([
      compileWithCore(dir, overrides),
      compileWithBiform(dir, overrides, { BIFORM_CACHE_DIR: cache }),
    ]);
    const found = [...differences(expected, cold), ...statusDifference(expected, cold.status)];
    if (found.length > 0) return found;
    const warm = await compileWithBiform(dir, overrides, { BIFORM_CACHE_DIR: cache });
    return differences(expected, warm).map((line) => `when compiled again: ${line}`);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function statusDifference(expected: Awaited<ReturnType<typeof compileWithCore>>, status: number | undefined): string[] {
  const errors = 'graph' in expected ? (expected.graph['graphErrors'] as { compilationErrors?: unknown[] }) : undefined;
  const wanted = errors !== undefined && (errors.compilationErrors ?? []).length === 0 ? 0 : 1;
  return status === wanted ? [] : [`exit status: expected ${wanted}, got ${status}`];
}

const print = ({ files, overrides }: GeneratedProject): string =>
  [
    `flags: ${flagsOf(overrides).join(' ')}`,
    ...Object.entries(files).map(([path, content]) => `--- ${path}\n${content}`),
  ].join('\n');

describe(`projects generated from seed ${seed} compile to Dataform's graph`, () => {
  test.concurrent.each(paths)('project %s', async (path) => {
    const property = fc.asyncProperty(generatedProject, async (project) => {
      expect(await differencesOf(project)).toEqual([]);
    });
    const outcome = await fc.check(property, { seed, path, numRuns: 1, endOnFailure: shrinkable <= 0 });
    if (!outcome.failed) return;
    shrinkable--;
    const [project] = outcome.counterexample!;
    const found = await differencesOf(project);
    throw new Error(
      `The graphs differ; see it again: npm run test:dataform -- --seed ${seed} --path ${outcome.counterexamplePath}\n` +
        `${found.slice(0, 12).join('\n')}\n${print(project)}`,
    );
  });
});
