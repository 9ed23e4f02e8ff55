import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { manifest, type Plain } from '../support/manifest.ts';
import { ask, runOnce } from '../support/runs.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'biform-skip-'));
  path = join(folder, 'local.duckdb');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const base: Plain = { kind: 'table', name: 's.base', sql: 'select 1 as a' };
const view: Plain = { kind: 'view', name: 's.middle', sql: 'select a + 1 as b from s.base', after: ['s.base'] };
const top: Plain = { kind: 'table', name: 's.top', sql: 'select b from s.middle', after: ['s.middle'] };
const direct: Plain = { kind: 'table', name: 's.direct', sql: 'select a from s.base', after: ['s.base'] };
const other: Plain = { kind: 'table', name: 's.other', sql: 'select 7 as z' };

const outcomes = async (...actions: readonly Plain[]): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries((await runOnce(path, manifest(...actions))).steps.map((step) => step.slice(4).split(': ')));

test('a second run of the same project does nothing', async () => {
  await outcomes(base, view, top, other);
  expect(await outcomes(base, view, top, other)).toEqual({
    base: 'unchanged',
    middle: 'unchanged',
    top: 'unchanged',
    other: 'unchanged',
  });
});

test('without biform.yaml everything runs', async () => {
  await runOnce(path, manifest(base, direct), { options: { skipUnchanged: false } });
  const { steps } = await runOnce(path, manifest(base, direct), { options: { skipUnchanged: false } });
  expect(steps).toEqual(['p.s.base: succeeded', 'p.s.direct: succeeded']);
}, 10_000);

test('a change is followed through views, and nothing else is built', async () => {
  await outcomes(base, view, top, other);
  expect(await outcomes({ ...base, sql: 'select 2 as a' }, view, top, other)).toEqual({
    base: 'succeeded',
    middle: 'succeeded',
    top: 'succeeded',
    other: 'unchanged',
  });
  expect(await ask(path, 'from s.top')).toEqual([[[3]]]);
});

test('a comment or white space is no change', async () => {
  await outcomes(base);
  expect(await outcomes({ ...base, sql: 'select  1 as a -- one\n' })).toEqual({ base: 'unchanged' });
});

test('a change that is taken back rebuilds, since the table holds something else', async () => {
  await outcomes(base);
  await outcomes({ ...base, sql: 'select 2 as a' });
  expect(await outcomes(base)).toEqual({ base: 'succeeded' });
  expect(await ask(path, 'from s.base')).toEqual([[[1]]]);
});

test('what is rebuilt alone with the same result leaves its dependents alone', async () => {
  await outcomes(base, direct);
  await runOnce(path, manifest(base, direct), {
    options: {
      restart: true,
      selection: { actions: ['base'], tags: [], includeDependencies: false, includeDependents: false },
    },
  });
  expect(await outcomes(base, direct)).toEqual({ base: 'unchanged', direct: 'unchanged' });
});

test('a table that somebody dropped or replaced by a view is built again', async () => {
  await outcomes(base, other);
  await ask(path, 'drop table s.base', 'drop table s.other', 'create view s.other as select 1 as z');
  expect(await outcomes(base, other)).toEqual({ base: 'succeeded', other: 'succeeded' });
});

test.each([
  'select current_date as d',
  'select now() as d',
  'select random() as d',
  'select uuid() as d',
  'select gen_random_uuid() as d',
  'select "random"() as d',
  'select session_user as d',
  'select count(*) as d from duckdb_tables()',
  'select d from (select 1 as d) tablesample 10%',
])('what depends on time, chance or the session always runs, and what reads it too: %s', async (sql) => {
  const volatile: Plain = { kind: 'table', name: 's.v', sql };
  const reader: Plain = { kind: 'table', name: 's.r', sql: 'select * from s.v', after: ['s.v'] };
  await outcomes(volatile, reader);
  expect(await outcomes(volatile, reader)).toEqual({ v: 'succeeded', r: 'succeeded' });
});

test('words in strings, comments and names of columns make nothing volatile', async () => {
  const calm: Plain = { kind: 'table', name: 's.v', sql: "select 'now()' as now, 1 as random -- uuid()\n" };
  await outcomes(calm);
  expect(await outcomes(calm)).toEqual({ v: 'unchanged' });
});

test('an operation always runs, and so does what depends on it', async () => {
  const operation: Plain = {
    kind: 'operation',
    name: 's.op',
    operations: ['create or replace table s.op as select 1 as a'],
  };
  const reader: Plain = { kind: 'table', name: 's.r', sql: 'select a from s.op', after: ['s.op'] };
  await outcomes(operation, reader);
  expect(await outcomes(operation, reader)).toEqual({ op: 'succeeded', r: 'succeeded' });
});

test('a table that another action writes to is never taken as unchanged', async () => {
  const writer: Plain = {
    kind: 'operation',
    name: 's.w',
    operations: ['insert into s.base values (5)'],
    after: ['s.base'],
  };
  await outcomes(base, writer);
  expect(await outcomes(base, writer)).toEqual({ base: 'succeeded', w: 'succeeded' });
  expect(await ask(path, 'from s.base order by all')).toEqual([[[1], [5]]]);
});

test('pre and post operations that change something make an action run', async () => {
  const audited: Plain = {
    ...base,
    pre: ['create table if not exists s.audit (n integer)'],
    post: ['insert into s.audit values (1)'],
  };
  await outcomes(audited);
  expect(await outcomes(audited)).toEqual({ base: 'succeeded' });
  expect(await ask(path, 'select count(*) from s.audit')).toEqual([[['2']]]);
});

test('an incremental table is left alone while what it reads is unchanged, and added to when it is not', async () => {
  const log: Plain = {
    kind: 'incremental',
    name: 's.log',
    sql: 'select a from s.base',
    after: ['s.base'],
    reads: ['s.base', 's.log'],
  };
  await outcomes(base, log);
  expect(await outcomes(base, log)).toEqual({ base: 'unchanged', log: 'unchanged' });
  expect(await outcomes({ ...base, sql: 'select 2 as a' }, log)).toEqual({ base: 'succeeded', log: 'succeeded' });
  expect(await ask(path, 'from s.log order by all')).toEqual([[[1], [2]]]);
});

test('what reads a table that biform knows nothing about always runs', async () => {
  await ask(path, 'create schema x', 'create table x.foreign as select 1 as a');
  const reader: Plain = { kind: 'table', name: 's.r', sql: 'select a from x.foreign', reads: ['x.foreign'] };
  const unclear: Plain = { ...base, reads: 'unknown' };
  await outcomes(reader, unclear);
  expect(await outcomes(reader, unclear)).toEqual({ r: 'succeeded', base: 'succeeded' });
});

test('an assertion that failed is asked again; one that passed is not', async () => {
  const fails: Plain = { kind: 'assertion', name: 's.fails', sql: 'select a from s.base', after: ['s.base'] };
  const holds: Plain = {
    kind: 'assertion',
    name: 's.holds',
    sql: 'select a from s.base where a > 5',
    after: ['s.base'],
  };
  await outcomes(base, fails, holds);
  expect(await outcomes(base, fails, holds)).toEqual({ base: 'unchanged', fails: 'failed', holds: 'unchanged' });
});
