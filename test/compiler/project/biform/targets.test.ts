import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { envText, fromEnvironment } from '../../../../src/compiler/project/biform/environment.ts';
import { readBiformSettings } from '../../../../src/compiler/project/biform/read.ts';
import { chooseTarget, namingOf, projectOverrides } from '../../../../src/compiler/project/biform/targets.ts';

const settingsOf = (text: string) => readBiformSettings(text).settings;
const chosen = (text: string | undefined, asked?: string) => {
  const target = chooseTarget(text === undefined ? undefined : settingsOf(text), asked);
  return 'fault' in target ? target.fault.message : target;
};

describe('the target of a command', () => {
  const plain = { engine: 'duckdb', path: '.biform/local.duckdb', sources: {} };

  test('is DuckDB on this machine where nothing is said', () => {
    expect(chosen(undefined)).toEqual({ name: 'local', settings: plain });
    expect(chosen(undefined, 'duckdb')).toEqual({ name: 'duckdb', settings: plain });
  });

  test('may be an engine by its name', () => {
    expect(chosen(undefined, 'bigquery')).toEqual({ name: 'bigquery', settings: { engine: 'bigquery', labels: {} } });
    expect(chosen('targets: { prod: { engine: bigquery } }', 'databricks')).toMatchObject({ name: 'databricks' });
  });

  test('is the default target of biform.yaml, or the one asked for', () => {
    const text =
      'defaultTarget: prod\ntargets: { prod: { engine: bigquery, project: p }, dev: { engine: duckdb, path: d.db } }';
    expect(chosen(text)).toMatchObject({ name: 'prod', settings: { project: 'p' } });
    expect(chosen(text, 'dev')).toMatchObject({ name: 'dev', settings: { path: 'd.db' } });
  });

  test('a name in biform.yaml goes before an engine of that name', () => {
    expect(chosen('targets: { duckdb: { engine: bigquery } }', 'duckdb')).toMatchObject({
      settings: { engine: 'bigquery' },
    });
  });

  test('duckdb means the one DuckDB target where there is exactly one', () => {
    const one = 'targets: { dev: { engine: duckdb, path: d.db } }';
    expect(chosen(one, 'duckdb')).toMatchObject({ name: 'dev' });
    const two = 'targets: { dev: { engine: duckdb, path: d.db }, ci: { engine: duckdb, path: c.db } }';
    expect(chosen(two, 'duckdb')).toEqual({ name: 'duckdb', settings: plain });
    expect(chosen(one, 'bigquery')).toMatchObject({ name: 'bigquery' });
  });

  test('an unknown one is refused with the known ones', () => {
    expect(chosen(undefined, 'duckbd')).toBe(
      'There is no target "duckbd". Did you mean "duckdb"? Targets: local, duckdb, bigquery, databricks.',
    );
    expect(chosen(undefined, '__proto__')).toContain('There is no target');
  });
});

describe('names of a target', () => {
  const project = { defaultDatabase: 'acme', databaseSuffix: 'dev' };

  test('both forms of the default project are its own', () => {
    expect(namingOf({ engine: 'bigquery', labels: {} }, project)).toEqual({ defaultProjects: ['acme', 'acme_dev'] });
    expect(namingOf({ engine: 'bigquery', labels: {} }, {})).toEqual({ defaultProjects: [] });
  });

  test.each([
    ['.biform/local.duckdb', 'local'],
    ['a.b.duckdb', 'a'],
    [':memory:', 'memory'],
    ['C:\\x\\y.db', 'y'],
  ])('DuckDB calls %s %s', (path, name) => {
    expect(namingOf({ engine: 'duckdb', path, sources: {} }, project).catalog).toBe(name);
  });

  test('a BigQuery target puts its project and location in place of the settings', () => {
    const target = settingsOf('targets: { p: { engine: bigquery, project: x, location: EU } }')?.targets['p'];
    expect(target && projectOverrides(target)).toEqual({ defaultDatabase: 'x', defaultLocation: 'EU' });
    expect(projectOverrides({ engine: 'duckdb', path: 'x', sources: {} })).toEqual({});
  });
});

describe('secrets', () => {
  const filled = fromEnvironment(envText('https://${env.A}.x/${env.B}'), { A: 'a', B: 'hunter2' }, 'host');
  const secret = 'secret' in filled ? filled.secret : undefined;

  test('are filled in from the environment', () => {
    expect(secret?.reveal()).toBe('https://a.x/hunter2');
  });

  test('do not print', () => {
    const printed = [
      `${secret}`,
      String(secret),
      JSON.stringify({ secret }),
      inspect({ secret }, { depth: 9, showHidden: true }),
    ];
    for (const text of printed) expect(text).not.toContain('hunter2');
    expect(printed[2]).toBe('{"secret":"[secret]"}');
  });

  test('every variable that is not set is named', () => {
    const result = fromEnvironment(envText('${env.A}${env.B}'), { A: '' }, 'targets.p.token');
    expect('faults' in result && result.faults.map(({ message }) => message)).toEqual([
      'The environment variable A is not set; "targets.p.token" needs it.',
      'The environment variable B is not set; "targets.p.token" needs it.',
    ]);
  });
});
