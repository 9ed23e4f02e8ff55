import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeScripts } from '../../src/cli/commands/scripts.ts';
import type { CompiledGraph } from '../../src/compiler/actions/graph.ts';
import { lowered, renaming } from '../support/lower/lowering.ts';

const dialect = renaming('bigquery');
const graphOf = (...targets: readonly { schema: string; name: string; database?: string }[]): CompiledGraph => ({
  projectConfig: {},
  graphErrors: {},
  dataformCoreVersion: '3.0.62',
  tables: targets.map((target) => ({
    type: 'table',
    enumType: 'TABLE',
    target: { database: 'acme', ...target },
    query: 'select 1',
  })),
});

async function written(root: string, graph: CompiledGraph) {
  const { manifest } = await lowered(graph, dialect);
  return writeScripts({ root, target: 'prod', manifest, dialect, home: 'acme' });
}

const newRoot = () => mkdtempSync(join(tmpdir(), 'biform-scripts-'));

test('each action has a file, and what is gone from the project is gone from the folder', async () => {
  const root = newRoot();
  await written(root, graphOf({ schema: 'marts', name: 'a' }, { schema: 'marts', name: 'old' }));
  const { paths } = await written(
    root,
    graphOf({ schema: 'marts', name: 'a' }, { schema: 'raw', name: 'b', database: 'other' }),
  );
  expect(paths).toEqual(['.biform/compiled/prod/marts/a.sql', '.biform/compiled/prod/other.raw/b.sql']);
  expect(readFileSync(join(root, paths[0] ?? ''), 'utf8')).toContain(
    'create or replace table `acme.marts.a` as select 1;',
  );
  expect(readdirSync(join(root, '.biform/compiled/prod/marts'))).toEqual(['a.sql']);
});

test('no name leaves the folder or meets another file', async () => {
  const root = newRoot();
  const names = [
    '..',
    '../../x',
    'a/b',
    'A',
    'a',
    '.hidden',
    'x'.repeat(900),
    `${'x'.repeat(900)}y`,
    'con\nfig',
    '漢字',
    'a%2Fb',
    '',
  ];
  const { paths } = await written(root, graphOf(...names.map((name) => ({ schema: '..', name }))));
  expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(names.length);
  const found = readdirSync(join(root, '.biform/compiled/prod'), { recursive: true, encoding: 'utf8' });
  expect(found.filter((file) => file.endsWith('.sql'))).toHaveLength(names.length);
  expect(existsSync(join(root, '.biform/x.sql'))).toBe(false);
});

test.each(['.biform', '.biform/compiled', '.biform/compiled/prod'])(
  'a link at %s is refused and what it leads to is left alone',
  async (path) => {
    const root = newRoot();
    const elsewhere = newRoot();
    writeFileSync(join(elsewhere, 'precious'), 'x');
    mkdirSync(join(root, path, '..'), { recursive: true });
    symlinkSync(elsewhere, join(root, path));
    const result = await written(root, graphOf({ schema: 'marts', name: 'a' }));
    expect(result).toMatchObject({ paths: [], diagnostics: [{ code: 'BF1630' }] });
    expect(readdirSync(elsewhere)).toEqual(['precious']);
  },
);
