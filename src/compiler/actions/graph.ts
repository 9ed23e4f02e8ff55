import type { Target } from '../target/target.ts';

/**
 * The compiled graph in the shape that `dataform compile --json` prints: keys in the order of Dataform's
 * protocol buffers, enums by name, a scalar present exactly where Dataform sets it.
 * Source: dataform-co/dataform `protos/core.proto`, @dataform/core 3.0.62.
 */
export interface CompiledGraph {
  readonly tables?: readonly TableAction[];
  readonly operations?: readonly OperationAction[];
  readonly assertions?: readonly AssertionAction[];
  readonly projectConfig: ProjectConfig;
  readonly graphErrors: { readonly compilationErrors?: readonly CompilationError[] };
  readonly tests?: readonly TestAction[];
  readonly declarations?: readonly DeclarationAction[];
  readonly dataformCoreVersion: string;
  readonly targets?: readonly Target[];
  readonly notebooks?: readonly NotebookAction[];
  readonly dataPreparations?: readonly DataPreparationAction[];
  readonly jitData?: Readonly<Record<string, unknown>>;
}

export interface ProjectConfig {
  readonly warehouse?: string;
  readonly defaultSchema?: string;
  readonly assertionSchema?: string;
  readonly schemaSuffix?: string;
  readonly defaultDatabase?: string;
  readonly tablePrefix?: string;
  readonly vars?: Readonly<Record<string, string>>;
  readonly databaseSuffix?: string;
  readonly defaultLocation?: string;
  readonly defaultNotebookRuntimeOptions?: Readonly<Record<string, unknown>>;
  readonly builtinAssertionNamePrefix?: string;
  readonly defaultIcebergConfig?: Readonly<Record<string, string>>;
  readonly disableAssertions?: boolean;
  readonly defaultReservation?: string;
  readonly includeTestsInCompiledGraph?: boolean;
  readonly preserveGovernanceControls?: boolean;
}

export interface CompilationError {
  readonly fileName?: string;
  readonly message?: string;
  readonly stack?: string;
  readonly actionName?: string;
  readonly actionTarget?: Target;
}

/** A dependency before it is resolved may ask for the assertions of what it names; afterwards it is a plain target. */
export interface DependencyTarget extends Target {
  readonly includeDependentAssertions?: boolean;
}

export type Hermeticity = 'UNKNOWN' | 'HERMETIC' | 'NON_HERMETIC';

export interface ColumnDescriptor {
  readonly description?: string;
  readonly path: readonly string[];
  readonly displayName?: string;
  readonly tags?: readonly string[];
  readonly bigqueryPolicyTags?: readonly string[];
}

export interface ActionDescriptor {
  readonly description?: string;
  readonly columns?: readonly ColumnDescriptor[];
  readonly bigqueryLabels?: Readonly<Record<string, string>>;
  readonly metadata?: { readonly overview?: string; readonly extraProperties?: unknown };
  readonly compilationMode?: 'ACTION_COMPILATION_MODE_AOT' | 'ACTION_COMPILATION_MODE_JIT';
  readonly reservation?: string;
}

export interface BigQueryOptions {
  readonly partitionBy?: string;
  readonly clusterBy?: readonly string[];
  readonly updatePartitionFilter?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly partitionExpirationDays?: number;
  readonly requirePartitionFilter?: boolean;
  readonly additionalOptions?: Readonly<Record<string, string>>;
  readonly connection?: string;
  readonly tableFormat?: 'ICEBERG';
  readonly fileFormat?: 'PARQUET';
  readonly storageUri?: string;
  readonly incrementalPredicates?: readonly string[];
  readonly preserveGovernanceControls?: boolean;
}

interface Common {
  readonly target: Target;
  readonly canonicalTarget?: Target;
  readonly fileName?: string;
  readonly tags?: readonly string[];
  readonly disabled?: boolean;
}

interface Described extends Common {
  readonly actionDescriptor?: ActionDescriptor;
  readonly dependencyTargets?: readonly DependencyTarget[];
  readonly hermeticity?: Hermeticity;
  readonly jitCode?: string;
}

export interface TableAction extends Described {
  readonly type: 'table' | 'view' | 'incremental';
  readonly enumType: 'TABLE' | 'VIEW' | 'INCREMENTAL';
  readonly query?: string;
  readonly where?: string;
  readonly protected?: boolean;
  readonly preOps?: readonly string[];
  readonly postOps?: readonly string[];
  readonly bigquery?: BigQueryOptions;
  readonly incrementalQuery?: string;
  readonly incrementalPreOps?: readonly string[];
  readonly incrementalPostOps?: readonly string[];
  readonly uniqueKey?: readonly string[];
  readonly materialized?: boolean;
  readonly onSchemaChange?: 'IGNORE' | 'FAIL' | 'EXTEND' | 'SYNCHRONIZE';
  readonly incrementalStrategy?: 'INCREMENTAL_STRATEGY_UNSPECIFIED' | 'MERGE' | 'INSERT_OVERWRITE';
}

export interface OperationAction extends Described {
  readonly queries?: readonly string[];
  readonly hasOutput?: boolean;
}

export interface AssertionAction extends Described {
  readonly query?: string;
  readonly parentAction?: Target;
}

export interface DeclarationAction extends Common {
  readonly actionDescriptor?: ActionDescriptor;
}

export interface TestAction extends Common {
  readonly name?: string;
  readonly testQuery?: string;
  readonly expectedOutputQuery?: string;
  readonly dependencyTargets?: readonly DependencyTarget[];
}

export interface NotebookAction extends Described {
  readonly notebookContents?: string;
}

export interface DataPreparationAction extends Described {
  readonly targets?: readonly Target[];
  readonly canonicalTargets?: readonly Target[];
  readonly dataPreparationYaml?: string;
  readonly query?: string;
  readonly errorTable?: Target;
  readonly errorTableRetentionDays?: number;
  readonly load?: unknown;
}
