import type { SqlType } from '../types/type.ts';

/** A column of a stored table. */
export interface TableColumn {
  readonly name: string;
  readonly type: SqlType;
  /** False where it holds no NULL as far as is known: it is required, or the query that made it gives none. */
  readonly nullable?: boolean;
  /** The table takes no NULL (REQUIRED, NOT NULL). A column that a query has made always takes it. */
  readonly required?: true;
  /** `_PARTITIONTIME`, `_TABLE_SUFFIX`, `_FILE_NAME` ...: left out of `*`. */
  readonly pseudo?: true;
  /** INSERT may leave it out. */
  readonly hasDefault?: true;
  readonly description?: string;
}

/** What is known of a stored table. */
export interface TableSchema {
  /** Full name, as findings and lineage print it: `project.dataset.name`. */
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** Whether `columns` are all that there are. */
  readonly complete: boolean;
}

/** A routine of the project or the warehouse. */
export interface Routine {
  readonly kind: 'function' | 'aggregate' | 'table';
  /** Absent where they are not known. */
  readonly parameters?: readonly { readonly name: string; readonly type: SqlType | 'any' | 'table' }[];
  /** Of a function: the type of its value. */
  readonly returns?: SqlType;
  /** The same where it depends on the types of the arguments (ANY TYPE). */
  readonly returnsFor?: (types: readonly SqlType[]) => SqlType;
  /** Of a table function: the columns of its rows. */
  readonly columns?: readonly TableColumn[];
}

/** What stands outside the SQL text. Paths are as written, one part each: `p.d.t` in one pair of back-quotes is three parts. */
export interface Catalog {
  /** `undefined`: nothing is known of such a table. `absent`: there certainly is none; `near` are names that exist. */
  readonly table: (
    path: readonly string[],
  ) => TableSchema | { readonly absent: true; readonly near: readonly string[] } | undefined;
  readonly routine: (path: readonly string[]) => Routine | undefined;
}
