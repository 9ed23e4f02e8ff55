import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDuckDB } from '../../../src/adapters/duckdb/adapter.ts';
import { ask } from '../../support/runs.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'biform-lock-'));
  path = join(folder, 'local.duckdb');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const holder = `
  import { DuckDBInstance } from '@duckdb/node-api';
  const instance = await DuckDBInstance.create(process.argv[1]);
  console.log('held');
  setInterval(() => instance, 1000);
`;

test('a database that another process holds is refused with that process', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', holder, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const opened = await openDuckDB({ path, shown: 'local.duckdb', sources: [] });
  expect(opened).toMatchObject({ fault: { code: 'BF8010', message: expect.stringContaining(`PID ${child.pid} `) } });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  const again = await openDuckDB({ path, shown: 'local.duckdb', sources: [] });
  expect('fault' in again).toBe(false);
  if (!('fault' in again)) await again.close();
});

test('a file that is no database is left alone and named', async () => {
  writeFileSync(path, 'not a database '.repeat(1000));
  const opened = await openDuckDB({ path, shown: 'local.duckdb', sources: [] });
  expect(opened).toMatchObject({
    fault: { code: 'BF8011', message: expect.stringContaining('not a valid DuckDB database') },
  });
});

test('a log of a newer format is refused', async () => {
  await ask(
    path,
    'create schema biform_state',
    'create table biform_state.steps (id bigint)',
    'create table biform_state.format as select 99 as format',
  );
  const opened = await openDuckDB({ path, shown: 'local.duckdb', sources: [] });
  expect(opened).toMatchObject({ fault: { code: 'BF8012' } });
});
