import fc from 'fast-check';
import { column, dataset, dottedName, project, prose, tag } from './names.ts';
import {
  Code,
  dotted,
  type Entry,
  entriesOf,
  type Literal,
  legacyTargetLiteral,
  number,
  type Text,
  targetLiteral,
  type Value,
} from './scope.ts';

export const kinds = [
  'table',
  'view',
  'incremental',
  'assertion',
  'operations',
  'declaration',
  'dataPreparation',
] as const;
export type Kind = (typeof kinds)[number];
export type ConfigKind = Kind | 'notebook';

/** Where a config stands: the spellings differ a little. */
export type Place = 'sqlx' | 'js' | 'yaml';

type Values = Readonly<Record<string, fc.Arbitrary<Value>>>;
const oneOf = (...values: readonly Literal[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
const list = (item: fc.Arbitrary<string>, max = 2): fc.Arbitrary<Value> => fc.array(item, { maxLength: max });
const columnList = list(column);
const text: fc.Arbitrary<Value> = prose;

const dependencyTargets: fc.Arbitrary<Value> = fc
  .array(fc.record({ n: number, assertions: fc.constantFrom(undefined, undefined, true, false) }), { maxLength: 2 })
  .map(
    (picks): Value =>
      (scope) =>
        picks.map(({ n, assertions }) => ({
          ...targetLiteral(scope.pick(n)),
          ...(assertions === undefined ? {} : { includeDependentAssertions: assertions }),
        })),
  );
const legacyDependencies: fc.Arbitrary<Value> = fc
  .array(fc.record({ n: number, form: fc.constantFrom('dotted', 'name', 'object') }), { maxLength: 2 })
  .map(
    (picks): Value =>
      (scope) =>
        picks.map(({ n, form }) => {
          const to = scope.pick(n);
          return form === 'object' ? legacyTargetLiteral(to) : form === 'name' ? to.name : dotted(to);
        }),
  );

const conditions = list(
  fc.constantFrom('amount > 0', "status in ('a', 'b\\\\')", 'id is not null', 'x like "%\\d"', "name != 'it''s'"),
);
const assertions: fc.Arbitrary<Value> = fc
  .record(
    {
      uniqueKey: fc.oneof(columnList, column),
      uniqueKeys: fc.constantFrom<Value>([['id'], ['day', 'status']], [{ uniqueKey: ['id'] }], []),
      nonNull: fc.oneof(columnList, column),
      rowConditions: conditions,
    },
    { requiredKeys: [] },
  )
  .map((value) => value as Literal);
const labels = oneOf({ team: 'growth' }, { a: '1', b: '2' }, {});
const bigquery = oneOf(
  { partitionBy: 'day', clusterBy: ['id'] },
  { partitionBy: 'day', requirePartitionFilter: true, partitionExpirationDays: 30 },
  { labels: { team: 'growth' }, additionalOptions: { kms_key_name: '"k"' } },
  { updatePartitionFilter: 'day > 1' },
  {},
);
const metadata = oneOf(
  { overview: 'what it is' },
  { extraProperties: { owner: 'me', deep: { list: [1, 'a', true, null], empty: {} } } },
  { overview: '', extraProperties: {} },
);
const iceberg = oneOf(
  { bucketName: 'bucket' },
  { fileFormat: 'PARQUET', bucketName: 'b', connection: 'p.us.c', tableFolderRoot: 'r', tableFolderSubpath: 's/t' },
  { fileFormat: 'parquet' },
  { connection: 'DEFAULT', bucketName: 'b' },
);
const legacyColumns = oneOf(
  { id: 'the key', amount: { description: 'money', tags: ['pii'], bigqueryPolicyTags: 'taxonomy/1' } },
  { address: { description: 'where', columns: { city: 'town', zip: { columns: { plus: 'four' } } } } },
  { x: { displayName: 'X', bigqueryPolicyTags: ['a', 'b'] } },
  {},
);
const descriptors = oneOf(
  [{ path: ['id'], description: 'the key' }],
  [{ path: ['address', 'city'], tags: ['pii'], bigqueryPolicyTags: ['t'] }, { path: ['x'] }],
  [],
);

const named: Values = { name: fc.constantFrom('renamed', 'Other Name'), tags: list(tag, 3), description: text };
const placed: Values = { dataset, project };
const placedBefore: Values = { schema: dataset, database: project };
const runs: Values = {
  disabled: fc.boolean(),
  dependencyTargets,
  dependOnDependencyAssertions: fc.boolean(),
  hermetic: fc.boolean(),
  reservation: oneOf('projects/p/locations/us/reservations/r', 'none'),
};
const stored: Values = {
  partitionBy: oneOf('day', 'date(ts)'),
  clusterBy: columnList,
  labels,
  additionalOptions: oneOf({ friendly_name: '"x"' }, {}),
  assertions,
  metadata,
  preOperations: list(fc.constantFrom('set x = 1', 'create temp function f() as (1)')),
  postOperations: list(fc.constantFrom('grant select on t', ' ')),
};
const filtered: Values = { partitionExpirationDays: oneOf(7, 0), requirePartitionFilter: fc.boolean(), iceberg };

const keysOf: Readonly<Record<ConfigKind, Values>> = {
  table: { ...named, ...placed, ...runs, ...stored, ...filtered, preserveGovernanceControls: fc.boolean() },
  view: { ...named, ...placed, ...runs, ...stored, materialized: fc.boolean() },
  incremental: {
    ...named,
    ...placed,
    ...runs,
    ...stored,
    ...filtered,
    uniqueKey: columnList,
    protected: fc.boolean(),
    updatePartitionFilter: oneOf('day > 1'),
    incrementalPredicates: list(fc.constantFrom('a = 1', 'b > 2')),
    onSchemaChange: oneOf('IGNORE', 'fail', 'Extend', 'SYNCHRONIZE', 'DROP', 'ignore '),
    incrementalStrategy: oneOf('MERGE', 'insert_overwrite', 'APPEND'),
  },
  assertion: { ...named, ...placed, ...runs, metadata },
  operations: { ...named, ...placed, ...runs, hasOutput: fc.boolean() },
  declaration: { ...named, ...placed },
  notebook: { ...named, project, location: oneOf('us-central1'), disabled: fc.boolean(), dependencyTargets },
  dataPreparation: {
    ...named,
    ...placed,
    disabled: fc.boolean(),
    dependencyTargets,
    errorTable: oneOf({ name: 'errors' }, { name: 'e', dataset: 'raw', project: 'other', retentionDays: 3 }),
    loadMode: oneOf(
      { mode: 'APPEND' },
      { mode: 'replace_table' },
      { mode: 'MAXIMUM', incrementalColumn: 'day' },
      { mode: 'UNIQUE' },
      { mode: 'MERGE', uniqueKey: ['id'] },
      { mode: 'SOMETIMES' },
    ),
  },
};
const stores: readonly ConfigKind[] = ['table', 'view', 'incremental'];
const described: readonly ConfigKind[] = [...stores, 'operations', 'declaration'];

/** The keys that older projects use. */
function legacyKeys(kind: ConfigKind): Values {
  return {
    ...placedBefore,
    dependencies: legacyDependencies,
    ...(stores.includes(kind) ? { bigquery } : {}),
    ...(described.includes(kind) ? { columns: legacyColumns } : {}),
  };
}

const strangeValues: readonly Literal[] = [null, 'text', 7, -1.5, true, [], {}, ['x'], { x: 1 }, '', 0, [null], [1]];
const strangeKeys: readonly string[] = [
  'governance',
  'type ',
  'Name',
  'constructor',
  'uniquekey',
  'materialised',
  'materialized',
  'protected',
  'columns',
  'hasOutput',
  'location',
  'jitCode',
];
const mistakes: readonly Entry[] = [
  ['bigquery', { partitionBy: 'day', foo: 1 }],
  ['bigquery', { iceberg: { bucketName: 'b' } }],
  ['bigquery', { incrementalPredicates: ['x'], clusterBy: 'id' }],
  ['dependencies', 'orders'],
  ['dependencies', ['a.b.c.d']],
  ['dependencies', [{ name: 'orders', includeDependentAssertions: true }]],
  ['dependencyTargets', ['orders']],
  ['dependencyTargets', [{ name: 'orders', schema: 'staging' }]],
  ['assertions', { uniqueKey: ['id'], uniqueKeys: [['day']] }],
  ['assertions', { uniqueKeys: ['id'] }],
  ['assertions', { nonNulls: ['id'] }],
  ['assertions', []],
  ['iceberg', { connection: 'no good', bucketName: 'b' }],
  ['iceberg', { fileFormat: 'ORC', bucketName: 'b' }],
  ['iceberg', { bucketName: 'b/', tableFolderRoot: '' }],
  ['columns', { id: 5 }],
  ['columns', { id: { tags: 'pii' } }],
  ['columns', { id: { unknown: 1 } }],
  ['columns', [{ name: 'id' }]],
  ['labels', { a: 1 }],
  ['tags', 'daily'],
  ['tags', [1, true]],
  ['description', 5],
  ['metadata', { owner: 'x' }],
  ['metadata', { extraProperties: { fields: 1 } }],
  ['partitionExpirationDays', '30'],
  ['partitionExpirationDays', 2.5],
  ['requirePartitionFilter', 'true'],
  ['onSchemaChange', 1],
  ['incrementalStrategy', 2],
  ['filename', 'definitions/elsewhere.sqlx'],
  ['preOperations', 'set x = 1'],
  ['name', 'a.b'],
  ['dataset', 'a.b'],
  ['project', 'a.b'],
  ['name', ''],
  ['name', 5],
  ['disabled', 'true'],
  ['disabled', 1],
  ['hermetic', null],
];

/** All keys but one: Dataform repeats its wrong values inside messages about references, where biform says true. */
const mistakableKeys = (kind: ConfigKind): readonly string[] =>
  Object.keys(keysOf[kind]).filter((key) => key !== 'dependOnDependencyAssertions');

const mistake = (kind: ConfigKind): fc.Arbitrary<Entry> =>
  fc.oneof(
    fc.constantFrom(...mistakes),
    fc.tuple(fc.constantFrom(...mistakableKeys(kind), ...strangeKeys), fc.constantFrom(...strangeValues)),
    fc.tuple(fc.constant('name'), dottedName),
  );

const codes: readonly Code[] = [
  new Code('constants.START'),
  new Code('dataform.projectConfig.vars.env'),
  new Code('dataform.projectConfig.defaultSchema + "_x"'),
  new Code('functions.tag("t")'),
  new Code('notDefinedAnywhere'),
  new Code('undefined'),
];

const pairs = (values: Values): fc.Arbitrary<Entry>[] =>
  Object.entries(values).map(([key, value]) => fc.tuple(fc.constant(key), value));

/** Entries of a config block or object for one kind of action; `type` and the name are the caller's. */
export function configEntries(kind: ConfigKind, place: Place): fc.Arbitrary<readonly Entry[]> {
  const current =
    place === 'yaml'
      ? { ...keysOf[kind], ...(described.includes(kind) ? { columns: descriptors } : {}) }
      : keysOf[kind];
  const good: fc.WeightedArbitrary<readonly Entry[]>[] = [
    { weight: 6, arbitrary: entriesOf(fc.oneof(...pairs(current)), 5) },
    {
      weight: place === 'yaml' ? 0 : 4,
      arbitrary: entriesOf(fc.oneof(...pairs({ ...current, ...legacyKeys(kind) })), 5),
    },
  ];
  const coded: fc.Arbitrary<readonly Entry[]> = fc
    .tuple(fc.constantFrom('description', 'dataset', 'tags', 'labels'), fc.constantFrom(...codes))
    .map(([key, code]) => [[key, code, true]]);
  const wrong = fc
    .tuple(fc.oneof(...good), mistake(kind))
    .map(([entries, bad]): readonly Entry[] => [...entries.filter(([key]) => key !== bad[0]), [bad[0], bad[1], true]]);
  return fc.oneof(
    { weight: 16, arbitrary: fc.oneof(...good) },
    { weight: 2, arbitrary: wrong },
    { weight: place === 'yaml' ? 0 : 1, arbitrary: coded },
  );
}

/** Entries of a unit test's config. */
export const testEntries: fc.Arbitrary<readonly Entry[]> = fc.oneof(
  { weight: 6, arbitrary: number.map((n): readonly Entry[] => [['dataset', (scope) => scope.pick(n).name]]) },
  {
    weight: 3,
    arbitrary: number.map((n): readonly Entry[] => [['dataset', (scope) => legacyTargetLiteral(scope.pick(n))]]),
  },
  {
    weight: 1,
    arbitrary: number.map((n): readonly Entry[] => [
      ['dataset', (scope) => targetLiteral(scope.pick(n))],
      ['tags', ['t']],
    ]),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<readonly Entry[]>(
      [],
      [['dataset', 'nowhere']],
      [['description', 'x']],
      [['dataset', ['raw', 'orders']]],
      [['name', 'same']],
    ),
  },
);

/** The label of an input block, as SQLX writes it. */
export const inputLabel: fc.Arbitrary<Text> = fc.tuple(number, fc.boolean()).map(
  ([n, long]): Text =>
    (scope) => {
      const to = scope.pick(n);
      return (long && to.dataset !== undefined ? [to.dataset, to.name] : [to.name])
        .map((part) => `"${part}"`)
        .join(', ');
    },
);
