import { schema } from './schema.ts';

/**
 * What settings files, actions.yaml and `config` blocks may say.
 * Source: dataform-co/dataform 3.0.62, protos/configs.proto and protos/core.proto (ProjectConfig), extension.proto.
 */
export const configSchema = schema(
  {
    WorkflowSettings: `dataformCoreVersion defaultProject defaultDataset defaultLocation defaultAssertionDataset vars{}
      projectSuffix datasetSuffix namePrefix defaultNotebookRuntimeOptions:NotebookRuntimeOptionsConfig
      builtinAssertionNamePrefix defaultIcebergConfig:DefaultIcebergConfig disableAssertions:bool defaultReservation
      extension:Extension includeTestsInCompiledGraph:bool preserveGovernanceControls:bool`,
    Extension: 'name compilationMode:ExtensionCompilationMode options{}',
    NotebookRuntimeOptionsConfig: `outputBucket? runtimeTemplateName
      repositorySnapshotDestination?:RepositorySnapshotDestinationConfig`,
    RepositorySnapshotDestinationConfig: 'repositorySnapshotUri',
    NotebookRuntimeOptions: `outputBucket? runtimeTemplateName
      repositorySnapshotDestination?:RepositorySnapshotDestination`,
    RepositorySnapshotDestination: 'repositorySnapshotUri',
    DefaultIcebergConfig: 'bucketName tableFolderRoot tableFolderSubpath connection',
    ProjectConfig: `warehouse defaultSchema assertionSchema schemaSuffix defaultDatabase tablePrefix vars{}
      databaseSuffix defaultLocation defaultNotebookRuntimeOptions:NotebookRuntimeOptions builtinAssertionNamePrefix
      defaultIcebergConfig:DefaultIcebergConfig disableAssertions:bool defaultReservation
      includeTestsInCompiledGraph:bool preserveGovernanceControls:bool`,
    ActionConfigs: 'actions[]:ActionConfig',
    ActionConfig: `table?:ActionConfig.TableConfig view?:ActionConfig.ViewConfig
      incrementalTable?:ActionConfig.IncrementalTableConfig assertion?:ActionConfig.AssertionConfig
      operation?:ActionConfig.OperationConfig declaration?:ActionConfig.DeclarationConfig
      notebook?:ActionConfig.NotebookConfig dataPreparation?:ActionConfig.DataPreparationConfig`,
    'ActionConfig.Target': 'project dataset name includeDependentAssertions:bool',
    'ActionConfig.ColumnDescriptor': 'path[] description bigqueryPolicyTags[] tags[]',
    'ActionConfig.TableAssertionsConfig': `uniqueKey[] uniqueKeys[]:ActionConfig.TableAssertionsConfig.UniqueKey
      nonNull[] rowConditions[]`,
    'ActionConfig.TableAssertionsConfig.UniqueKey': 'uniqueKey[]',
    'ActionConfig.IcebergTableConfig': `fileFormat:ActionConfig.IcebergTableConfig.FileFormat connection bucketName
      tableFolderRoot tableFolderSubpath`,
    'ActionConfig.Metadata': 'overview extraProperties:google.protobuf.Struct',
    'ActionConfig.TableConfig': `name dataset project dependencyTargets[]:ActionConfig.Target filename tags[]
      disabled:bool preOperations[] postOperations[] description columns[]:ActionConfig.ColumnDescriptor partitionBy
      partitionExpirationDays:int requirePartitionFilter:bool clusterBy[] labels{} additionalOptions{}
      dependOnDependencyAssertions:bool assertions:ActionConfig.TableAssertionsConfig hermetic:bool
      iceberg:ActionConfig.IcebergTableConfig metadata:ActionConfig.Metadata reservation
      preserveGovernanceControls?:bool`,
    'ActionConfig.ViewConfig': `name dataset project dependencyTargets[]:ActionConfig.Target filename tags[]
      disabled:bool preOperations[] postOperations[] materialized:bool description
      columns[]:ActionConfig.ColumnDescriptor labels{} additionalOptions{} dependOnDependencyAssertions:bool
      hermetic:bool assertions:ActionConfig.TableAssertionsConfig partitionBy clusterBy[]
      metadata:ActionConfig.Metadata reservation`,
    'ActionConfig.IncrementalTableConfig': `name dataset project dependencyTargets[]:ActionConfig.Target filename tags[]
      disabled:bool preOperations[] postOperations[] protected:bool uniqueKey[] description
      columns[]:ActionConfig.ColumnDescriptor partitionBy partitionExpirationDays:int requirePartitionFilter:bool
      updatePartitionFilter clusterBy[] labels{} additionalOptions{} dependOnDependencyAssertions:bool
      assertions:ActionConfig.TableAssertionsConfig hermetic:bool onSchemaChange:ActionConfig.OnSchemaChange
      iceberg:ActionConfig.IcebergTableConfig metadata:ActionConfig.Metadata reservation
      incrementalStrategy:ActionConfig.IncrementalStrategy incrementalPredicates[]`,
    'ActionConfig.AssertionConfig': `name dataset project dependencyTargets[]:ActionConfig.Target filename tags[]
      disabled:bool description hermetic:bool dependOnDependencyAssertions:bool reservation
      metadata:ActionConfig.Metadata`,
    'ActionConfig.OperationConfig': `name dataset project dependencyTargets[]:ActionConfig.Target filename tags[]
      disabled:bool hasOutput:bool description columns[]:ActionConfig.ColumnDescriptor
      dependOnDependencyAssertions:bool hermetic:bool reservation`,
    'ActionConfig.DeclarationConfig': `name dataset project description columns[]:ActionConfig.ColumnDescriptor filename
      tags[]`,
    'ActionConfig.NotebookConfig': `name location project dependencyTargets[]:ActionConfig.Target filename tags[]
      disabled:bool description dependOnDependencyAssertions:bool`,
    'ActionConfig.DataPreparationConfig': `name dependencyTargets[]:ActionConfig.Target filename tags[] disabled:bool
      description errorTable:ActionConfig.DataPreparationConfig.ErrorTableConfig
      loadMode:ActionConfig.LoadModeConfig dataset project`,
    'ActionConfig.DataPreparationConfig.ErrorTableConfig': 'name dataset project retentionDays:int',
    'ActionConfig.LoadModeConfig': 'mode:ActionConfig.LoadMode incrementalColumn uniqueKey[]',
    'google.protobuf.Struct': 'fields{}:google.protobuf.Value',
    'google.protobuf.Value': `nullValue?:google.protobuf.NullValue numberValue?:number stringValue? boolValue?:bool
      structValue?:google.protobuf.Struct listValue?:google.protobuf.ListValue`,
    'google.protobuf.ListValue': 'values[]:google.protobuf.Value',
  },
  {
    ExtensionCompilationMode: 'COMPILATION_MODE_UNSPECIFIED PROLOGUE APPLICATION_CODE',
    'ActionConfig.IcebergTableConfig.FileFormat': 'FILE_FORMAT_UNSPECIFIED PARQUET',
    'ActionConfig.OnSchemaChange': 'IGNORE FAIL EXTEND SYNCHRONIZE',
    'ActionConfig.IncrementalStrategy':
      'INCREMENTAL_STRATEGY_UNSPECIFIED INCREMENTAL_STRATEGY_MERGE INCREMENTAL_STRATEGY_INSERT_OVERWRITE',
    'ActionConfig.LoadMode': 'REPLACE_TABLE APPEND MAXIMUM UNIQUE MERGE',
    'google.protobuf.NullValue': 'NULL_VALUE',
  },
);
