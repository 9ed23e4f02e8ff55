import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { biformCli, runNode } from '../support/biform.ts';

const settings = 'dataformCoreVersion: 3.0.62\ndefaultProject: p\ndefaultDataset: d\n';

const files = {
  'workflow_settings.yaml': settings,
  'definitions/exact.sqlx': 'config { type: "view" }\nselect abs(n) as x from ${ref("differs")}',
  'definitions/shimmed.sqlx': 'config { type: "view" }\nselect left(u, 2) as x from ${ref("differs")}',
  'definitions/rewritten.sqlx': 'config { type: "incremental" }\nselect sha256(u) as x from ${ref("differs")}',
  'definitions/differs.sqlx': 'config { type: "table" }\nselect -1 as n,\n  upper("x") as u',
  'definitions/unsupported.sqlx': 'config { type: "view" }\nselect st_geogpoint(n, n) as x from ${ref("differs")}',
};

function project(): string {
  const dir = mkdtempSync(join(tmpdir(), 'biform-fidelity-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  return dir;
}

const dir = project();
const biform = (...args: readonly string[]) => runNode([biformCli, ...args]);

interface Fidelity {
  readonly engine: string;
  readonly actions: readonly {
    readonly name: string;
    readonly grade: string;
    readonly parts: readonly { readonly what: string; readonly grade: string; readonly line?: number }[];
  }[];
}

test('each action has the lowest grade of its parts, with their places', async () => {
  const { status, stdout } = await biform('compile', dir, '--target=duckdb', '--fidelity', '--json');
  expect(status).toBe(1);
  const { engine, actions } = JSON.parse(stdout) as Fidelity;
  expect(engine).toBe('duckdb');
  expect(Object.fromEntries(actions.map(({ name, grade }) => [name, grade]))).toEqual({
    'p.d.exact': 'exact',
    'p.d.shimmed': 'shimmed',
    'p.d.rewritten': 'rewritten',
    'p.d.differs': 'differs',
    'p.d.unsupported': 'unsupported',
  });
  const partsOf = (name: string) => actions.find((action) => action.name === `p.d.${name}`)?.parts;
  expect(partsOf('exact')).toEqual([]);
  expect(partsOf('rewritten')?.map(({ what }) => what)).toEqual(['SHA256']);
  expect(partsOf('differs')).toContainEqual(expect.objectContaining({ what: 'UPPER', grade: 'differs', line: 3 }));
  expect(partsOf('unsupported')?.[0]?.what).toContain('ST_GEOGPOINT');
});

test('what is left out without changing a row is named and stays exact', async () => {
  const other = mkdtempSync(join(tmpdir(), 'biform-fidelity-'));
  const texts = {
    'workflow_settings.yaml': settings,
    'definitions/t.sqlx':
      'config { type: "table", bigquery: { partitionBy: "day", clusterBy: ["n"], labels: { a: "b" } } }\nselect 1 as n, date "2024-01-01" as day',
    'definitions/o.sqlx':
      'config { type: "operations", hasOutput: true }\ncreate or replace table d.o partition by day options (description = "x") as select date "2024-01-01" as day',
  };
  for (const [path, content] of Object.entries(texts)) {
    mkdirSync(dirname(join(other, path)), { recursive: true });
    writeFileSync(join(other, path), content);
  }
  const { stdout, stderr } = await biform('compile', other, '--target=duckdb', '--fidelity', '--exact-only', '--json');
  expect(stderr).not.toContain('BF');
  const { actions } = JSON.parse(stdout) as Fidelity;
  const shown = actions.map(({ name, grade, parts }) => [name, grade, parts.map(({ what }) => what)]);
  expect(shown).toContainEqual([
    'p.d.t',
    'exact',
    ['the setting partitionBy', 'the setting clusterBy', 'the setting labels'],
  ]);
  expect(shown).toContainEqual(['p.d.o', 'exact', ['PARTITION BY', 'the option `description`']]);
});

test('for people the counts come first, and reasons stand beside what is not exact', async () => {
  const { stdout } = await biform('compile', dir, '--target=duckdb', '--fidelity');
  expect(stdout).toContain(
    'Fidelity of 5 actions on DuckDB: 1 exact, 1 rewritten, 1 shimmed, 1 differs, 1 unsupported.',
  );
  expect(stdout).toMatch(/differs\s+definitions\/differs\.sqlx:3:3\s+UPPER: Letters/);
  const quiet = await biform(
    'compile',
    dir,
    '--target=duckdb',
    '--fidelity',
    '--quiet',
    '--output-actions=p.d.differs',
  );
  expect(quiet.stdout).toBe('Fidelity of 1 action on DuckDB: 1 differs.\n  differs      p.d.differs\n');
});

test('--exact-only makes a declared difference an error at its place', async () => {
  const { status, stderr } = await biform('compile', dir, '--target=duckdb', '--exact-only');
  expect(status).toBe(1);
  expect(stderr).toContain('error[BF4003] `UPPER` is not translated to DuckDB exactly. Letters');
  expect(stderr).toContain('definitions/differs.sqlx:3:3');
  expect(stderr.match(/BF4003\]/g)).toHaveLength(1);
});

test('on BigQuery everything is exact, since it is sent as written', async () => {
  const { status, stdout } = await biform('compile', dir, '--target=bigquery', '--fidelity', '--exact-only');
  expect(status).toBe(0);
  expect(stdout).toContain('Fidelity of 5 actions on BigQuery: 5 exact.');
});

test('without a target there is nothing to judge', async () => {
  for (const flag of ['--fidelity', '--exact-only']) {
    const { status, stderr } = await biform('compile', dir, flag);
    expect(status).toBe(2);
    expect(stderr).toContain('name one with --target');
  }
});
