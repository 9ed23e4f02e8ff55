import fc from 'fast-check';
import type { ProjectFiles } from '../../support/oracle.ts';
import { type Entry, entriesOf, type Literal, rarely } from './scope.ts';

const oneOf = (...values: readonly Literal[]): fc.Arbitrary<Literal> => fc.constantFrom(...values);
const keyed = (values: Readonly<Record<string, fc.Arbitrary<Literal>>>): fc.Arbitrary<Entry> =>
  fc.oneof(...Object.entries(values).map(([key, value]) => fc.tuple(fc.constant(key), value)));

const vars = oneOf({ env: 'prod' }, { env: '', other: 'x y' }, {});
const options: Readonly<Record<string, fc.Arbitrary<Literal>>> = {
  dataformCoreVersion: oneOf('3.0.62'),
  defaultLocation: oneOf('US', 'europe-west1'),
  defaultAssertionDataset: oneOf('checks'),
  vars,
  projectSuffix: oneOf('dev', ''),
  datasetSuffix: oneOf('dev'),
  namePrefix: oneOf('pre'),
  builtinAssertionNamePrefix: oneOf('builtin'),
  disableAssertions: fc.boolean(),
  defaultReservation: oneOf('projects/p/locations/us/reservations/r'),
  includeTestsInCompiledGraph: fc.boolean(),
  preserveGovernanceControls: fc.boolean(),
  defaultNotebookRuntimeOptions: oneOf(
    { outputBucket: 'gs://out' },
    { outputBucket: 'gs://out', runtimeTemplateName: 't', repositorySnapshotDestination: {} },
    { repositorySnapshotDestination: { repositorySnapshotUri: 'gs://snap' } },
  ),
  defaultIcebergConfig: oneOf(
    { bucketName: 'lake', connection: 'DEFAULT' },
    { tableFolderRoot: 'root', tableFolderSubpath: 'sub' },
  ),
};
const legacyOptions: Readonly<Record<string, fc.Arbitrary<Literal>>> = {
  warehouse: oneOf('bigquery', 'snowflake'),
  assertionSchema: oneOf('checks'),
  vars,
  databaseSuffix: oneOf('dev'),
  schemaSuffix: oneOf('dev'),
  tablePrefix: oneOf('pre'),
  defaultLocation: oneOf('US'),
  disableAssertions: fc.boolean(),
  includeTestsInCompiledGraph: fc.boolean(),
};
const wrongOptions: readonly Entry[] = [
  ['warehouse', 'bigquery'],
  ['defaultProject', 5],
  ['defaultDataset', null],
  ['vars', { n: 1 }],
  ['vars', 'x'],
  ['vars', { n: null }],
  ['defaultDatabase', 'x'],
  ['disableAssertions', 'yes'],
  ['defaultNotebookRuntimeOptions', { repositorySnapshotDestination: {} }],
  ['extra', {}],
  ['gcloudProjectId', 'x'],
];

const basics: fc.Arbitrary<readonly Entry[]> = rarely(
  10,
  fc.constant<readonly Entry[]>([
    ['defaultProject', 'acme'],
    ['defaultDataset', 'dwh'],
  ]),
  fc.constantFrom<readonly Entry[]>([], [['defaultDataset', 'dwh']], [['defaultProject', 'acme']]),
);
const legacyBasics: fc.Arbitrary<readonly Entry[]> = fc.constantFrom<readonly Entry[]>(
  [
    ['warehouse', 'bigquery'],
    ['defaultDatabase', 'acme'],
    ['defaultSchema', 'dwh'],
    ['assertionSchema', 'checks'],
  ],
  [
    ['warehouse', 'bigquery'],
    ['defaultSchema', 'dwh'],
  ],
);

const wrongly = (good: fc.Arbitrary<readonly Entry[]>): fc.Arbitrary<readonly Entry[]> =>
  rarely(
    30,
    good,
    fc.tuple(good, fc.constantFrom(...wrongOptions)).map(([entries, wrong]) => [...entries, wrong]),
  );
const joined = (first: fc.Arbitrary<readonly Entry[]>, more: fc.Arbitrary<Entry>): fc.Arbitrary<readonly Entry[]> =>
  fc.tuple(first, entriesOf(more, 4)).map(([a, b]) => [...a, ...b]);
const json = (entries: readonly Entry[]): string => JSON.stringify(Object.fromEntries(entries), null, 1);

/** One key a line; JSON is YAML too. */
const yaml = (entries: readonly Entry[]): string =>
  Object.entries(Object.fromEntries(entries))
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('') || '{}\n';

const current = wrongly(joined(basics, keyed(options))).map(
  (entries): ProjectFiles => ({ 'workflow_settings.yaml': yaml(entries) }),
);
const legacy = wrongly(joined(legacyBasics, keyed(legacyOptions))).map(
  (entries): ProjectFiles => ({ 'dataform.json': json(entries) }),
);
const strange: readonly ProjectFiles[] = [
  {},
  { 'workflow_settings.yaml': '' },
  { 'workflow_settings.yaml': '- defaultProject: x\n' },
  { 'workflow_settings.yaml': 'just text\n' },
  { 'workflow_settings.yaml': 'a: [\n' },
  { 'workflow_settings.yaml': 'a: 1\na: 2\n' },
  { 'workflow_settings.yaml': 'defaultProject: 2024-01-01\n' },
  { 'workflow_settings.yaml': 'vars:\n  n: "1"\n  flag: "true"\n' },
  { 'workflow_settings.yaml': 'defaultDataset: d\n', 'dataform.json': '{"warehouse": "bigquery"}' },
  { 'dataform.json': '{' },
  { 'dataform.json': '[]' },
  { 'dataform.json': '{}' },
];

/** The settings files of a project: mostly v3, some v2, a few that stop Dataform. */
export const settingsFiles: fc.Arbitrary<ProjectFiles> = fc.oneof(
  { weight: 70, arbitrary: current },
  { weight: 15, arbitrary: legacy },
  { weight: 3, arbitrary: fc.constantFrom(...strange) },
);
