import type { CompiledGraph, TableAction } from '../../../src/compiler/actions/graph.ts';

/** What is run on DuckDB around a case, and what must then be in the table. */
export interface Execution {
  readonly setup?: readonly string[];
  /** Rows after the first run, ordered by all columns. */
  readonly first: readonly (readonly unknown[])[];
  /** Between the runs: new source data. */
  readonly between?: readonly string[];
  readonly second?: readonly (readonly unknown[])[];
  /** The second run must fail with this text instead. */
  readonly fails?: string;
  /** Relation to read; by default the action's own. */
  readonly read?: string;
}

export interface Case {
  readonly name: string;
  readonly graph: CompiledGraph;
  /** Columns of the existing table, for the holes of the golden. */
  readonly columns: readonly string[];
  readonly run?: Execution;
}

const projectConfig = { warehouse: 'bigquery', defaultDatabase: 'acme', defaultSchema: 'marts' };
const rest = { projectConfig, graphErrors: {}, dataformCoreVersion: '3.0.62' };
const target = (name: string, schema = 'marts', database = 'acme') => ({ schema, name, database });
export const orders = target('orders', 'raw');

const common = (name: string) => ({
  target: target(name),
  canonicalTarget: target(name),
  fileName: `definitions/${name}.sqlx`,
  dependencyTargets: [orders],
});

type Options = Partial<TableAction> & { readonly run?: Execution; readonly existing?: readonly string[] };

const dataset =
  (type: TableAction['type'], enumType: TableAction['enumType']) =>
  (name: string, { run, existing, ...options }: Options): Case => ({
    name,
    columns: existing ?? ['id', 'day', 'amount'],
    graph: { ...rest, tables: [{ ...common(name), type, enumType, ...options }] },
    ...(run && { run }),
  });

const table = dataset('table', 'TABLE');
const view = dataset('view', 'VIEW');
const incremental = dataset('incremental', 'INCREMENTAL');

const all = 'select id, day, amount from `acme.raw.orders`';
const rows = "select * from (values (1, date '2026-01-01', 10), (2, date '2026-01-02', 20)) as t(id, day, amount)";
export const setup = ['create schema raw', `create table raw.orders as ${rows}`];
const both = [
  [1, '2026-01-01', 10],
  [2, '2026-01-02', 20],
];
/** One row changed, one row new, the other one gone from the source. */
const between = [
  'delete from raw.orders where id = 2',
  'update raw.orders set amount = 11 where id = 1',
  "insert into raw.orders values (3, date '2026-01-03', 30)",
];
const same = { setup, first: both, second: both };
const changed = [
  [1, '2026-01-01', 11],
  [3, '2026-01-03', 30],
];
const merged = [
  [1, '2026-01-01', 11],
  [2, '2026-01-02', 20],
  [3, '2026-01-03', 30],
];
const appended = [...both, ...changed].sort((a, b) => Number(a[0]) - Number(b[0]) || Number(a[2]) - Number(b[2]));
const rebuilt = { setup, first: both, between, second: changed };
const merging = { setup, first: both, between, second: merged };

const day = { bigquery: { partitionBy: 'day' } };
const overwrite = { incrementalStrategy: 'INSERT_OVERWRITE' } as const;
const column = (name: string, description: string) => ({ path: [name], description });

/** NULL for one of both, which a table keeps as an empty array. */
const amounts =
  "select id, array_agg(if(amount > 10, 'much', null) ignore nulls) as amounts from `acme.raw.orders` group by id";

