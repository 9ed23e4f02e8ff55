import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { names } from '../../../src/adapters/duckdb/names.ts';
import { declaredColumns, duckdbType } from '../../../src/adapters/duckdb/sources/declared.ts';
import { expand, suffixPattern } from '../../../src/adapters/duckdb/sources/glob.ts';
import { type ResolvedSources, resolveSources, unusedBindings } from '../../../src/adapters/duckdb/sources/resolve.ts';
import type { SourceFiles } from '../../../src/compiler/project/biform/settings.ts';
import { manifest, type Plain, relationOf } from '../../support/manifest.ts';
import { ask, type Outcome, runOnce } from '../../support/runs.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'biform-sources-')));
  path = join(folder, '.biform.duckdb');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

type Types = Readonly<Record<string, Readonly<Record<string, string>>>>;

const filesOf = (given: string | SourceFiles): SourceFiles =>
  typeof given === 'string' ? { files: [given], options: {} } : given;

function resolve(
  bindings: Readonly<Record<string, string | SourceFiles>>,
  wanted: readonly string[],
  types: Types = {},
): Promise<ResolvedSources> {
  return resolveSources({
    root: folder,
    bindings: Object.fromEntries(Object.entries(bindings).map(([name, given]) => [name, filesOf(given)])),
    columns: (source) =>
      declaredColumns(
        source,
        Object.fromEntries(Object.entries(types[source] ?? {}).map(([name, type]) => [name, { type }])),
      ),
    names: names({ defaultProjects: ['p'] }),
    wanted: wanted.map(relationOf),
    hashFile: async (file) => createHash('sha256').update(readFileSync(file)).digest('hex'),
  });
}

/** Runs one reader of the wanted declarations, and gives what the run did. */
async function bringIn(
  bindings: Readonly<Record<string, string | SourceFiles>>,
  wanted: readonly string[],
  types: Types = {},
): Promise<Outcome> {
  const { byKey, sources } = await resolve(bindings, wanted, types);
  const declarations = wanted.map((name): Plain => ({ kind: 'declaration', name }));
  const reader: Plain = { kind: 'table', name: 'out.reader', after: wanted };
  return runOnce(path, manifest(...declarations, reader), { sources: byKey, files: sources });
}

const typesOf = (table: string): string =>
  `select column_name, data_type from duckdb_columns() where table_name = '${table}' order by column_index`;

describe('files of each kind become a table:', () => {
  const rows = [
    ['1', 'a'],
    ['2', 'b'],
  ];
  test.each([
    ['orders.csv', 'id,name\n1,a\n2,b\n'],
    ['orders.tsv', 'id\tname\n1\ta\n2\tb\n'],
    ['orders.csv.gz', gzipSync('id,name\n1,a\n2,b\n')],
    ['orders.ndjson', '{"id":1,"name":"a"}\n{"id":2,"name":"b"}\n'],
    ['orders.jsonl', '{"id":1,"name":"a"}\n{"id":2,"name":"b"}\n'],
    ['orders.ndjson.gz', gzipSync('{"id":1,"name":"a"}\n{"id":2,"name":"b"}\n')],
    ['orders.json', '[{"id":1,"name":"a"},{"id":2,"name":"b"}]'],
  ])('%s', async (name, content) => {
    write(`data/${name}`, content);
    const { steps } = await bringIn({ 'raw.orders': `data/${name}` }, ['raw.orders']);
    expect(steps).toEqual(['raw.orders: succeeded', 'p.out.reader: succeeded']);
    expect(await ask(path, 'from raw.orders order by id')).toEqual([rows]);
  });

  test('orders.parquet', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `copy (select * from (values (1::bigint, 'a'), (2, 'b')) as t(id, name)) to '${join(folder, 'orders.parquet')}'`,
    );
    connection.closeSync();
    instance.closeSync();
    await bringIn({ 'raw.orders': 'orders.parquet' }, ['raw.orders']);
    expect(await ask(path, 'from raw.orders order by id')).toEqual([rows]);
  });

  test('an ending that says nothing, with the format given and options of the reader', async () => {
    write('orders.txt', 'id;name\n1;a\n2;b\n');
    await bringIn({ 'raw.orders': { files: ['orders.txt'], format: 'csv', options: { delim: ';' } } }, ['raw.orders']);
    expect(await ask(path, 'from raw.orders order by id')).toEqual([rows]);
  });
});

