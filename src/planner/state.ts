import type { DatasetType } from '../compiler/dialect/dialect.ts';

/**
 * One line of the log that an engine keeps: what one action came to. Relations are named by the key that
 * `nameKey(relation, dialect)` gives.
 */
export interface StepRecord {
  readonly run: string;
  readonly relation: string;
  /** Full name as people read it. */
  readonly action: string;
  readonly outcome: 'succeeded' | 'failed';
  readonly fingerprint: string;
  /** Equal versions of a relation mean equal contents. */
  readonly version: string;
  /** Versions of all that it read or waited for. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly rows?: number;
}

/** A run that was begun with the same identity and has no end in the log. What it did is in the lines that carry its id. */
export interface InterruptedRun {
  readonly run: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

/** A table or view that stands in the database. */
export interface Standing {
  readonly type: DatasetType;
}

/** All that the planner must know of the engine. */
export interface State {
  /** The newest line of each relation. */
  readonly latest: ReadonlyMap<string, StepRecord>;
  readonly interrupted?: InterruptedRun;
  readonly standing: ReadonlyMap<string, Standing>;
}

export const emptyState: State = { latest: new Map(), standing: new Map() };
