import { describe, expect, test } from 'vitest';
import type { CompiledGraph, TableAction } from '../../../src/compiler/actions/graph.ts';
import { diagnostic } from '../../../src/compiler/diagnostics/diagnostic.ts';
import type { Dialect } from '../../../src/compiler/dialect/dialect.ts';
import { fillColumns, scriptOf } from '../../../src/compiler/manifest/fill.ts';
import { originOf } from '../../../src/compiler/sql/mapped.ts';
import { cases } from '../../support/lower/cases.ts';
import { lowered, renaming } from '../../support/lower/lowering.ts';

const rest = { projectConfig: {}, graphErrors: {}, dataformCoreVersion: '3.0.62' };
const table = (name: string, more: Partial<TableAction> = {}): TableAction => ({
  type: 'table',
  enumType: 'TABLE',
  target: { database: 'acme', schema: 'marts', name },
  fileName: `definitions/${name}.sqlx`,
  query: 'select 1 as a',
  ...more,
});
const graphOf = (...tables: readonly TableAction[]): CompiledGraph => ({ ...rest, tables });
const duckdb = renaming('duckdb');

const everything: CompiledGraph = {
  ...rest,
  tables: cases.flatMap(({ graph }) => graph.tables ?? []),
  operations: cases.flatMap(({ graph }) => graph.operations ?? []),
  assertions: cases.flatMap(({ graph }) => graph.assertions ?? []),
  declarations: [{ target: { database: 'acme', schema: 'raw', name: 'orders' } }],
  notebooks: [{ target: { database: 'acme', schema: 'US', name: 'book' } }],
  dataPreparations: [{ target: { database: 'acme', schema: 'marts', name: 'prepared' } }],
  tests: [
    { target: { name: 'orders_test' }, name: 'orders_test', testQuery: 'select 1', expectedOutputQuery: 'select 2' },
  ],
};

describe.each(['bigquery', 'databricks', 'duckdb'] as const)('the manifest for %s', (engine) => {
  test('survives JSON', async () => {
    const { manifest } = await lowered(everything, renaming(engine));
    expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
  });

  test('holds every action, in the same order and with the same bytes each time', async () => {
    const [a, b] = [await lowered(everything, renaming(engine)), await lowered(everything, renaming(engine))];
    expect(JSON.stringify(a)).toBe(JSON.stringify(b));
    expect(a.manifest.actions).toHaveLength(cases.length + 4);
  });

  test('makes each dataset once', async () => {
    const { manifest } = await lowered(everything, renaming(engine));
    const made = manifest.schemas.map(({ create }) => create.sql.text);
    expect(new Set(made).size).toBe(made.length);
    expect(made.length).toBeGreaterThanOrEqual(3);
  });
});

describe('fingerprints', () => {
  const of = async (one: TableAction, dialect: Dialect = duckdb) =>
    (await lowered(graphOf(one), dialect)).manifest.actions[0]?.fingerprint;
  const plain = table('t', { query: 'select a, b from x' });

  test('ignore comments, white space, tags, descriptions and the file', async () => {
    const same = table('t', {
      query: '-- why\nselect  a,\n  b /* c */ from x',
      tags: ['daily'],
      fileName: 'definitions/elsewhere.sqlx',
      actionDescriptor: { description: 'words' },
    });
    expect(await of(same)).toBe(await of(plain));
  });

  test.each([
    ['another query', { query: 'select a, c from x' }],
    ['another string', { query: "select a, 'b' from x" }],
    ['a pre operation', { preOps: ['select 1'] }],
    ['another type', { type: 'view', enumType: 'VIEW' }],
    ['being disabled', { disabled: true }],
    ['another name', { target: { schema: 'marts', name: 'u' } }],
  ] as const)('change with %s', async (_, change) => {
    expect(await of({ ...plain, ...(change as Partial<TableAction>) })).not.toBe(await of(plain));
  });

  test('change with the way in which rows are added', async () => {
    const base: TableAction = { ...plain, type: 'incremental', enumType: 'INCREMENTAL' };
    const all = [
      base,
      { ...base, uniqueKey: ['a'] },
      { ...base, uniqueKey: ['b'] },
      { ...base, protected: true },
      { ...base, where: 'a > 1' },
      { ...base, onSchemaChange: 'FAIL' as const },
    ];
    const found = await Promise.all(all.map((one) => of(one)));
    expect(new Set(found).size).toBe(all.length);
  });

  test('change with the text of the functions that the SQL calls, which views and tables depend on', async () => {
    const { library } = duckdb;
    expect(library.length).toBeGreaterThan(1);
    const last = library.at(-1) ?? '';
    const others = [[...library.slice(0, -1), `${last} `], library.slice(0, -1)];
    const found = await Promise.all([library, ...others].map((one) => of(plain, { ...duckdb, library: one })));
    expect(new Set(found).size).toBe(3);
    expect(found[0]).toBe(await of(plain));
  });

  test('change with partitioning where it is part of the script', async () => {
    const partitioned = { ...plain, bigquery: { partitionBy: 'a' } };
    expect(await of(partitioned, renaming('bigquery'))).not.toBe(await of(plain, renaming('bigquery')));
    expect(await of(partitioned)).toBe(await of(plain));
  });
});

