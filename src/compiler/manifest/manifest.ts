import type { ActionDescriptor } from '../actions/graph.ts';
import { type Hole, holeMarks } from '../dialect/compose.ts';
import type { DatasetType, EngineName, SchemaChangePolicy } from '../dialect/dialect.ts';
import type { Instruction } from '../dialect/script.ts';
import type { MappedText } from '../sql/mapped.ts';
import type { Target } from '../target/target.ts';

/** Placeholder that stands in a script where the columns of a table are unknown offline; the run fills it in (`fillColumns`). */
export const COLUMNS_HOLE = holeMarks.list;

/**
 * One statement to send. `role` says whose it is: an author's statement runs at least once, biform's own exactly
 * once. `main` is the one that creates or fills the dataset; `own` prepares for it or cleans up after it.
 */
export interface Statement {
  readonly role: 'pre' | 'main' | 'post' | 'operation' | 'assertion-view' | 'assertion-check' | 'schema' | 'own';
  readonly sql: MappedText;
  /** Send it only if the dataset exists as this type: it makes way for the other type. */
  readonly when?: DatasetType;
  /** Where the names of the existing table's columns go (`fillColumns`); absent means nowhere. */
  readonly holes?: readonly Hole[];
  /**
   * The statement returns one row per column of the new rows (name and type first). Compare them with the existing
   * table's columns by `planSchemaChange`, run what it says, and fill later holes with the columns it gives.
   */
  readonly schemaChange?: SchemaChangePolicy;
  /** Steps of a script that the engine cannot run as one text: they are sent one by one. */
  readonly script?: readonly Instruction[];
  /** Send it only if the dataset, once built, has this column. */
  readonly column?: string;
  /** Lists the columns of the new rows, name and type first, whose types decide what goes into the holes. */
  readonly incoming?: MappedText;
}

/** A dataset (schema) that holds actions of the manifest, and the statement that makes sure of it. */
export interface CompiledSchema {
  readonly database?: string;
  readonly schema: string;
  readonly create: Statement;
}

/** Everything the executor needs for one action on one engine. Plain JSON. */
export interface CompiledAction {
  readonly kind:
    | 'table'
    | 'view'
    | 'incremental'
    | 'operation'
    | 'assertion'
    | 'declaration'
    | 'test'
    | 'notebook'
    | 'dataPreparation';
  /** The action's name as Dataform prints it. */
  readonly target: Target;
  /** The name on this engine. */
  readonly relation: Target;
  readonly fileName?: string;
  readonly tags: readonly string[];
  readonly disabled: boolean;
  readonly dependsOn: readonly Target[];
  /** Builds the dataset from nothing (table, view), or does the operation's or assertion's work. */
  readonly create: readonly Statement[];
  /** Adds to an incremental table that exists as a table; absent for all other kinds. */
  readonly update?: readonly Statement[];
  /** Statements go out as one script (`scriptOf`) or one by one. */
  readonly sends: 'script' | 'each';
  /** The bare query in the engine's dialect (assertions, tests). */
  readonly query?: MappedText;
  /** Tests: what the query must give. */
  readonly expected?: MappedText;
  readonly uniqueKey?: readonly string[];
  /** A full refresh does not rebuild it. */
  readonly protected?: boolean;
  readonly parentAction?: Target;
  /** Descriptions, labels and policy tags to be set through the engine's interface after the action. */
  readonly descriptor?: ActionDescriptor;
  /** Hash of the lowered SQL without comments, the settings and the lowering's version. */
  readonly fingerprint: string;
  /** Everything that its SQL reads, by name on this engine; absent where that is not known for certain. */
  readonly reads?: readonly Target[];
  /** Of an operation: a table or routine in each dataset that its SQL names, by name on this engine. */
  readonly datasets?: readonly Target[];
  /** Why it cannot run on this engine (diagnostics were reported); it then has no statements. */
  readonly unsupported?: string;
}

export interface Manifest {
  readonly version: 1;
  readonly engine: EngineName;
  readonly schemas: readonly CompiledSchema[];
  readonly actions: readonly CompiledAction[];
}
