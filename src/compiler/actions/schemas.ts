import { schema } from '../project/schema.ts';
import { configSchema } from '../project/schemas.ts';

/** The compiled graph. Source: dataform-co/dataform 3.0.62, protos/core.proto. */
export const graphSchema = schema(
  {
    CompiledGraph: `tables[]:Table operations[]:Operation assertions[]:Assertion projectConfig:ProjectConfig
      graphErrors:GraphErrors tests[]:Test declarations[]:Declaration dataformCoreVersion targets[]:Target
      notebooks[]:Notebook dataPreparations[]:DataPreparation jitData:google.protobuf.Struct`,
    GraphErrors: 'compilationErrors[]:CompilationError',
    CompilationError: 'fileName message stack actionName actionTarget:Target',
    Target: 'schema name database includeDependentAssertions:bool',
    BigQueryOptions: `partitionBy clusterBy[] updatePartitionFilter labels{} partitionExpirationDays:int
      requirePartitionFilter:bool additionalOptions{} connection tableFormat:TableFormat fileFormat:FileFormat
      storageUri incrementalPredicates[] preserveGovernanceControls:bool`,
    ActionDescriptor: `description columns[]:ColumnDescriptor bigqueryLabels{} metadata:ActionConfig.Metadata
      compilationMode:ActionCompilationMode reservation`,
    ColumnDescriptor: 'description path[] displayName tags[] bigqueryPolicyTags[]',
    Table: `type target:Target query disabled:bool where protected:bool preOps[] postOps[] fileName
      bigquery:BigQueryOptions tags[] actionDescriptor:ActionDescriptor incrementalQuery dependencyTargets[]:Target
      incrementalPreOps[] incrementalPostOps[] uniqueKey[] hermeticity:ActionHermeticity canonicalTarget:Target
      materialized:bool enumType:TableType onSchemaChange:OnSchemaChange jitCode
      incrementalStrategy:IncrementalStrategy`,
    Operation: `target:Target queries[] fileName hasOutput:bool tags[] actionDescriptor:ActionDescriptor
      dependencyTargets[]:Target hermeticity:ActionHermeticity canonicalTarget:Target disabled:bool jitCode`,
    Assertion: `query fileName target:Target tags[] actionDescriptor:ActionDescriptor dependencyTargets[]:Target
      hermeticity:ActionHermeticity canonicalTarget:Target disabled:bool parentAction:Target jitCode`,
    Declaration: 'target:Target actionDescriptor:ActionDescriptor fileName canonicalTarget:Target tags[]',
    Test: `name testQuery expectedOutputQuery fileName disabled:bool tags[] target:Target canonicalTarget:Target
      dependencyTargets[]:Target jitCode`,
    Notebook: `target:Target canonicalTarget:Target tags[] dependencyTargets[]:Target fileName disabled:bool
      notebookContents`,
    DataPreparation: `targets[]:Target canonicalTargets[]:Target tags[] dependencyTargets[]:Target fileName
      disabled:bool target:Target canonicalTarget:Target dataPreparationYaml? errorTable:Target
      errorTableRetentionDays:int query? load:LoadConfiguration`,
    LoadConfiguration: `replace?:SimpleLoadMode append?:SimpleLoadMode maximum?:IncrementalLoadMode
      unique?:IncrementalLoadMode automatic?:IncrementalLoadMode merge?:MergeLoadMode`,
    SimpleLoadMode: '',
    IncrementalLoadMode: 'columnName',
    MergeLoadMode: 'uniqueKey[]',
  },
  {
    TableFormat: 'TABLE_FORMAT_UNSPECIFIED ICEBERG',
    FileFormat: 'FILE_FORMAT_UNSPECIFIED PARQUET',
    ActionCompilationMode:
      'ACTION_COMPILATION_MODE_UNSPECIFIED ACTION_COMPILATION_MODE_AOT ACTION_COMPILATION_MODE_JIT',
    ActionHermeticity: 'UNKNOWN HERMETIC NON_HERMETIC',
    TableType: 'UNKNOWN_TYPE TABLE INCREMENTAL VIEW',
    OnSchemaChange: 'IGNORE FAIL EXTEND SYNCHRONIZE',
    IncrementalStrategy: 'INCREMENTAL_STRATEGY_UNSPECIFIED MERGE INSERT_OVERWRITE',
  },
  configSchema,
);
