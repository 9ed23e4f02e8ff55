import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'biform-start-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What a fresh clone has of the sample. */
const cloned = [
  'definitions',
  'includes',
  'macros',
  'sources',
  'biform.yaml',
  'workflow_settings.yaml',
  'package.json',
];

test('npm start makes the data of the sample and builds it, and builds nothing twice', { timeout: 120_000 }, () => {
  for (const name of cloned) cpSync(join(root, name), join(dir, name), { recursive: true });
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const start = () =>
    spawnSync('sh', ['-c', scripts.start.replaceAll('dist/', `${root}/dist/`)], {
      cwd: dir,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: dir, BIFORM_CACHE_DIR: join(dir, 'cache') },
    });
  const first = start();
  expect(first.stderr + first.stdout).toContain("Made the sample's data: ");
  expect(first.stderr + first.stdout).toContain('Run succeeded in ');
  expect(first.status).toBe(0);
  expect(existsSync(join(dir, '.biform/local.duckdb'))).toBe(true);
  const second = start();
  expect(second.status).toBe(0);
  expect(second.stderr + second.stdout).toMatch(/1 built, 21 unchanged/);
  expect(second.stderr + second.stdout).not.toContain('Made the sample');
});