const tables: readonly Case[] = [
  table('table', { query: all, run: rebuilt }),
  table('table_partitioned', { query: all, ...day, run: same }),
  table('table_partition_options', {
    query: all,
    bigquery: { partitionBy: 'DATE_TRUNC(day, MONTH)', partitionExpirationDays: 90, requirePartitionFilter: true },
    run: same,
  }),
  table('table_range_partitioned', {
    query: all,
    bigquery: { partitionBy: 'RANGE_BUCKET(id, GENERATE_ARRAY(0, 100, 10))' },
    run: same,
  }),
  table('table_ingestion_partitioned', { query: all, bigquery: { partitionBy: '_PARTITIONDATE' }, run: same }),
  table('table_clustered', { query: all, bigquery: { clusterBy: ['id', 'day'] }, run: same }),
  table('table_partitioned_clustered', {
    query: 'select id, day, amount, 1 as a, 2 as b from `acme.raw.orders`',
    bigquery: { partitionBy: 'day', clusterBy: ['id', 'amount', 'a', 'b'] },
    run: { setup, first: both.map((row) => [...row, 1, 2]), second: both.map((row) => [...row, 1, 2]) },
  }),
  table('table_options', {
    query: all,
    bigquery: { additionalOptions: { kms_key_name: '"k"', friendly_name: "'Orders'" } },
    run: same,
  }),
  table('table_null_array', {
    query: amounts,
    run: {
      setup,
      first: [
        [1, []],
        [2, ['much']],
      ],
    },
  }),
  table('table_described', {
    query: all,
    bigquery: { labels: { team: 'growth', "it's": 'a\\b' } },
    actionDescriptor: {
      description: "What was ordered; it's all\nhere.",
      columns: [
        column('id', "The order's number"),
        { path: ['address', 'city'], description: 'nested' },
        { path: ['day'] },
      ],
      bigqueryLabels: { team: 'growth' },
    },
    tags: ['daily', 'finance'],
    run: same,
  }),
  table('table_pre_post', {
    query: all,
    preOps: ['create or replace table `acme.raw.log` as select 1 as n', 'insert into `acme.raw.log` values (2) -- two'],
    postOps: ['insert into `acme.raw.log` select count(*) from `acme.marts.table_pre_post`;'],
    run: { setup, first: [[1], [2], [2]], second: [[1], [2], [2]], read: 'raw.log' },
  }),
  table('table_trailing_comment', { query: `${all} -- that is all`, run: same }),
  table('table_foreign_project', {
    target: target('fx', 'rates', 'other-project'),
    query: 'select 1 as id',
    run: { first: [[1]], second: [[1]] },
  }),
  table('table_reserved_dataset', {
    target: target('t', 'temp'),
    query: 'select 1 as id',
    run: { first: [[1]], second: [[1]] },
  }),
  table('table_hostile_name', {
    target: target('a"b;--é'),
    query: 'select 1 as id',
    run: { first: [[1]], second: [[1]] },
  }),
  table('table_disabled', { query: all, disabled: true }),
  table('table_just_in_time', { jitCode: 'async (ctx) => "select 1"' }),
  view('view', { query: all, run: rebuilt }),
  view('view_pre_post', { query: all, preOps: ['select 1'], postOps: ['select 2', 'select 3;'], run: rebuilt }),
  view('view_described', {
    query: all,
    bigquery: { labels: { team: 'growth' } },
    actionDescriptor: { description: 'Orders as they are', columns: [column('id', 'number')] },
    run: rebuilt,
  }),
  view('view_materialized', { query: all, materialized: true, run: rebuilt }),
  view('view_materialized_partitioned', {
    query: all,
    materialized: true,
    bigquery: { partitionBy: 'day', clusterBy: ['id'] },
    run: rebuilt,
  }),
];

const extra = "select id, day, amount, 'new' as note from `acme.raw.orders`";
const fewer = 'select id, day from `acme.raw.orders`';
const drift = [
  [1, '2026-01-01', 10, null],
  [1, '2026-01-01', 11, 'new'],
  [2, '2026-01-02', 20, null],
  [3, '2026-01-03', 30, 'new'],
];

/** The fields of a struct change places: they go into the table by place. */
const structs = (name: string, uniqueKey: readonly string[], second: Execution['first']): Case =>
  incremental(name, {
    query: 'select 1 as id, struct(1 as a, struct(7 as c, 8 as d) as x) as s',
    incrementalQuery: 'select id, struct(3 as x, struct(9 as d, 10 as c) as a) as s from unnest([1, 2]) as id',
    uniqueKey,
    run: { first: [[1, 1, 7, 8]], second, read: `(select id, s.a, s.x.c, s.x.d from marts.${name})` },
  });

/** Run where the columns of new rows are told their types, which no golden shows. */
export const structCases: readonly Case[] = [
  structs(
    'incremental_append_structs',
    [],
    [
      [1, 1, 7, 8],
      [1, 3, 9, 10],
      [2, 3, 9, 10],
    ],
  ),
  structs(
    'incremental_merge_structs',
    ['id'],
    [
      [1, 3, 9, 10],
      [2, 3, 9, 10],
    ],
  ),
];

