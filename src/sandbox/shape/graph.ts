import { boolean, json, list, number, object, oneOf, record, type Shape, string } from './shape.ts';

/** Shapes of what `compiler/actions/graph.ts` declares. */
export const target: Shape = object({ schema: string, name: string, database: string });
const dependencies = list(
  object({ schema: string, name: string, database: string, includeDependentAssertions: boolean }),
);
const strings = list(string);
const texts = record(string);

const descriptor = object({
  description: string,
  columns: list(
    object({ description: string, 'path!': strings, displayName: string, tags: strings, bigqueryPolicyTags: strings }),
  ),
  bigqueryLabels: texts,
  metadata: object({ overview: string, extraProperties: json }),
  compilationMode: oneOf(
    'ACTION_COMPILATION_MODE_UNSPECIFIED',
    'ACTION_COMPILATION_MODE_AOT',
    'ACTION_COMPILATION_MODE_JIT',
  ),
  reservation: string,
});

const bigquery = object({
  partitionBy: string,
  clusterBy: strings,
  updatePartitionFilter: string,
  labels: texts,
  partitionExpirationDays: number,
  requirePartitionFilter: boolean,
  additionalOptions: texts,
  connection: string,
  tableFormat: string,
  fileFormat: string,
  storageUri: string,
  incrementalPredicates: strings,
  preserveGovernanceControls: boolean,
});

const common = { target, canonicalTarget: target, fileName: string, tags: strings, disabled: boolean };
const described = {
  ...common,
  actionDescriptor: descriptor,
  dependencyTargets: dependencies,
  hermeticity: oneOf('UNKNOWN', 'HERMETIC', 'NON_HERMETIC'),
  jitCode: string,
};

const table = object({
  ...described,
  'type!': oneOf('table', 'view', 'incremental'),
  'enumType!': oneOf('TABLE', 'VIEW', 'INCREMENTAL'),
  query: string,
  where: string,
  protected: boolean,
  preOps: strings,
  postOps: strings,
  bigquery,
  incrementalQuery: string,
  incrementalPreOps: strings,
  incrementalPostOps: strings,
  uniqueKey: strings,
  materialized: boolean,
  onSchemaChange: oneOf('IGNORE', 'FAIL', 'EXTEND', 'SYNCHRONIZE'),
  incrementalStrategy: oneOf('INCREMENTAL_STRATEGY_UNSPECIFIED', 'MERGE', 'INSERT_OVERWRITE'),
});

const test = object({
  ...common,
  'name!': string,
  testQuery: string,
  expectedOutputQuery: string,
  dependencyTargets: dependencies,
  jitCode: string,
});

const dataPreparation = object({
  ...described,
  targets: list(target),
  canonicalTargets: list(target),
  dataPreparationYaml: string,
  query: string,
  errorTable: target,
  errorTableRetentionDays: number,
  load: json,
});

export const projectConfig: Shape = object({
  warehouse: string,
  defaultSchema: string,
  assertionSchema: string,
  schemaSuffix: string,
  defaultDatabase: string,
  tablePrefix: string,
  vars: texts,
  databaseSuffix: string,
  defaultLocation: string,
  defaultNotebookRuntimeOptions: json,
  builtinAssertionNamePrefix: string,
  defaultIcebergConfig: json,
  disableAssertions: boolean,
  defaultReservation: string,
  includeTestsInCompiledGraph: boolean,
  preserveGovernanceControls: boolean,
});

const compilationError = object({
  fileName: string,
  message: string,
  stack: string,
  actionName: string,
  actionTarget: object({ schema: string, name: string, database: string }),
});

/** An action of each kind. */
export const actionShapes = {
  tables: table,
  operations: object({ ...described, queries: strings, hasOutput: boolean }),
  assertions: object({ ...described, query: string, parentAction: target }),
  tests: test,
  declarations: object({ ...common, actionDescriptor: descriptor }),
  notebooks: object({ ...described, notebookContents: string }),
  dataPreparations: dataPreparation,
} as const;

export const graph: Shape = object({
  'projectConfig!': projectConfig,
  'graphErrors!': object({ compilationErrors: list(compilationError) }),
  'dataformCoreVersion!': string,
  targets: list(target),
  jitData: json,
});
