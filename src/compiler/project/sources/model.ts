import type { Span } from '../../diagnostics/span.ts';

/** A column as a file under `sources/` describes it. */
export interface SourceColumn {
  readonly name: string;
  /** In GoogleSQL, as written; `STRUCT` alone where `fields` say what it holds. */
  readonly type: string;
  readonly mode: 'NULLABLE' | 'REQUIRED' | 'REPEATED';
  readonly description?: string;
  /** The fields of a STRUCT. */
  readonly fields?: readonly SourceColumn[];
  /** Where the type stands. */
  readonly typeAt: Span;
}

/** A table as a file under `sources/` describes it: all of its columns. */
export interface SourceTable {
  readonly project?: string;
  readonly dataset: string;
  /** With a `*` at the end for a wildcard table. */
  readonly name: string;
  readonly description?: string;
  readonly columns: readonly SourceColumn[];
  /** Where the name stands. */
  readonly at: Span;
}

/** One file under `sources/`. */
export interface SourcesFile {
  readonly path: string;
  readonly project?: string;
  readonly dataset: string;
  /** The dataset holds no other tables than these. */
  readonly complete: boolean;
  readonly tables: readonly SourceTable[];
}

/** Whether a path is that of a file that describes sources. */
export const isSourcesFile = (path: string): boolean => /^sources\/[^/]+\.ya?ml$/.test(path);

/** The dataset that a file is about unless it says otherwise. */
export const datasetOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
