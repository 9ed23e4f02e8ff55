import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { MappedText } from '../sql/mapped.ts';
import type { Target } from '../target/target.ts';

export type EngineName = 'bigquery' | 'databricks' | 'duckdb';

/** Where the parts of a GoogleSQL table path live on the target engine, or why they cannot be named there. */
export type NameMap = (path: readonly string[]) => Target | { readonly fault: string };

/** SQL in the target's dialect, or the reasons why there is none. Never both absent. */
export interface Translation {
  readonly sql?: MappedText;
  readonly diagnostics: readonly Diagnostic[];
}

/** All that the compiler must know of an engine to write SQL for it. Data and pure functions; one value per engine. */
export interface Dialect {
  readonly name: EngineName;
  /** Quotes one identifier so that any text is exactly one token. */
  readonly identifier: (name: string) => string;
  /** A string literal. */
  readonly string: (value: string) => string;
  /** The quoted name of a table or view; the target is already in the engine's own parts. */
  readonly relation: (target: Target) => string;
  /** Turns one GoogleSQL query or statement into this dialect. Asynchronous because a translator may load first. */
  readonly translate: (sql: MappedText, names: NameMap) => Promise<Translation>;
}
