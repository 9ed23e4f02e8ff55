import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StatementWatch } from '../../src/adapters/adapter/adapter.ts';
import { manifest, type Plain } from '../support/manifest.ts';
import { ask, open, runOn, runOnce } from '../support/runs.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'biform-run-'));
  path = join(folder, 'local.duckdb');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const numbers: Plain = { kind: 'table', name: 'staging.numbers', sql: 'select range as n from range(5)' };
const broken: Plain = { kind: 'table', name: 'staging.broken', sql: "select cast('x' as integer) as n" };
const needs = (name: string, ...names: readonly string[]): Plain => ({ kind: 'table', name, after: names });

describe('a first run', () => {
  test('builds every kind of action in the order of the edges', async () => {
    const result = await runOnce(
      path,
      manifest(
        {
          kind: 'assertion',
          name: 'checks.few',
          sql: 'select * from marts.total where total > 10',
          after: ['marts.total'],
        },
        {
          kind: 'view',
          name: 'marts.total',
          sql: 'select sum(n) as total from staging.numbers',
          after: ['staging.numbers'],
        },
        {
          kind: 'incremental',
          name: 'marts.log',
          sql: 'select total from marts.total',
          after: ['marts.total', 'checks.few'],
        },
        {
          kind: 'operation',
          name: 'ops.note',
          operations: ["create table ops.note as select 'x' as note", "insert into ops.note values ('y')"],
          after: ['marts.log'],
        },
        numbers,
      ),
    );
    expect(result.outcome).toBe('succeeded');
    expect(result.steps).toEqual([
      'p.staging.numbers: succeeded',
      'p.marts.total: succeeded',
      'p.checks.few: succeeded',
      'p.marts.log: succeeded',
      'p.ops.note: succeeded',
    ]);
    const [log, note, view] = await ask(path, 'from marts.log', 'from ops.note order by all', 'from checks.few');
    expect([log, note, view]).toEqual([[['10']], [['x'], ['y']], []]);
  });

  test('says how many rows each step wrote', async () => {
    const { events } = await runOnce(
      path,
      manifest(numbers, { kind: 'view', name: 'a.v', after: ['staging.numbers'] }),
    );
    const rows = events.flatMap((event) => (event.type === 'step-finished' ? [event.rows] : []));
    expect(rows).toEqual([5, undefined]);
  });
});

describe('what a failure blocks', () => {
  test('all that comes after it is skipped, everything else runs', async () => {
    const { steps, outcome } = await runOnce(
      path,
      manifest(
        broken,
        needs('a.one', 'staging.broken'),
        needs('a.two', 'a.one'),
        numbers,
        needs('a.three', 'staging.numbers'),
      ),
    );
    expect(outcome).toBe('failed');
    expect([...steps].sort()).toEqual([
      'p.a.one: skipped',
      'p.a.three: succeeded',
      'p.a.two: skipped',
      'p.staging.broken: failed',
      'p.staging.numbers: succeeded',
    ]);
  });

  test('a failed assertion blocks along its edges only, and its view stays to be looked at', async () => {
    const { steps, diagnostics } = await runOnce(
      path,
      manifest(
        numbers,
        {
          kind: 'assertion',
          name: 'checks.odd',
          sql: 'select n from staging.numbers where n > 2',
          after: ['staging.numbers'],
        },
        needs('a.guarded', 'staging.numbers', 'checks.odd'),
        needs('a.free', 'staging.numbers'),
      ),
    );
    expect(steps).toEqual([
      'p.staging.numbers: succeeded',
      'p.checks.odd: failed',
      'p.a.free: succeeded',
      'p.a.guarded: skipped',
    ]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'p.checks.odd: Assertion failed: query returned 2 row(s).',
    ]);
    expect(await ask(path, 'from checks.odd order by all')).toEqual([[['3'], ['4']]]);
  });

  test('what a failed assertion blocks may be run all the same; the run has failed, and errors still block', async () => {
    const odd = { kind: 'assertion', name: 'checks.odd', sql: 'select 1 as n', after: ['staging.numbers'] } as const;
    const sql = "select n from staging.numbers where cast('x' || n as integer) > 0";
    const wrong = { kind: 'assertion', name: 'checks.wrong', sql, after: ['staging.numbers'] } as const;
    const { steps, outcome } = await runOnce(
      path,
      manifest(numbers, odd, wrong, needs('a.guarded', 'checks.odd'), needs('a.held', 'checks.odd', 'checks.wrong')),
      { run: { pastAssertions: true } },
    );
    expect(steps.toSorted()).toEqual([
      'p.a.guarded: succeeded',
      'p.a.held: skipped',
      'p.checks.odd: failed',
      'p.checks.wrong: failed',
      'p.staging.numbers: succeeded',
    ]);
    expect(outcome).toBe('failed');
  });

  test('a disabled action counts as a success, and its dependencies outside the selection are no matter', async () => {
    const { steps } = await runOnce(path, manifest({ ...broken, disabled: true }, needs('a.one', 'staging.broken')));
    expect(steps).toEqual(['p.staging.broken: disabled', 'p.a.one: succeeded']);
  });

  test('nothing of a failed action is kept: pre operations, main statement and post operations are one transaction', async () => {
    await runOnce(path, manifest(numbers));
    const { outcome } = await runOnce(
      path,
      manifest({
        ...numbers,
        sql: 'select 99 as n',
        pre: ['create table staging.made_before as select 1 as one'],
        post: ["select error('stop')"],
      }),
    );
    expect(outcome).toBe('failed');
    expect(
      await ask(
        path,
        'select count(*) from staging.numbers',
        "select count(*) from duckdb_tables() where table_name = 'made_before'",
      ),
    ).toEqual([[['5']], [['0']]]);
  });

  test("a statement that fails is shown at its place in the author's file", async () => {
    const { diagnostics } = await runOnce(
      path,
      manifest(numbers, {
        kind: 'table',
        name: 'a.b',
        sql: "select 'é' as x,\n  nn\nfrom staging.numbers",
        after: ['staging.numbers'],
      }),
    );
    expect(diagnostics).toMatchObject([
      { code: 'BF8001', action: 'p.a.b', span: { file: 'definitions/b.sqlx', start: 19, end: 21 } },
    ]);
    expect(diagnostics[0]?.message).toMatch(/^p\.a\.b failed: Referenced column "nn" not found/);
  });
});

