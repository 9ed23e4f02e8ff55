import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeEach, describe, expect, test } from 'vitest';
import { names } from '../../../src/adapters/duckdb/names.ts';
import { translateToDuckdb } from '../../../src/adapters/duckdb/translate.ts';
import { isVolatile } from '../../../src/adapters/duckdb/volatile.ts';
import { answerOf } from './canonical.ts';
import { database, duckdbOf, refusals } from './database.ts';

let db: DuckDBConnection;
beforeEach(async () => {
  db = await database();
  await db.run(`CREATE SCHEMA d; CREATE SCHEMA "other.e"; CREATE SCHEMA biform_state; CREATE TABLE biform_state.log (n BIGINT);
    CREATE TABLE d.t (id BIGINT NOT NULL, name VARCHAR, day DATE, xs VARCHAR[], price DECIMAL(38,9), made TIMESTAMPTZ,
      j JSON, local_time TIMESTAMP, ratio DOUBLE, raw BLOB, ok BOOLEAN, clock TIME, s STRUCT(a BIGINT));
    CREATE VIEW d.v AS SELECT 1::BIGINT AS a; CREATE TEMP TABLE mine AS SELECT 1; CREATE TABLE "other.e".u (b BIGINT)`);
});

const naming = { defaultProjects: ['acme'] };
async function rows(text: string) {
  const { sql, diagnostics } = await translateToDuckdb({ text, pieces: [] }, names(naming));
  if (!sql) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return (await answerOf(db, sql.text)).rows;
}

describe('INFORMATION_SCHEMA of a dataset', () => {
  test('COLUMNS tells names, types and places of columns in GoogleSQL', async () => {
    const query =
      "SELECT column_name, data_type, ordinal_position FROM `acme.d.INFORMATION_SCHEMA.COLUMNS` WHERE table_name = 't' AND column_name != 's' ORDER BY 3";
    expect(await rows(query)).toEqual([
      ['id', 'INT64', '1'],
      ['name', 'STRING', '2'],
      ['day', 'DATE', '3'],
      ['xs', 'ARRAY<STRING>', '4'],
      ['price', 'NUMERIC', '5'],
      ['made', 'TIMESTAMP', '6'],
      ['j', 'JSON', '7'],
      ['local_time', 'DATETIME', '8'],
      ['ratio', 'FLOAT64', '9'],
      ['raw', 'BYTES', '10'],
      ['ok', 'BOOL', '11'],
      ['clock', 'TIME', '12'],
    ]);
    expect(
      await rows(
        "SELECT c.table_catalog, c.table_schema, is_nullable FROM acme.d.INFORMATION_SCHEMA.COLUMNS AS c WHERE c.column_name IN ('id', 'name')",
      ),
    ).toEqual([
      ['acme', 'd', 'NO'],
      ['acme', 'd', 'YES'],
    ]);
  });

  test('what it cannot tell of a column fails where it is asked for, and only there', async () => {
    await expect(rows("SELECT data_type FROM d.INFORMATION_SCHEMA.COLUMNS WHERE column_name = 's'")).rejects.toThrow(
      'the data_type of the column s in INFORMATION_SCHEMA.COLUMNS',
    );
    await expect(rows('SELECT is_nullable FROM d.INFORMATION_SCHEMA.COLUMNS')).rejects.toThrow('the array xs');
    expect(await rows('SELECT COUNT(column_name) FROM d.INFORMATION_SCHEMA.COLUMNS')).toEqual([['14']]);
  });

  test('TABLES tells tables from views, without temporary ones', async () => {
    expect(
      await rows('SELECT table_name, table_type, is_insertable_into FROM d.INFORMATION_SCHEMA.TABLES ORDER BY 1'),
    ).toEqual([
      ['t', 'BASE TABLE', 'YES'],
      ['v', 'VIEW', 'NO'],
    ]);
  });

  test('a dataset with a wildcard table has no list of its members', async () => {
    await db.run('CREATE TABLE d."events_*" (a BIGINT)');
    await expect(rows('SELECT table_name FROM d.INFORMATION_SCHEMA.TABLES')).rejects.toThrow('wildcard table events_*');
  });
});

describe('INFORMATION_SCHEMA of a project', () => {
  test.each([
    ['`region-eu`', 'd', '2'],
    ['`acme.region-eu`', 'd', '2'],
    ['other.`region-eu`', 'e', '1'],
  ])('%s holds the tables of its own datasets', async (path, dataset, count) => {
    expect(await rows(`SELECT MIN(table_schema), COUNT(*) FROM ${path}.INFORMATION_SCHEMA.TABLES`)).toEqual([
      [dataset, count],
    ]);
  });

  test('SCHEMATA lists them', async () => {
    expect(await rows('SELECT schema_name FROM INFORMATION_SCHEMA.SCHEMATA')).toEqual([['d']]);
    expect(await rows('SELECT catalog_name, schema_name FROM other.INFORMATION_SCHEMA.SCHEMATA')).toEqual([
      ['other', 'e'],
    ]);
  });
});

test.each([
  ['SELECT * FROM d.INFORMATION_SCHEMA.TABLES', 'd.INFORMATION_SCHEMA.TABLES', '`*` over INFORMATION_SCHEMA.TABLES'],
  ['SELECT creation_time FROM d.INFORMATION_SCHEMA.TABLES', 'creation_time', 'the column `creation_time`'],
  ['SELECT x.ddl FROM d.INFORMATION_SCHEMA.TABLES AS x', 'x.ddl', 'the column `ddl` of INFORMATION_SCHEMA.TABLES'],
  ['SELECT table_catalog FROM d.INFORMATION_SCHEMA.TABLES', 'table_catalog', 'The path names no project.'],
  ['SELECT p FROM d.INFORMATION_SCHEMA.PARTITIONS', 'd.INFORMATION_SCHEMA.PARTITIONS', 'DuckDB has no partitions.'],
  [
    'SELECT j FROM `region-eu`.INFORMATION_SCHEMA.JOBS_BY_PROJECT',
    '`region-eu`.INFORMATION_SCHEMA.JOBS_BY_PROJECT',
    'DuckDB keeps no record of queries.',
  ],
  ['SELECT 1 FROM INFORMATION_SCHEMA.TABLES', 'INFORMATION_SCHEMA.TABLES', 'It names no dataset.'],
  ['SELECT 1 FROM d.__TABLES__', 'd.__TABLES__', 'the system table `d.__TABLES__`'],
])('%s is refused', async (sql, at, message) => {
  const [found] = await refusals(sql);
  expect(at.endsWith(found?.at ?? '-')).toBe(true);
  expect(found?.message).toContain(message);
});

test('what stands in a dataset is never taken for unchanged', async () => {
  expect(isVolatile(await duckdbOf('SELECT table_name FROM d.INFORMATION_SCHEMA.TABLES'))).toBe(true);
});
