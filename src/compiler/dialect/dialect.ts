import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Statement } from '../sql/ast-statement.ts';
import type { MappedText } from '../sql/mapped.ts';
import type { Fault } from '../sql/parse/statement.ts';
import type { EngineName, Naming } from '../target/engine.ts';
import type { Target } from '../target/target.ts';
import type { ColumnsHole, Draft, FilledColumn } from './compose.ts';
import type { Graded } from './grade.ts';
import type { LexicalRules } from './scan.ts';
import type { Instruction } from './script.ts';

export type { EngineName, Naming } from '../target/engine.ts';

/** Where the parts of a GoogleSQL table path live on the target engine, or why they cannot be named there. */
export type NameMap = (path: readonly string[]) => Target | { readonly fault: string };

/** SQL in the target's dialect, or the reasons why there is none. Never both absent. */
export interface Translation {
  readonly sql?: MappedText;
  /** The steps of a script with control flow, where the engine has no words for it. */
  readonly script?: readonly Instruction[];
  readonly diagnostics: readonly Diagnostic[];
}

export type DatasetType = 'table' | 'view';

export type SchemaChangePolicy = 'FAIL' | 'EXTEND' | 'SYNCHRONIZE';

/** One statement of an action, before its role in the run is known. */
export interface Step {
  readonly sql: Draft;
  /** Prepares or cleans up; the main statement is the one without it. */
  readonly own?: boolean;
  /** The statement lists the columns of a new result; the target's columns are compared with it and changed first. */
  readonly schemaChange?: SchemaChangePolicy;
  /** To be sent only where the dataset has this column. */
  readonly column?: string;
  /** Lists the columns of the new rows, name and type first; asked where a column of the table is `fitted`. */
  readonly incoming?: Draft;
}

/** What a dialect makes of a request. */
export interface Written {
  readonly steps: readonly Step[];
  /** Settings without a counterpart on this engine, as the author spelt them. */
  readonly omitted?: readonly string[];
  /** Settings that say nothing about rows and need no warning here: the fidelity report alone names them. */
  readonly silent?: readonly string[];
  /** Why it cannot be done on this engine; there are no steps then. */
  readonly fault?: string;
}

/** The partition expression of a table in the target's dialect. */
export interface Partition {
  /** With bare column names. */
  readonly text: string;
  /** With its one column written as one of the existing table and of the new rows; absent for other shapes. */
  readonly ofTarget?: string;
  readonly ofSource?: string;
}

/** A table or view to be created from a query, which is in the target's dialect. */
export interface DatasetSpec {
  readonly type: DatasetType;
  readonly materialized: boolean;
  readonly relation: Target;
  readonly query: MappedText;
  /** As the author wrote it, and the one column that it is made of where that is plain to see. */
  readonly partition?: { readonly text: string; readonly column?: string };
  readonly clusterBy: readonly string[];
  readonly partitionExpirationDays?: number;
  readonly requirePartitionFilter?: boolean;
  readonly additionalOptions: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly description?: string;
  readonly columns: readonly { readonly path: readonly string[]; readonly description: string }[];
}

/** Add rows; or update those with equal keys and add the others; or replace the partitions that new rows belong to. */
export type Strategy =
  | { readonly type: 'append' }
  | { readonly type: 'merge' }
  | { readonly type: 'overwrite'; readonly partition: Partition };

/** New rows for a table that exists. All SQL in it is in the target's dialect. */
export interface UpdateSpec {
  readonly relation: Target;
  readonly query: MappedText;
  readonly strategy: Strategy;
  /** The columns that identify a row, as the author wrote them; a merge has at least one. */
  readonly uniqueKey: readonly string[];
  /** A condition that begins with a column of DATAFORM_DEST. */
  readonly partitionFilter?: string;
  /** Conditions over DATAFORM_DEST and DATAFORM_SOURCE. */
  readonly predicates: readonly string[];
  readonly schemaChange?: SchemaChangePolicy;
  /** A word that no other action uses, for names of helper objects. */
  readonly id: (use: 'schema-change' | 'staging') => string;
}

/** All that the compiler must know of an engine to write SQL for it. Data and pure functions; one value per engine. */
export interface Dialect {
  readonly name: EngineName;
  /** As people write it. */
  readonly title: string;
  readonly lexical: LexicalRules;
  /** Quotes one identifier so that any text is exactly one token. */
  readonly identifier: (name: string) => string;
  /** A string literal. */
  readonly string: (value: string) => string;
  /** The quoted name of a table or view; the target is already in the engine's own parts. */
  readonly relation: (target: Target) => string;
  /** The engine's names for a project's paths. */
  readonly names: (naming: Naming) => NameMap;
  /** Whether names that differ only in case are the same name. */
  readonly foldsCase: boolean;
  /** Whether datasets that written SQL names come about by themselves, since nobody else would make them. */
  readonly makesDatasets: boolean;
  /** SQL of a project needs no translation: it is sent as the author wrote it. */
  readonly verbatim: boolean;
  /**
   * Turns one GoogleSQL query or statement into this dialect. Asynchronous because a translator may load first.
   * `session` is the lowering's: what the texts of one action share. `grade` is told how each part was translated.
   * `read` are the statements of a text that is no GoogleSQL.
   */
  readonly translate: (
    sql: MappedText,
    names: NameMap,
    session?: object,
    grade?: (found: Graded) => void,
    read?: { readonly statements: readonly Statement[]; readonly faults: readonly Fault[] },
  ) => Promise<Translation>;
  /** Statements that put into a database the functions that written SQL calls, and that views call when read. */
  readonly library: readonly string[];
  /** The statements of a table action are sent as one script (BigQuery) or one by one. */
  readonly sends: 'script' | 'each';
  /** Columns where a script has a hole for them. */
  readonly columns: { readonly [K in ColumnsHole]: (columns: readonly FilledColumn[]) => string };
  /** Whether new values of a column of such a type, in the engine's words, are written by what both types are; absent: never. */
  readonly fitted?: (type: string) => boolean;
  readonly createSchema: (target: Target) => Draft;
  /** The view of the rows that break an assertion, and a query of their number (NULL for none). */
  readonly assertion: (target: Target, query: MappedText) => { readonly view: Draft; readonly check: Draft };
  readonly drop: (target: Target, type: DatasetType) => Draft;
  readonly create: (spec: DatasetSpec) => Written;
  readonly update: (spec: UpdateSpec) => Written;
  /** An ALTER TABLE that takes away and adds columns; types are in the engine's own words. */
  readonly alterColumns: (
    target: Target,
    removed: readonly string[],
    added: readonly { readonly name: string; readonly type: string }[],
  ) => readonly string[];
}