describe('a table that changes its kind', () => {
  test.each([
    ['table', 'view'],
    ['view', 'table'],
    ['view', 'incremental'],
    ['incremental', 'view'],
    ['table', 'assertion'],
    ['view', 'assertion'],
  ] as const)('from %s to %s is replaced within the transaction', async (from, to) => {
    await runOnce(path, manifest({ kind: from, name: 'a.b', sql: 'select 1 as one' }));
    const sql = 'select 2 as two where false';
    const { outcome } = await runOnce(path, manifest({ kind: to, name: 'a.b', sql }));
    expect(outcome).toBe('succeeded');
    const [type] = await ask(path, "select table_type from information_schema.tables where table_name = 'b'");
    expect(type).toEqual([[to === 'view' || to === 'assertion' ? 'VIEW' : 'BASE TABLE']]);
  });

  test('stays as it was when the new form fails', async () => {
    await runOnce(path, manifest({ kind: 'view', name: 'a.b', sql: 'select 1 as one' }));
    await runOnce(path, manifest({ kind: 'table', name: 'a.b', sql: "select error('no') as two" }));
    expect(await ask(path, 'from a.b')).toEqual([[[1]]]);
  });
});

describe('an incremental table', () => {
  const log: Plain = {
    kind: 'incremental',
    name: 'a.log',
    sql: 'select 1 as id, 10 as v',
    more: 'select 2 as id, 20 as v',
  };

  test('is created first and added to afterwards', async () => {
    await runOnce(path, manifest(log));
    await runOnce(path, manifest(log), { options: { skipUnchanged: false } });
    expect(await ask(path, 'from a.log order by all')).toEqual([
      [
        [1, 10],
        [2, 20],
      ],
    ]);
  });

  test('with a unique key updates what it knows and adds the rest', async () => {
    const merge: Plain = { ...log, uniqueKey: ['id'], more: 'select * from (values (1, 11), (3, 30)) as t(id, v)' };
    await runOnce(path, manifest(merge));
    await runOnce(path, manifest(merge), { options: { skipUnchanged: false } });
    expect(await ask(path, 'from a.log order by all')).toEqual([
      [
        [1, 11],
        [3, 30],
      ],
    ]);
  });

  test('is rebuilt by --full-refresh unless it is protected', async () => {
    const kept: Plain = { ...log, name: 'a.kept', protected: true };
    await runOnce(path, manifest(log, kept));
    await runOnce(path, manifest(log, kept), { options: { fullRefresh: true } });
    const [rebuilt, added] = await ask(path, 'from a.log order by all', 'from a.kept order by all');
    expect(rebuilt).toEqual([[1, 10]]);
    expect(added).toEqual([
      [1, 10],
      [2, 20],
    ]);
  });

  test('takes up a new column where onSchemaChange allows it, and fails where it does not', async () => {
    const more = "select 2 as id, 20 as v, 'new' as extra";
    await runOnce(path, manifest(log));
    const strict = await runOnce(path, manifest({ ...log, more, schemaChange: 'FAIL' }));
    expect(strict.diagnostics[0]?.message).toMatch(/Schema mismatch defined by on_schema_change = 'FAIL'/);
    const { outcome } = await runOnce(path, manifest({ ...log, more, schemaChange: 'EXTEND' }));
    expect(outcome).toBe('succeeded');
    expect(await ask(path, 'from a.log order by id')).toEqual([
      [
        [1, 10, null],
        [2, 20, 'new'],
      ],
    ]);
  });
});

