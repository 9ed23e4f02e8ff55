import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { manifest } from '../support/manifest.ts';
import { ask, runOnce } from '../support/runs.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'biform-run-'));
  path = join(folder, 'local.duckdb');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const numbers = { kind: 'table', name: 'staging.numbers', sql: 'select range as n from range(5)' } as const;

describe('a first run', () => {
  test('builds tables, views, incremental tables, operations and assertions in the order of their edges', async () => {
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
    expect(log).toEqual([['10']]);
    expect(note).toEqual([['x'], ['y']]);
    expect(view).toEqual([]);
  });
});
