import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeScripts } from '../../../src/cli/commands/scripts.ts';
import { lowerForTarget, readSettings } from '../../../src/cli/project/target.ts';
import type { CompiledGraph } from '../../../src/compiler/actions/graph.ts';
import { chooseTarget } from '../../../src/compiler/project/biform/targets.ts';

const newRoot = () => mkdtempSync(join(tmpdir(), 'biform-target-'));

test('a project without biform.yaml has no settings and no fault', async () => {
  expect(await readSettings(newRoot())).toEqual({ diagnostics: [] });
});

test('a faulty biform.yaml has faults and no settings', async () => {
  const root = newRoot();
  writeFileSync(join(root, 'biform.yaml'), 'x: 1\n');
  expect(await readSettings(root)).toMatchObject({ diagnostics: [{ code: 'BF1601' }] });
  writeFileSync(join(root, 'biform.yaml'), Buffer.from([0x61, 0xff]));
  expect(await readSettings(root)).toMatchObject({ diagnostics: [{ code: 'BF1504' }] });
});

test('a biform.yaml that lies elsewhere is not read', async () => {
  const [root, elsewhere] = [newRoot(), newRoot()];
  writeFileSync(join(elsewhere, 'x.yaml'), 'dialect: bigquery\n');
  symlinkSync(join(elsewhere, 'x.yaml'), join(root, 'biform.yaml'));
  expect(await readSettings(root)).toMatchObject({ diagnostics: [{ code: 'BF1503' }] });
});

test('a link that leads nowhere counts as no biform.yaml', async () => {
  const root = newRoot();
  symlinkSync(join(root, 'nowhere'), join(root, 'biform.yaml'));
  expect((await readSettings(root)).settings).toBeUndefined();
});

test('scripts of a target lie where its names say', async () => {
  const root = newRoot();
  writeFileSync(join(root, 'biform.yaml'), 'targets: { prod: { engine: bigquery } }\n');
  const graph: CompiledGraph = {
    projectConfig: { defaultDatabase: 'acme', databaseSuffix: 'dev' },
    graphErrors: {},
    dataformCoreVersion: '3.0.62',
    tables: ['acme_dev', 'acme'].map((database) => ({
      type: 'table',
      enumType: 'TABLE',
      target: { database, schema: 'marts', name: 'a' },
      query: 'select 1',
    })),
  };
  const chosen = chooseTarget((await readSettings(root)).settings, 'prod');
  if ('fault' in chosen) throw new Error(chosen.fault.message);
  const { manifest, dialect, home, diagnostics } = await lowerForTarget(graph, chosen);
  expect(diagnostics).toEqual([]);
  const { paths } = writeScripts({ root, target: chosen.name, manifest, dialect, ...(home !== undefined && { home }) });
  expect(paths).toEqual(['.biform/compiled/prod/marts/a.sql', '.biform/compiled/prod/acme.marts/a.sql']);
  expect(readFileSync(join(root, paths[1] ?? ''), 'utf8')).toContain('create or replace table `acme.marts.a`');
});