const incrementals: readonly Case[] = [
  incremental('incremental_append', { query: all, run: { setup, first: both, between, second: appended } }),
  incremental('incremental_append_where', {
    query: all,
    where: 'day > (select max(day) from `acme.marts.incremental_append_where`)',
    run: { setup, first: both, between, second: [...both, [3, '2026-01-03', 30]] },
  }),
  incremental('incremental_when', {
    query: all,
    incrementalQuery: `${all} where amount > 20`,
    run: { setup, first: both, between, second: [...both, [3, '2026-01-03', 30]] },
  }),
  incremental('incremental_trailing_comment', {
    query: `${all}\n`,
    incrementalQuery: `${all}\n-- rows of today\n`,
    run: { setup, first: both, between, second: appended },
  }),
  incremental('incremental_pre_post', {
    query: all,
    preOps: ['create or replace table `acme.raw.log` as select 1 as n'],
    incrementalPreOps: ['insert into `acme.raw.log` values (3)'],
    postOps: ['insert into `acme.raw.log` values (2)'],
    incrementalPostOps: ['insert into `acme.raw.log` values (4)', 'insert into `acme.raw.log` values (5)'],
    run: { setup, first: [[1], [2]], second: [[1], [2], [3], [4], [5]], read: 'raw.log' },
  }),
  incremental('incremental_append_fail', {
    query: all,
    incrementalQuery: extra,
    onSchemaChange: 'FAIL',
    run: { setup, first: both, between, fails: `Added columns: [("note", "VARCHAR")], removed columns: []` },
  }),
  incremental('incremental_append_extend', {
    query: all,
    incrementalQuery: extra,
    onSchemaChange: 'EXTEND',
    run: { setup, first: both, between, second: drift },
  }),
  incremental('incremental_append_extend_removed', {
    query: all,
    incrementalQuery: fewer,
    onSchemaChange: 'EXTEND',
    run: { setup, first: both, between, fails: 'Column removals are not allowed' },
  }),
  incremental('incremental_append_synchronize', {
    query: all,
    incrementalQuery: fewer,
    onSchemaChange: 'SYNCHRONIZE',
    run: {
      setup,
      first: both,
      between,
      second: [
        [1, '2026-01-01'],
        [1, '2026-01-01'],
        [2, '2026-01-02'],
        [3, '2026-01-03'],
      ],
    },
  }),
  incremental('incremental_merge', { query: all, uniqueKey: ['id'], run: merging }),
  incremental('incremental_merge_strategy', {
    query: all,
    uniqueKey: ['id'],
    incrementalStrategy: 'MERGE',
    onSchemaChange: 'IGNORE',
    run: merging,
  }),
  incremental('incremental_merge_two_keys', { query: all, uniqueKey: ['id', 'day'], run: merging }),
  incremental('incremental_merge_where', {
    query: all,
    where: 'amount > 20',
    uniqueKey: ['id'],
    run: { setup, first: both, between, second: [...both, [3, '2026-01-03', 30]] },
  }),
  incremental('incremental_merge_twice_matched', {
    query: all,
    uniqueKey: ['id'],
    run: {
      setup,
      first: both,
      between: ["insert into raw.orders values (1, date '2026-01-04', 40)"],
      fails: 'UPDATE/MERGE must match at most one source row for each target row',
    },
  }),
  incremental('incremental_merge_null_keys', {
    query: all,
    uniqueKey: ['id'],
    run: {
      setup: [...setup, 'insert into raw.orders values (null, null, 0)'],
      first: [...both, [null, null, 0]],
      second: [...both, [null, null, 0], [null, null, 0]],
    },
  }),
  incremental('incremental_merge_partition_filter', {
    query: all,
    uniqueKey: ['id'],
    bigquery: { partitionBy: 'day', updatePartitionFilter: "day >= date '2026-01-02'" },
    run: {
      setup,
      first: both,
      between,
      second: [
        [1, '2026-01-01', 10],
        [1, '2026-01-01', 11],
        [2, '2026-01-02', 20],
        [3, '2026-01-03', 30],
      ],
    },
  }),
  incremental('incremental_merge_predicates', {
    query: all,
    uniqueKey: ['id'],
    bigquery: { incrementalPredicates: ['DATAFORM_DEST.amount < 100', ' ', 'DATAFORM_SOURCE.amount > 0'] },
    run: merging,
  }),
  incremental('incremental_merge_extend', {
    query: all,
    incrementalQuery: extra,
    uniqueKey: ['id'],
    onSchemaChange: 'EXTEND',
    run: {
      setup,
      first: both,
      between,
      second: [
        [1, '2026-01-01', 11, 'new'],
        [2, '2026-01-02', 20, null],
        [3, '2026-01-03', 30, 'new'],
      ],
    },
  }),
  incremental('incremental_merge_synchronize', {
    query: all,
    incrementalQuery: 'select day, amount from `acme.raw.orders`',
    uniqueKey: ['id'],
    onSchemaChange: 'SYNCHRONIZE',
    run: { setup, first: both, between, fails: 'Cannot drop columns ["id"]' },
  }),
  incremental('incremental_merge_protected', { query: all, uniqueKey: ['id'], protected: true, run: merging }),
  incremental('incremental_merge_pre_post', {
    query: all,
    uniqueKey: ['id'],
    preOps: ['select 1'],
    incrementalPreOps: ['select 2;'],
    postOps: ['select 3'],
    incrementalPostOps: ['select 4 -- four'],
    run: merging,
  }),
  incremental('incremental_partitioned_clustered', {
    query: all,
    uniqueKey: ['id'],
    bigquery: { partitionBy: 'day', clusterBy: ['id'], partitionExpirationDays: 7, labels: { a: 'b' } },
    run: merging,
  }),
  incremental('incremental_odd_columns', {
    query: 'select 1 as `select`, 2 as `a b`, 3 as `c``d`'.replace('c``d', 'c-d'),
    uniqueKey: ['`select`'],
    existing: ['select', 'a b', 'c-d'],
    run: { first: [[1, 2, 3]], second: [[1, 2, 3]] },
  }),
  incremental('incremental_overwrite', {
    query: all,
    ...overwrite,
    ...day,
    run: {
      setup: [...setup, "insert into raw.orders values (4, date '2026-01-01', 40), (5, null, 50)"],
      first: [
        [1, '2026-01-01', 10],
        [2, '2026-01-02', 20],
        [4, '2026-01-01', 40],
        [5, null, 50],
      ],
      between: ['delete from raw.orders where id in (2, 4)', 'update raw.orders set amount = 11 where id = 1'],
      second: [
        [1, '2026-01-01', 11],
        [2, '2026-01-02', 20],
        [5, null, 50],
        [5, null, 50],
      ],
    },
  }),
  incremental('incremental_overwrite_expression', {
    query: all,
    ...overwrite,
    bigquery: { partitionBy: 'DATE_TRUNC(day, MONTH)' },
  }),
  incremental('incremental_overwrite_predicates', {
    query: all,
    ...overwrite,
    bigquery: { partitionBy: 'day', incrementalPredicates: ['DATAFORM_DEST.amount < 15', 'DATAFORM_DEST.id > 0'] },
    run: {
      setup,
      first: both,
      between: ['update raw.orders set amount = amount + 1'],
      second: [
        [1, '2026-01-01', 11],
        [2, '2026-01-02', 20],
        [2, '2026-01-02', 21],
      ],
    },
  }),
  incremental('incremental_overwrite_partition_filter', {
    query: all,
    ...overwrite,
    bigquery: { partitionBy: 'day', updatePartitionFilter: 'amount < 15' },
    run: { setup, first: both, second: [...both, [2, '2026-01-02', 20]] },
  }),
  incremental('incremental_overwrite_extend', {
    query: all,
    incrementalQuery: extra,
    ...overwrite,
    ...day,
    onSchemaChange: 'EXTEND',
    run: {
      setup,
      first: both,
      between,
      second: [
        [1, '2026-01-01', 11, 'new'],
        [2, '2026-01-02', 20, null],
        [3, '2026-01-03', 30, 'new'],
      ],
    },
  }),
  incremental('incremental_overwrite_ingestion', {
    query: all,
    ...overwrite,
    bigquery: { partitionBy: 'COALESCE(day, day)' },
    run: { setup, first: both, between, second: merged },
  }),
];

