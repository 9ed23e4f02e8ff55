import { join } from 'node:path';
import type { FileSource } from '../../../src/adapters/duckdb/sources/files.ts';
import type { Manifest } from '../../../src/compiler/manifest/manifest.ts';
import { manifest } from '../../support/manifest.ts';
import type { Extra } from '../../support/runs.ts';

/**
 * A project with every kind of work that a crash could leave half done or do twice: a file, tables, a view, incremental tables
 * that append and merge, operations that append, assertions, statements before and after. `day` is what arrives anew.
 */
export const crashProject = (day: 1 | 2): Manifest =>
  manifest(
    { kind: 'declaration', name: 'files.plans' },
    { kind: 'table', name: 'staging.plans', sql: 'select id, plan from files.plans', after: ['files.plans'] },
    {
      kind: 'table',
      name: 'raw.orders',
      sql: `select range as id, ${day} as day, (range * 7) % 5 as amount from range(${day * 4})`,
    },
    {
      kind: 'incremental',
      name: 'staging.history',
      sql: 'select id, day, amount from raw.orders',
      more: 'select id, day, amount from raw.orders where day > (select max(day) from staging.history)',
      after: ['raw.orders'],
      pre: ['create table if not exists staging.audit (what varchar)'],
      post: [
        "insert into staging.audit values ('history')",
        'update staging.history set amount = amount + 1 where id = 0',
      ],
    },
    {
      kind: 'incremental',
      name: 'staging.current',
      sql: 'select id, day, amount from raw.orders',
      uniqueKey: ['id'],
      after: ['raw.orders'],
    },
    {
      kind: 'operation',
      name: 'ops.journal',
      operations: [
        'create table if not exists ops.journal (day integer, total bigint)',
        'insert into ops.journal select max(day), sum(amount) from staging.history',
        'insert into ops.journal select -1, count(*) from staging.current',
      ],
      after: ['staging.history', 'staging.current', 'checks.filled'],
    },
    {
      kind: 'view',
      name: 'marts.totals',
      sql: 'select day, sum(amount) as total from staging.history group by day',
      after: ['staging.history'],
    },
    { kind: 'table', name: 'marts.report', sql: 'select * from marts.totals', after: ['marts.totals', 'ops.journal'] },
    {
      kind: 'assertion',
      name: 'checks.filled',
      sql: 'select 1 from staging.history having count(*) = 0',
      after: ['staging.history'],
    },
    {
      kind: 'assertion',
      name: 'checks.keys',
      sql: 'select id from staging.current group by id having count(*) > 1',
      after: ['staging.current'],
    },
  );

/** The file behind the declaration; another one each day. */
export function crashFiles(day: 1 | 2, folder: string): Pick<Extra, 'sources' | 'files'> {
  const source: FileSource = {
    name: 'files.plans',
    relation: { schema: 'files', name: 'plans' },
    version: `day ${day}`,
    format: 'csv',
    files: [{ path: 'plans.csv', real: join(folder, `plans-${day}.csv`), bytes: 1 }],
    columns: [{ name: 'id', type: 'BIGINT' }],
    options: {},
  };
  return { sources: new Map([[JSON.stringify(['', 'files', 'plans']), source]]), files: [source] };
}

/** Everything that authors can see, in an order of its own. */
export const contents = [
  'from files.plans order by all',
  'from staging.plans order by all',
  'from raw.orders order by all',
  'from staging.history order by all',
  'from staging.current order by all',
  'from staging.audit order by all',
  'from ops.journal order by all',
  'from marts.totals order by all',
  'from marts.report order by all',
  'from checks.filled',
  'from checks.keys',
  `select schema_name, table_name from duckdb_tables() where schema_name <> 'biform_state' order by all`,
];
