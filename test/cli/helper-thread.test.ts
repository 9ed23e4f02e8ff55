import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateProject, writeBenchProject } from '../../bench/generate.ts';
import { biformCli, runNode } from '../support/biform.ts';

const scratch = mkdtempSync(join(tmpdir(), 'biform-helper-'));

/** A script that Node.js runs first. */
function before(name: string, code: string): string {
  const file = join(scratch, name);
  writeFileSync(file, code);
  return file;
}

/** The machine has so many cores, as biform sees it; threads are told on stderr. */
const machine = (cores: number): string =>
  before(
    `cores-${cores}.cjs`,
    `require('node:os').availableParallelism = () => ${cores};
const threads = require('node:worker_threads');
threads.Worker = class extends threads.Worker {
  constructor(...given) {
    super(...given);
    process.stderr.write('a thread started\\n');
  }
};
require('node:module').syncBuiltinESMExports();
`,
  );

const compile = (dir: string, cores: number, cache: string) =>
  runNode(['--require', machine(cores), biformCli, 'compile', dir, '--json'], {
    BIFORM_CACHE_DIR: join(scratch, cache),
  });

test('a thread helps with a large project, and the result is that of one thread', async () => {
  const dir = join(scratch, 'large');
  writeBenchProject(dir, generateProject(2000), undefined);
  const wrong = join(dir, 'definitions/marts/mart_1.sqlx');
  writeFileSync(wrong, 'config { type: "table" }\nSELECT amuont FROM ${ref("int_1")}\n');
  const alone = await compile(dir, 1, 'alone');
  const helped = await compile(dir, 2, 'helped');
  expect(alone.stderr).not.toContain('a thread started');
  expect(helped.stderr).toContain('a thread started');
  expect(helped.stdout).toBe(alone.stdout);
  expect(helped.stdout).toContain('BF2101');
  const again = await compile(dir, 2, 'helped');
  expect(again.stderr).not.toContain('a thread started');
  expect(again.stdout).toBe(alone.stdout);
}, 120_000);

test('a small project needs no thread', async () => {
  const dir = join(scratch, 'small');
  writeBenchProject(dir, generateProject(50), undefined);
  const { status, stderr } = await compile(dir, 8, 'small');
  expect(status).toBe(0);
  expect(stderr).not.toContain('a thread started');
});