const unique = `
SELECT
  *
FROM (
  SELECT
    id,
    COUNT(1) AS index_row_count
  FROM \`acme.raw.orders\`
  GROUP BY id
  ) AS data
WHERE index_row_count > 1
`;

const others: readonly Case[] = [
  {
    name: 'operation',
    columns: [],
    graph: {
      ...rest,
      operations: [{ ...common('operation'), queries: ['create or replace table `acme.raw.log` as select 1 as n'] }],
    },
    run: { setup, first: [[1]], second: [[1]], read: 'raw.log' },
  },
  {
    name: 'operation_many',
    columns: [],
    graph: {
      ...rest,
      operations: [
        {
          ...common('operation_many'),
          hasOutput: true,
          tags: ['nightly'],
          queries: [
            'create or replace table `acme.marts.operation_many` as select 1 as n',
            'insert into `acme.marts.operation_many` values (2); -- and no more',
          ],
        },
      ],
    },
    run: { setup, first: [[1], [2]], second: [[1], [2]] },
  },
  {
    name: 'assertion',
    columns: [],
    graph: { ...rest, assertions: [{ ...common('assertion'), query: `${all} where amount < 0` }] },
    run: { setup, first: [], between: ['insert into raw.orders values (4, null, -1)'], second: [[4, null, -1]] },
  },
  {
    name: 'assertion_unique_key',
    columns: [],
    graph: {
      ...rest,
      assertions: [{ ...common('assertion_unique_key'), parentAction: orders, query: unique, tags: ['daily'] }],
    },
    run: { setup, first: [], between: ['insert into raw.orders values (1, null, 1)'], second: [[1, 2]] },
  },
  {
    name: 'assertion_disabled',
    columns: [],
    graph: { ...rest, assertions: [{ ...common('assertion_disabled'), disabled: true, query: all }] },
  },
];

/** Every kind of action with every setting that changes its SQL. */
export const cases: readonly Case[] = [...tables, ...incrementals, ...others];