describe('declared types', () => {
  const nested = 'ARRAY<STRUCT<key STRING, value STRUCT<string_value STRING, int_value INT64>>>';

  test('hold for empty lists, columns of NULLs and columns that no file has', async () => {
    write('events.ndjson', '{"name":"a","params":[],"note":null,"day":"2026-01-02"}\n');
    await bringIn({ 'raw.events': 'events.ndjson' }, ['raw.events'], {
      'raw.events': { params: nested, note: 'NUMERIC', day: 'DATE', late: 'STRUCT<x INT64>' },
    });
    const [types] = await ask(path, typesOf('events'));
    expect(types).toEqual([
      ['name', 'VARCHAR'],
      ['params', 'STRUCT("key" VARCHAR, "value" STRUCT(string_value VARCHAR, int_value BIGINT))[]'],
      ['note', 'DECIMAL(38,9)'],
      ['day', 'DATE'],
      ['late', 'STRUCT(x BIGINT)'],
    ]);
  });

  test('read what BigQuery writes: numbers as text, times with UTC, bytes as base64', async () => {
    write('x.ndjson', '{"n":"9007199254740993","t":"2026-01-02 03:04:05 UTC","b":"aGk=","j":{"a":[1]},"d":"1.5"}\n');
    await bringIn({ 'raw.x': 'x.ndjson' }, ['raw.x'], {
      'raw.x': { n: 'INT64', t: 'TIMESTAMP', b: 'BYTES', j: 'JSON', d: 'NUMERIC' },
    });
    expect(await ask(path, "select n, epoch(t)::bigint, decode(b), j->>'$.a[0]', d from raw.x")).toEqual([
      [['9007199254740993', '1767323045', 'hi', '1', '1.500000000']],
    ]);
  });

  test('hold for a CSV, nested ones as JSON text', async () => {
    write('x.csv', 'id,amount,tags,note\n007,1.10,"[""a"",""b""]",\n008,2,[],x\n');
    await bringIn({ 'raw.x': 'x.csv' }, ['raw.x'], {
      'raw.x': { id: 'STRING', amount: 'NUMERIC', tags: 'ARRAY<STRING>', note: 'STRING' },
    });
    expect(await ask(path, 'from raw.x order by id')).toEqual([
      [
        ['007', '1.100000000', ['a', 'b'], null],
        ['008', '2.000000000', [], 'x'],
      ],
    ]);
  });

  test('make a table of an empty file', async () => {
    write('x.ndjson', '');
    await bringIn({ 'raw.x': 'x.ndjson' }, ['raw.x'], { 'raw.x': { a: 'INT64', b: 'STRING' } });
    expect(await ask(path, typesOf('x'), 'select count(*) from raw.x')).toEqual([
      [
        ['a', 'BIGINT'],
        ['b', 'VARCHAR'],
      ],
      [['0']],
    ]);
  });

  test('that do not fit the file fail that import with its declaration, and skip what reads it', async () => {
    write('x.csv', 'a\nn/a\n');
    const { steps, diagnostics } = await bringIn({ 'raw.x': 'x.csv' }, ['raw.x'], { 'raw.x': { a: 'INT64' } });
    expect(steps).toEqual(['raw.x: failed', 'p.out.reader: skipped']);
    expect(diagnostics[0]).toMatchObject({
      code: 'BF8025',
      message: expect.stringContaining('raw.x could not be read'),
    });
  });

  test.each([
    ['INT64', 'BIGINT'],
    ['numeric(10, 2)', 'DECIMAL(10,2)'],
    ['STRING(5)', 'VARCHAR'],
    ['ARRAY<INT64>', 'BIGINT[]'],
    ['STRUCT<`a b` INT64, c ARRAY<STRUCT<d DATE>>>', 'STRUCT("a b" BIGINT, "c" STRUCT("d" DATE)[])'],
  ])('%s is %s', (written, type) => expect(duckdbType(written)).toEqual({ type }));

  test.each([
    '',
    'GEOGRAPHY',
    'ARRAY',
    'ARRAY<INT64',
    'STRUCT<>',
    'STRUCT<INT64>',
    'INT64 x',
    'NUMERIC(a)',
    'BIGNUMERIC',
  ])('"%s" is refused with a reason', (written) =>
    expect(duckdbType(written)).toEqual({ fault: expect.stringMatching(/\S/) }),
  );
});