describe('structs of new rows', () => {
  const first = "select 1 as id, {'a': 1, 'b': 2} as s, [{'x': {'a': 1, 'b': 2}, 'z z': 'q'}] as xs";
  const shifted = "select 2 as id, {'b': 3, 'a': 4} as s, [{'y': {'b': 3, 'a': 4}, 'x': 'r'}, null] as xs";
  const read = 'select id, s.a, s.b, xs[1].x.a, xs[1].x.b, xs[1]."z z", len(xs) from a.log order by all';
  const log: Plain = { kind: 'incremental', name: 'a.log', sql: first, more: shifted };
  const rows = [
    [1, 1, 2, 1, 2, 'q', '1'],
    [2, 3, 4, 3, 4, 'r', '2'],
  ];

  test.each([
    ['are appended', log],
    ['are appended where columns may change', { ...log, schemaChange: 'EXTEND' } as const],
    ['are merged', { ...log, uniqueKey: ['id'] }],
    ['replace others', { ...log, sql: first.replace('1 as id', '2 as id'), uniqueKey: ['id'] }],
  ])('%s field by field in their order, whatever the names', async (how, one) => {
    await runOnce(path, manifest(one));
    await runOnce(path, manifest(one), { options: { skipUnchanged: false } });
    expect(await ask(path, read)).toEqual([how === 'replace others' ? [rows[1]] : rows]);
  });

  test('may be NULL, or have the names of the table', async () => {
    const more = 'select 2 as id, null as s, null as xs union all select 3, null, [null]';
    for (const one of [
      { ...log, more },
      { ...log, more, uniqueKey: ['id'] },
    ]) {
      await runOnce(path, manifest({ ...one, name: `a.log${'uniqueKey' in one ? 2 : ''}` }));
      await runOnce(path, manifest({ ...one, name: `a.log${'uniqueKey' in one ? 2 : ''}` }), {
        options: { skipUnchanged: false },
      });
    }
    const nulls = (table: string): string =>
      `select id, s is null, xs is null, xs[1] is null from ${table} order by id`;
    const expected = [
      [1, false, false, false],
      [2, true, true, true],
      [3, true, false, true],
    ];
    expect(await ask(path, nulls('a.log'), nulls('a.log2'))).toEqual([expected, expected]);
  });

  test('of another size are an error, as in BigQuery', async () => {
    const more = "select 2 as id, {'a': 3, 'b': 4, 'c': 5} as s, null as xs";
    await runOnce(path, manifest(log));
    const { diagnostics } = await runOnce(path, manifest({ ...log, more }));
    expect(diagnostics[0]?.message).toContain(
      'Query column of type STRUCT(a INTEGER, b INTEGER, c INTEGER) cannot be inserted into column s',
    );
  });
});

describe('views of assertions', () => {
  const holds: Plain = { kind: 'assertion', name: 'c.holds', sql: 'select 1 as one where false' };
  const breaks: Plain = { kind: 'assertion', name: 'c.breaks', sql: 'select 1 as one' };
  const views = "select view_name from duckdb_views() where schema_name = 'c' order by all";

  test.each([
    ['always', [['breaks'], ['holds']]],
    ['on_failure', [['breaks']]],
    ['never', []],
  ] as const)('are kept: %s', async (assertionViews, expected) => {
    await runOnce(path, manifest(holds, breaks));
    const { steps } = await runOnce(path, manifest(holds, breaks), { options: { assertionViews } });
    expect(steps).toEqual([
      `p.c.holds: ${assertionViews === 'always' ? 'unchanged' : 'succeeded'}`,
      'p.c.breaks: failed',
    ]);
    expect(await ask(path, views)).toEqual([expected]);
  });
});

