import type { Dialect } from '../../compiler/dialect/dialect.ts';
import type { CompiledAction, CompiledSchema, Statement } from '../../compiler/manifest/manifest.ts';
import type { NamedColumn } from '../../compiler/manifest/schema-change.ts';
import type { MappedText } from '../../compiler/sql/mapped.ts';
import type { Target } from '../../compiler/target/target.ts';
import type { AssertionViews } from '../../planner/decide.ts';
import type { InterruptedRun, Standing, State, StepRecord } from '../../planner/state.ts';
import type { Source } from '../../planner/step.ts';

/** What an action does, with all that was decided about it. */
export interface BuildUnit {
  readonly kind: 'build';
  readonly action: CompiledAction;
  readonly fullRefresh: boolean;
  readonly assertionViews: AssertionViews;
  readonly schemas: readonly CompiledSchema[];
  /** The line of the log for a success; it is written in the same transaction as the data where the engine can. */
  readonly record: StepRecord;
}

export interface ImportUnit {
  readonly kind: 'import';
  readonly source: Source;
  readonly record: StepRecord;
}

export type Unit = BuildUnit | ImportUnit;

/** What a unit came to. `failing` is the number of rows that an assertion found. */
export interface UnitResult {
  /** Rows written, where the engine says so. */
  readonly rows?: number;
  readonly failing?: number;
}

export type FailureKind =
  /** The statement itself is wrong; trying again gives the same. */
  | 'invalid-sql'
  /** The data made it fail: a cast, a constraint, a division. */
  | 'data'
  /** Two writers met; trying again may succeed. */
  | 'conflict'
  /** The author may not do this. */
  | 'denied'
  /** Stopped from outside. */
  | 'cancelled'
  /** The engine cannot be used any more: the run ends. */
  | 'lost'
  | 'other';

/** Why a statement failed, in the engine's words without its decoration. */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  /** The statement it happened in. */
  readonly sql?: MappedText;
  /** Offset in that statement's text, UTF-16. */
  readonly offset?: number;
  /** A name that the engine looked for and did not find, as far as it says so. */
  readonly missing?: string;
}

/** The only error that an adapter rejects with. */
export class AdapterError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

export interface RunLine {
  readonly run: string;
  /** A hash of the plan's identity. */
  readonly identity: string;
  readonly event: 'started' | 'finished';
  readonly outcome?: 'succeeded' | 'failed';
}

/** What an engine remembers of earlier runs. */
export interface StateStore {
  /** The newest line of each relation. */
  readonly latest: () => Promise<State['latest']>;
  /** The newest run with this identity if it has no end. */
  readonly interrupted: (identity: string) => Promise<InterruptedRun | undefined>;
  readonly writeRun: (line: RunLine) => Promise<void>;
  /** A line that goes with no change of data: a failure. */
  readonly writeStep: (record: StepRecord) => Promise<void>;
}

export interface QueryResult {
  readonly columns: readonly NamedColumn[];
  /** Values as JSON can hold them; long numbers, decimals and dates as text. */
  readonly rows: readonly (readonly unknown[])[];
}

/** The only door to an engine. Every method rejects with an `AdapterError` and nothing else. */
export interface Adapter {
  readonly dialect: Dialect;
  /** Where the data is, for people: a path, a project, a host. */
  readonly place: string;
  readonly state: StateStore;
  /** The tables and views that stand, by relation key. */
  readonly standing: () => Promise<ReadonlyMap<string, Standing>>;
  /** Columns in the table's order; undefined when it does not exist. */
  readonly columnsOf: (relation: Target) => Promise<readonly NamedColumn[] | undefined>;
  /**
   * Does one unit of work. On an engine with transactions all of it happens or nothing. An assertion that finds rows
   * is no error: its view stays, the log gets a failure.
   */
  readonly perform: (unit: Unit, signal: AbortSignal) => Promise<UnitResult>;
  readonly query: (sql: MappedText, signal: AbortSignal) => Promise<QueryResult>;
  readonly volatile: (sql: string) => boolean;
  readonly close: () => Promise<void>;
}

/** Told while and after each statement of a unit runs; for tests that stop the process there. */
export type StatementWatch = (moment: 'during' | 'after', sql: string, role: Statement['role'] | 'control') => void;
