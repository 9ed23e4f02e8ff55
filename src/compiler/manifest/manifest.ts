import type { EngineName } from '../dialect/dialect.ts';
import type { MappedText } from '../sql/mapped.ts';
import type { Target } from '../target/target.ts';

/** Placeholder that stands in a script where the columns of a table are unknown offline; the run fills it in. */
export const COLUMNS_HOLE = '/*{biform:columns}*/';

/** One statement to send. `role` says whose it is: an author's statement runs at least once, biform's own exactly once. */
export interface Statement {
  readonly role: 'pre' | 'main' | 'post' | 'operation' | 'assertion-view' | 'assertion-check' | 'schema' | 'own';
  readonly sql: MappedText;
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
  /** Adds to an incremental table that exists; absent for all other kinds. */
  readonly update?: readonly Statement[];
  /** The bare query in the engine's dialect (assertions, tests). */
  readonly query?: MappedText;
  readonly uniqueKey?: readonly string[];
  readonly protected?: boolean;
  readonly parentAction?: Target;
  /** Hash of the lowered SQL without comments, the settings and the lowering's version. */
  readonly fingerprint: string;
  /** Why it cannot run on this engine (diagnostics were reported); it then has no statements. */
  readonly unsupported?: string;
}

export interface Manifest {
  readonly version: 1;
  readonly engine: EngineName;
  readonly actions: readonly CompiledAction[];
}