describe('a wildcard', () => {
  const bindings = { 'ga4.events_*': 'data/events_*.ndjson' };
  beforeEach(() => {
    write('data/events_20260101.ndjson', '{"a":1}\n{"a":2}\n');
    write('data/events_20260102.ndjson', '{"a":3,"late":"x"}\n');
    write('data/events_intraday_20260103.ndjson', '{"a":4}\n');
  });

  test('is one table with _TABLE_SUFFIX from the names of the files; a column that came later is NULL before', async () => {
    await bringIn(bindings, ['ga4.events_*']);
    expect(await ask(path, 'select a, late, _TABLE_SUFFIX from ga4."events_*" order by a')).toEqual([
      [
        ['1', null, '20260101'],
        ['2', null, '20260101'],
        ['3', 'x', '20260102'],
        ['4', null, 'intraday_20260103'],
      ],
    ]);
  });

  test('has its members and narrower wildcards under names of their own', async () => {
    await bringIn(bindings, ['ga4.events_20260102', 'ga4.events_2026*']);
    const answers = await ask(
      path,
      'select * from ga4.events_20260102',
      'select a, _TABLE_SUFFIX from ga4."events_2026*" order by a',
      'select a from ga4.events_intraday_20260103',
    );
    expect(answers).toEqual([
      [['3', 'x']],
      [
        ['1', '0101'],
        ['2', '0101'],
        ['3', '0102'],
      ],
      [['4']],
    ]);
  });

  test('loses the members whose files are gone', async () => {
    await bringIn(bindings, ['ga4.events_*']);
    rmSync(join(folder, 'data/events_20260101.ndjson'));
    await bringIn(bindings, ['ga4.events_*']);
    const views = "select view_name from duckdb_views() where schema_name = 'ga4' order by all";
    expect(await ask(path, views)).toEqual([[['events_20260102'], ['events_intraday_20260103']]]);
  });

  test('needs a pattern in the name of the file', async () => {
    const { byKey } = await resolve({ 'ga4.events_*': 'data/all.ndjson' }, ['ga4.events_*']);
    expect([...byKey.values()]).toMatchObject([{ fault: { code: 'BF8023' } }]);
  });
});

describe('files are read again', () => {
  test('only when what is in them changed', async () => {
    write('x.csv', 'a\n1\n');
    const bindings = { 'raw.x': 'x.csv' };
    await bringIn(bindings, ['raw.x']);
    expect((await bringIn(bindings, ['raw.x'])).steps).toEqual(['raw.x: unchanged', 'p.out.reader: unchanged']);
    write('x.csv', 'a\n1\n');
    expect((await bringIn(bindings, ['raw.x'])).steps[0]).toBe('raw.x: unchanged');
    write('x.csv', 'a\n2\n');
    expect((await bringIn(bindings, ['raw.x'])).steps).toEqual(['raw.x: succeeded', 'p.out.reader: succeeded']);
    expect((await bringIn(bindings, ['raw.x'], { 'raw.x': { a: 'STRING' } })).steps[0]).toBe('raw.x: succeeded');
  });

  test('when their table is gone', async () => {
    write('x.csv', 'a\n1\n');
    await bringIn({ 'raw.x': 'x.csv' }, ['raw.x']);
    await ask(path, 'drop table raw.x');
    expect((await bringIn({ 'raw.x': 'x.csv' }, ['raw.x'])).steps[0]).toBe('raw.x: succeeded');
  });
});

