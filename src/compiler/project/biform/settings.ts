import type { EngineName } from '../../target/engine.ts';
import type { EnvText } from './environment.ts';

/** The files behind a declared table, relative to the project's root; globs allowed. */
export interface SourceFiles {
  readonly files: readonly string[];
  readonly format?: 'csv' | 'json' | 'ndjson' | 'parquet';
  /** Options of DuckDB's reader. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

export interface DuckdbTarget {
  readonly engine: 'duckdb';
  /** Relative to the project's root, or `:memory:`. */
  readonly path: string;
  /** By `dataset.table`, `project.dataset.table` or with a `*` at the end, as the author wrote it. */
  readonly sources: Readonly<Record<string, SourceFiles>>;
}

export interface BigqueryTarget {
  readonly engine: 'bigquery';
  readonly project?: string;
  readonly location?: string;
  /** Bytes. */
  readonly maximumBytesBilled?: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly reservation?: string;
  readonly credentials?: EnvText;
}

export interface DatabricksTarget {
  readonly engine: 'databricks';
  readonly host: EnvText;
  readonly httpPath: EnvText;
  readonly token?: EnvText;
  readonly clientId?: EnvText;
  readonly clientSecret?: EnvText;
  readonly catalog?: string;
  readonly catalogs: Readonly<Record<string, string>>;
}

export type TargetSettings = DuckdbTarget | BigqueryTarget | DatabricksTarget;

export interface ColumnSettings {
  /** In GoogleSQL. */
  readonly type?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly mask?: unknown;
}

/** What biform.yaml says about one action; keys that other parts of biform read are kept as they are. */
export interface ActionSettings {
  readonly dialect?: 'bigquery' | 'databricks';
  readonly targets?: readonly string[];
  readonly owner?: string;
  readonly columns?: Readonly<Record<string, ColumnSettings>>;
  readonly incremental?: unknown;
  readonly rowFilters?: unknown;
  readonly grants?: unknown;
  readonly quality?: unknown;
  readonly model?: unknown;
}

export interface Notification {
  readonly on: readonly ('run_failed' | 'run_succeeded' | 'assertion_failed')[];
  readonly slack?: EnvText;
  readonly webhook?: EnvText;
  readonly email: readonly string[];
}

/** biform.yaml, validated, defaults filled in. */
export interface BiformSettings {
  readonly defaultTarget?: string;
  readonly dialect: 'bigquery' | 'databricks';
  readonly targets: Readonly<Record<string, TargetSettings>>;
  readonly principals: Readonly<Record<string, Readonly<Partial<Record<EngineName, string>>>>>;
  readonly notifications: readonly Notification[];
  readonly assertionViews: 'always' | 'on_failure' | 'never';
  readonly quality: { readonly dataset: string };
  readonly lint: Readonly<Record<string, 'off' | 'warning' | 'error'>>;
  /** What the analysis of SQL finds: severity by code, where it is not an error. */
  readonly analysis: { readonly levels: Readonly<Record<string, 'off' | 'warning' | 'error'>> };
  readonly actions: Readonly<Record<string, ActionSettings>>;
}
