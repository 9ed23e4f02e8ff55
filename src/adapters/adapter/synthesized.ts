/** A file of synthesized rows to be written. */
export interface TableFile {
  /** Relative to the folder of synthesized sources, forward slashes. */
  readonly path: string;
  /** Types in GoogleSQL. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Rows as JSON objects; dates and times as texts. */
  readonly rows: () => Iterable<Readonly<Record<string, unknown>>>;
}

/** A synthesized table as the index lists it. */
export interface IndexedTable {
  /** `project.dataset.name`; with `*` for a wildcard table. */
  readonly name: string;
  /** A path, with a `*` for the members of a wildcard table, relative to the folder of synthesized sources. */
  readonly files: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** What lies in the folder of synthesized sources. */
export interface SynthesizedIndex {
  readonly version: 1;
  readonly tables: readonly IndexedTable[];
}

/** Relative to the project. */
export const SYNTHESIZED_FOLDER = '.biform/sources';

/** The index in the folder. */
export const INDEX_FILE = 'index.json';