describe('a file that cannot be used', () => {
  const faultOf = async (file: string): Promise<unknown> => {
    const { byKey } = await resolve({ 'raw.x': file }, ['raw.x']);
    return [...byKey.values()][0];
  };

  test('that is missing is named with its declaration and the file that was meant', async () => {
    write('data/orders.csv', 'a\n');
    expect(await faultOf('data/order.csv')).toMatchObject({
      fault: {
        code: 'BF8020',
        message: 'There is no file data/order.csv for the declaration raw.x. Did you mean "data/orders.csv"?',
      },
    });
    expect(await faultOf('data/none_*.csv')).toMatchObject({ fault: { code: 'BF8020' } });
    expect(await faultOf('data')).toMatchObject({ fault: { code: 'BF8022' } });
  });

  test('ends the run before it begins, with all the others like it', async () => {
    const bindings = { 'raw.x': 'x.csv', 'raw.y': 'y.csv' };
    const { plan } = await bringIn(bindings, ['raw.x', 'raw.y']);
    expect(plan.diagnostics.map(({ message }) => message)).toEqual([
      'There is no file x.csv for the declaration raw.x.',
      'There is no file y.csv for the declaration raw.y.',
    ]);
    expect(plan.steps).toEqual([]);
  });

  test('is no matter when nothing selected reads it', async () => {
    expect((await resolve({ 'raw.x': 'x.csv' }, ['raw.y'])).byKey.size).toBe(0);
  });

  test.each(['/etc/passwd', '../outside.csv', 'data/../../outside.csv'])(
    'outside the project is refused: %s',
    async (file) => {
      expect(await faultOf(file)).toMatchObject({ fault: { code: 'BF8021' } });
    },
  );

  test('that is a link out of the project is refused, also by way of a folder or a pattern', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'biform-outside-'));
    writeFileSync(join(outside, 'secret.csv'), 'a\n1\n');
    mkdirSync(join(folder, 'data'));
    symlinkSync(join(outside, 'secret.csv'), join(folder, 'data/link.csv'));
    symlinkSync(outside, join(folder, 'linked'));
    for (const file of ['data/link.csv', 'linked/secret.csv', 'data/*.csv', '*/secret.csv']) {
      expect(await faultOf(file), file).toMatchObject({ fault: { code: 'BF8021' } });
    }
    rmSync(outside, { recursive: true });
  });
});

test('a name that is bound and that nothing declares or reads is pointed out', () => {
  const found = unusedBindings(
    { 'raw.oders': filesOf('x.csv'), 'raw.orders': filesOf('x.csv'), 'ga4.events_*': filesOf('e_*.csv') },
    names({ defaultProjects: ['p'] }),
    ['raw.orders', 'ga4.events_20260101'].map(relationOf),
  );
  expect(found.map(({ message }) => message)).toEqual([
    'biform.yaml binds raw.oders, which no action declares. Did you mean "raw.orders"?',
  ]);
  expect(found.map(({ severity }) => severity)).toEqual(['warning']);
});

test('patterns find files below a folder, hidden ones only by name', async () => {
  for (const name of ['a/x_1.csv', 'a/x_2.csv', 'a/b/x_3.csv', 'a/.x_4.csv', 'a/y.csv', 'a/x_(5).csv']) write(name, '');
  expect(await expand(folder, 'a/x_*.csv')).toEqual(['a/x_(5).csv', 'a/x_1.csv', 'a/x_2.csv']);
  expect(await expand(folder, 'a/x_?.csv')).toEqual(['a/x_1.csv', 'a/x_2.csv']);
  expect(await expand(folder, '**/x_*.csv')).toEqual(['a/b/x_3.csv', 'a/x_(5).csv', 'a/x_1.csv', 'a/x_2.csv']);
  expect(await expand(folder, 'a/.x*.csv')).toEqual(['a/.x_4.csv']);
  const suffix = new RegExp(suffixPattern('a/x_*.csv') ?? '');
  expect(suffix.exec(join(folder, 'a/x_(5).csv'))?.[1]).toBe('(5)');
});