test('two names that differ only in case are an error where case does not count', async () => {
  const graph = graphOf(table('Orders'), table('orders'));
  expect((await lowered(graph, renaming('bigquery'))).diagnostics).toEqual([]);
  for (const engine of ['duckdb', 'databricks'] as const) {
    const { diagnostics } = await lowered(graph, renaming(engine));
    expect(diagnostics).toMatchObject([
      { code: 'BF1611', action: 'acme.marts.orders', span: { file: 'definitions/orders.sqlx' } },
    ]);
  }
});

test('a project without catalog is an error of each action in it', async () => {
  const graph = graphOf(table('a', { target: { database: 'nowhere', schema: 'd', name: 'a' } }), table('b'));
  const { diagnostics, manifest } = await lowered(graph, renaming('databricks'));
  expect(diagnostics).toMatchObject([{ code: 'BF1610', action: 'nowhere.d.a' }]);
  expect(manifest.actions.map(({ create }) => create.length)).toEqual([0, 2]);
  expect(manifest.schemas.map(({ schema }) => schema)).toEqual(['marts']);
});

test('what a translator refuses is reported with the action and leaves no statements', async () => {
  const refusing: Dialect = {
    ...duckdb,
    translate: async ({ text }) =>
      text.includes('bad')
        ? { diagnostics: [diagnostic('BF4001', { what: 'bad', target: 'DuckDB' })] }
        : { sql: { text, pieces: [] }, diagnostics: [] },
  };
  const graph = graphOf(
    table('a', { query: 'select bad', preOps: ['bad too'] }),
    table('b', { postOps: ['bad'] }),
    table('c', { type: 'incremental', enumType: 'INCREMENTAL', incrementalQuery: 'bad' }),
    table('d'),
    table('e', { disabled: true, query: 'bad' }),
  );
  const { diagnostics, manifest } = await lowered(graph, refusing);
  expect(diagnostics.map(({ action, span }) => [action, span?.file])).toEqual([
    ['acme.marts.a', 'definitions/a.sqlx'],
    ['acme.marts.a', 'definitions/a.sqlx'],
    ['acme.marts.b', 'definitions/b.sqlx'],
    ['acme.marts.c', 'definitions/c.sqlx'],
  ]);
  expect(manifest.actions.map(({ create, unsupported }) => [create.length > 0, unsupported !== undefined])).toEqual([
    [false, true],
    [false, true],
    [false, true],
    [true, false],
    [false, false],
  ]);
});

test('an action knows what its SQL reads, on the engine', async () => {
  const one = table('t', { query: 'select * from `acme.raw.orders` join `acme.raw.orders` join `other.d.x`' });
  const { manifest } = await lowered(graphOf(one), duckdb);
  expect(manifest.actions[0]?.reads).toEqual([
    { schema: 'raw', name: 'orders' },
    { schema: 'other.d', name: 'x' },
  ]);
  expect((await lowered(graphOf(one), renaming('bigquery'))).manifest.actions[0]?.reads).toBeUndefined();
});

test("a place in a script leads to the place in the author's file", async () => {
  const file = 'config { type: "incremental" }\nselect one from two';
  const one = table('t', {
    type: 'incremental',
    enumType: 'INCREMENTAL',
    query: 'select one from two',
    preOps: ['select 1'],
    uniqueKey: ['one'],
  });
  const textOf = (_: string, __: number, field: string) =>
    field === 'query'
      ? {
          text: 'select one from two',
          pieces: [{ at: 0, span: { file: 'a.sqlx', start: 31, end: 50 }, verbatim: true }],
        }
      : undefined;
  for (const engine of ['bigquery', 'duckdb', 'databricks'] as const) {
    const { manifest } = await lowered(graphOf(one), renaming(engine), { textOf });
    const action = manifest.actions[0];
    for (const statements of [action?.create, action?.update]) {
      const filled = (statements ?? []).map((statement) =>
        fillColumns(statement, [{ name: 'one' }, { name: 'rather long name' }], renaming(engine)),
      );
      const script = scriptOf(filled);
      const at = script.text.indexOf('two');
      expect(originOf(script, at, at + 3)).toEqual({
        file: 'a.sqlx',
        start: file.indexOf('two'),
        end: file.indexOf('two') + 3,
      });
    }
  }
});

test("an author's text that looks like a hole is not filled", async () => {
  const one = table('t', {
    type: 'incremental',
    enumType: 'INCREMENTAL',
    query: "select '/*{biform:columns}*/' /*{biform:columns:assign}*/ as a",
  });
  for (const engine of ['bigquery', 'duckdb', 'databricks'] as const) {
    const { manifest } = await lowered(graphOf(one), renaming(engine));
    const [main] = manifest.actions[0]?.update ?? [];
    const filled = main && fillColumns(main, [{ name: 'a' }], renaming(engine));
    expect(main?.holes).toHaveLength(2);
    expect(filled?.sql.text).toContain(one.query);
    expect(filled?.holes).toBeUndefined();
  }
});

test('a comment that is a long line of dashes or hashes is read like any other', async () => {
  const line = (mark: string): string => `${mark.repeat(100)}\n`;
  const query = `${line('-')}${line('#')}-- ${line('-')}/*${line('*')}*/\nselect 1 as a\n${line('-')}`;
  const { diagnostics } = await lowered(graphOf(table('t', { query })), duckdb);
  expect(diagnostics).toEqual([]);
});
