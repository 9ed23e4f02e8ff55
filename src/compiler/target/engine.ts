/** Every engine that biform writes SQL for. */
export type EngineName = 'bigquery' | 'databricks' | 'duckdb';

/** The engine whose SQL projects are written in unless their biform.yaml says otherwise. */
export const AUTHORING_ENGINE: EngineName = 'bigquery';

/** What a project and a target say about names. */
export interface Naming {
  /** Projects whose tables belong to the target's own catalog: the default project, with and without its suffix. */
  readonly defaultProjects: readonly string[];
  /** The target's own catalog: a Databricks catalog, or the name of the DuckDB database. */
  readonly catalog?: string;
  /** Catalogs of other projects. */
  readonly catalogs?: Readonly<Record<string, string>>;
}
