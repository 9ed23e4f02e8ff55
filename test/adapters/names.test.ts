import { describe, expect, test } from 'vitest';
import { dialects } from '../../src/adapters/index.ts';
import type { Naming } from '../../src/compiler/target/engine.ts';
import { openDuckdb } from '../support/lower/duckdb.ts';

const naming: Naming = { defaultProjects: ['acme', 'acme_dev'], catalog: 'main', catalogs: { 'acme-ref': 'Ref' } };

describe('DuckDB', () => {
  const names = dialects.duckdb.names({ ...naming, catalog: 'local' });

  test.each([
    [['orders'], { name: 'orders' }],
    [['marts', 'orders'], { schema: 'marts', name: 'orders' }],
    [['acme', 'marts', 'orders'], { schema: 'marts', name: 'orders' }],
    [['acme_dev', 'marts', 'Orders'], { schema: 'marts', name: 'Orders' }],
    [['other', 'marts', 'orders'], { schema: 'other.marts', name: 'orders' }],
    [['', 'marts', 'events_*'], { schema: 'marts', name: 'events_*' }],
    [['acme', 'temp', 't'], { schema: 'temp_', name: 't' }],
    [['acme', 'LOCAL', 't'], { schema: 'LOCAL_', name: 't' }],
  ])('%j is %j', (path, target) => {
    expect(names(path)).toEqual(target);
  });

  test.each([
    [['acme', 'marts', 'INFORMATION_SCHEMA', 'TABLES'], "BigQuery's own catalogue"],
    [['a', 'b', 'c', 'd'], 'more than three parts'],
    [['marts', 'a\0b'], 'NUL'],
    [[''], 'empty'],
  ])('%j has no name there', (path, fault) => {
    expect(names(path)).toEqual({ fault: expect.stringContaining(fault) });
  });

  test('every schema can be made and read, those that DuckDB reserves too', async () => {
    const db = await openDuckdb();
    const { duckdb } = dialects;
    const inMemory = duckdb.names({ ...naming, catalog: 'memory' });
    for (const dataset of ['temp', 'system', 'main', 'memory', 'pg_catalog', 'TEMP', 'a.b']) {
      const target = inMemory(['acme', dataset, 't']);
      if ('fault' in target) throw new Error(target.fault);
      await db.run(duckdb.createSchema(target).text);
      await db.run(`create or replace table ${duckdb.relation(target)} as select 1`);
      expect(await db.run(`from ${duckdb.relation(target)}`)).toEqual([[1]]);
    }
    db.close();
  });
});

describe('Databricks', () => {
  const names = dialects.databricks.names(naming);

  test.each([
    [['acme', 'Marts', 'Orders'], { database: 'main', schema: 'marts', name: 'orders' }],
    [['marts', 'orders'], { database: 'main', schema: 'marts', name: 'orders' }],
    [['acme-ref', 'rates', 'fx'], { database: 'ref', schema: 'rates', name: 'fx' }],
    [['CTE'], { name: 'cte' }],
  ])('%j is %j', (path, target) => {
    expect(names(path)).toEqual(target);
  });

  test.each([
    [['elsewhere', 'd', 't'], 'project "elsewhere" has no catalog'],
    [['acme', 'd', 'a b'], 'no space'],
    [['acme', 'd/e', 't'], 'slash'],
    [['acme', 'd', 'x'.repeat(256)], 'at most 255'],
  ])('%j has no name there', (path, fault) => {
    expect(names(path)).toEqual({ fault: expect.stringContaining(fault) });
  });

  test('without a catalog the default project gives its name', () => {
    expect(dialects.databricks.names({ defaultProjects: ['Acme'] })(['d', 't'])).toMatchObject({ database: 'acme' });
    expect(dialects.databricks.names({ defaultProjects: [] })(['d', 't'])).toEqual({ schema: 'd', name: 't' });
  });
});

test('BigQuery keeps its own names', () => {
  const names = dialects.bigquery.names(naming);
  expect(names(['p', 'd', 'T'])).toEqual({ database: 'p', schema: 'd', name: 'T' });
  expect(names(['d', 'T'])).toEqual({ schema: 'd', name: 'T' });
});
