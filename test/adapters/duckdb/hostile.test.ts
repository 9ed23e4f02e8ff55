import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileSource } from '../../../src/adapters/duckdb/sources/files.ts';
import { manifest } from '../../support/manifest.ts';
import { ask, open, runOnce } from '../../support/runs.ts';

let folder: string;
let path: string;
let source: FileSource;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'biform-hostile-'));
  path = join(folder, 'local.duckdb');
  const real = join(folder, 'declared.csv');
  writeFileSync(real, 'a\n1\n');
  writeFileSync(join(folder, 'secret.csv'), 'password\nhunter2\n');
  source = {
    name: 'raw.declared',
    relation: { schema: 'raw', name: 'declared' },
    version: '1',
    format: 'csv',
    files: [{ path: 'declared.csv', real, bytes: 4 }],
    columns: [],
    options: {},
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string): string => join(folder, name);

/** What a pull request's SQL could try; `#` stands for a folder with a secret in it. */
const attacks = [
  "select * from read_csv('/etc/passwd')",
  "select * from '/etc/passwd'",
  "select * from read_text('/etc/passwd')",
  "select * from read_blob('/etc/*')",
  "select * from glob('/etc/*')",
  "select * from read_csv('#/secret.csv')",
  "select * from read_csv('#/*.csv')",
  "select * from read_csv('#/declared.csv/../secret.csv')",
  "select * from sniff_csv('#/secret.csv')",
  "select * from read_json('#/secret.csv')",
  "select * from read_parquet('#/secret.csv')",
  "select * from parquet_metadata('/etc/passwd')",
  "select * from read_duckdb('#/other.duckdb')",
  "select * from 'https://example.com/x.csv'",
  "select * from read_csv('https://example.com/x.csv')",
  "select * from read_parquet('s3://bucket/x.parquet')",
  "attach '#/evil.duckdb' as evil",
  "attach ':memory:' as evil",
  "/* a */ attach ':memory:' as evil",
  'detach local',
  'use temp',
  "copy (select 1) to '#/evil.csv'",
  "copy (select 1) to '#/declared.csv'",
  "copy (select 1) to '#/local.duckdb'",
  "create table main.c (a varchar); copy main.c from '/etc/passwd'",
  "export database '#/evil'",
  "import database '#/evil'",
  'install httpfs',
  'load httpfs',
  "load '#/evil.duckdb_extension'",
  'force install httpfs from community',
  'pragma database_list',
  'pragma enable_profiling',
  "pragma temp_directory='#'",
  '-- x\npragma threads = 1',
  "select getenv('HOME')",
  "set memory_limit = '1GB'",
  'set enable_external_access = true',
  "set global allowed_paths = ['/etc/passwd']",
  'reset enable_external_access',
  'set lock_configuration = false',
  "set schema = 'main'",
  'create secret s (type http)',
  "create or replace persistent secret s (type http, bearer_token 'x')",
  "call enable_logging(storage := 'file', storage_config := {'path': '#/evil.log'})",
  "select * from enable_logging(storage := 'file', storage_config := {'path': '#/evil.log'})",
  'select * from "enable_logging"()',
  "from query('select * from enable_logging()')",
  "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))",
  "select write_log('x')",
  'call pragma_version()',
  'checkpoint',
  'force checkpoint',
  'select * from force_checkpoint()',
  'vacuum',
  'explain analyze select 1',
  "prepare p as copy (select 1) to '#/evil.csv'",
  'execute p',
  'rollback',
  'select 1; rollback; select 2',
];

describe('SQL of a project cannot leave its database:', () => {
  test.each(attacks)('%s', async (attack) => {
    const sql = attack.replaceAll('#', folder);
    const first = await runOnce(path, manifest({ kind: 'operation', name: 'o.attack', operations: [sql] }));
    expect(first.steps).toEqual(['p.o.attack: failed']);
    const hidden = await runOnce(
      path,
      manifest({ kind: 'table', name: 'o.t', sql: 'select 1 as a', post: [`select 1;\n${sql}`] }),
    );
    expect(hidden.steps).toEqual(['p.o.t: failed']);
  });

  test('nothing was written, and the database works as before', async () => {
    expect(readdirSync(folder).sort()).toEqual(['declared.csv', 'local.duckdb', 'secret.csv']);
    expect((await runOnce(path, manifest({ kind: 'table', name: 'o.t' }))).outcome).toBe('succeeded');
    expect(await ask(path, "select table_name from duckdb_tables() where schema_name = 'o'")).toEqual([[['t']]]);
  });
});

test('files of declarations can be read and not be written', async () => {
  const read = manifest({ kind: 'table', name: 'o.r', sql: `select * from read_csv('${inFolder('declared.csv')}')` });
  expect((await runOnce(path, read, { files: [source] })).outcome).toBe('succeeded');
  const sql = `copy (select 1) to '${inFolder('declared.csv')}'`;
  const write = manifest({ kind: 'operation', name: 'o.w', operations: [sql] });
  expect((await runOnce(path, write, { files: [source] })).outcome).toBe('failed');
});

test('neither a query of a unit test nor a look at the data leaves the database', async () => {
  const adapter = await open(':memory:');
  const { signal } = new AbortController();
  for (const attack of attacks) {
    const text = attack.replaceAll('#', folder);
    await expect(adapter.query({ text, pieces: [] }, signal), text).rejects.toThrow();
  }
  await adapter.close();
});

test('words that only look like an attack do no harm', async () => {
  const harmless = [
    "select 'attach; pragma; call x' as a",
    'select 1 as checkpoint, 2 as "pragma", 3 as load',
    'create table o.secret as select 1 as a',
    'create or replace macro o.query2(x) as x + 1',
    'set variable v = 1',
    'describe select 1 as a',
    'with pragma as (select 1 as a) select * from pragma',
  ];
  const { steps } = await runOnce(path, manifest({ kind: 'operation', name: 'o.h', operations: harmless }));
  expect(steps).toEqual(['p.o.h: succeeded']);
  expect(existsSync(path)).toBe(true);
});