describe('a run that is stopped', () => {
  const endless: Plain = {
    kind: 'table',
    name: 'a.endless',
    sql: 'select sum(a.range * b.range) as s from range(10000000) as a, range(1000000) as b',
  };

  /** Presses Ctrl-C while the endless query runs. */
  const pressed = (): { readonly run: { readonly signal: AbortSignal }; readonly watch: StatementWatch } => {
    const abort = new AbortController();
    const watch: StatementWatch = (_, sql) => {
      if (sql.includes('"endless"')) setTimeout(() => abort.abort(), 100);
    };
    return { run: { signal: abort.signal }, watch };
  };

  test('by Ctrl-C rolls back what it had begun, ends, and is continued by the next run', async () => {
    const both = manifest(numbers, {
      ...endless,
      pre: ['create table staging.begun as select 1 as one'],
      after: ['staging.numbers'],
    });
    const stopped = await runOnce(path, both, pressed());
    expect(stopped.outcome).toBe('interrupted');
    expect(stopped.steps).toEqual(['p.staging.numbers: succeeded', 'p.a.endless: skipped']);
    expect(await ask(path, "select count(*) from duckdb_tables() where table_name = 'begun'")).toEqual([[['0']]]);
    const next = await runOnce(path, both, { ...pressed(), options: { skipUnchanged: false } });
    expect(next.plan.continues?.run).toBeDefined();
    expect(next.steps[0]).toBe('p.staging.numbers: done');
    const restarted = await runOnce(path, both, { ...pressed(), options: { restart: true } });
    expect(restarted.steps[0]).toBe('p.staging.numbers: succeeded');
  });

  test('by --action-timeout fails that action and goes on with the others', async () => {
    const { steps, diagnostics } = await runOnce(path, manifest(endless, numbers), { run: { actionTimeoutMs: 1500 } });
    expect(steps).toEqual(['p.a.endless: failed', 'p.staging.numbers: succeeded']);
    expect(diagnostics[0]?.code).toBe('BF8007');
  });

  test('by --run-timeout skips what has not begun', async () => {
    const { steps, events } = await runOnce(path, manifest(endless, numbers), { run: { runTimeoutMs: 300 } });
    expect(steps).toEqual(['p.a.endless: failed', 'p.staging.numbers: skipped']);
    expect(events.at(-1)).toMatchObject({ outcome: 'failed', stopped: 'Run timed out after 0.3 seconds' });
    const next = await runOnce(path, manifest(endless, numbers), { run: { runTimeoutMs: 300 } });
    expect(next.plan.continues).toBeDefined();
  });
});

test('a failed action is tried again as often as it is told', async () => {
  const { events, steps } = await runOnce(path, manifest(broken), { run: { retries: 2 } });
  expect(events.filter(({ type }) => type === 'step-started')).toHaveLength(3);
  expect(steps).toEqual(['p.staging.broken: failed']);
});

test("an author's BEGIN and COMMIT change nothing: all of an action is one transaction", async () => {
  const operations = [
    'begin transaction; create table o.x as select 1 as one; commit transaction;',
    "select error('late')",
  ];
  const { outcome } = await runOnce(path, manifest({ kind: 'operation', name: 'o.op', operations }));
  expect(outcome).toBe('failed');
  expect(await ask(path, "select count(*) from duckdb_tables() where table_name = 'x'")).toEqual([[['0']]]);
});

test('one adapter serves several runs, and knows what an operation dropped', async () => {
  const adapter = await open(path);
  const first = manifest(numbers, {
    kind: 'operation',
    name: 'o.drop',
    operations: ['drop table staging.numbers'],
    after: ['staging.numbers'],
  });
  await runOn(adapter, first);
  expect((await adapter.standing()).has(JSON.stringify(['', 'staging', 'numbers']))).toBe(false);
  const again = await runOn(adapter, manifest(numbers));
  expect(again.steps).toEqual(['p.staging.numbers: succeeded']);
  await adapter.close();
});
