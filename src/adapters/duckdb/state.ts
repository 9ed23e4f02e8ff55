import type { DuckDBConnection } from '@duckdb/node-api';
import type { InterruptedRun, StepRecord } from '../../planner/state.ts';
import type { RunLine } from '../adapter/adapter.ts';

/** Raised when a column changes its meaning; a biform that knows only an older format refuses the database. */
export const STATE_FORMAT = 1;

/**
 * The log of runs and steps. Append-only and without primary keys, which halves the cost of a commit. `id` counts
 * over both tables, so that newer means greater whatever the clock says.
 */
const tables = `
create schema if not exists biform_state;
create table if not exists biform_state.format (format integer);
create table if not exists biform_state.runs (
  id bigint, run varchar, identity varchar, event varchar, outcome varchar, written_at timestamptz default now()
);
create table if not exists biform_state.steps (
  id bigint, run varchar, relation varchar, action varchar, outcome varchar, fingerprint varchar, version varchar,
  inputs varchar, row_count bigint, written_at timestamptz default now()
);
insert into biform_state.format select ${STATE_FORMAT} where not exists (from biform_state.format);
`;

/** The log of one database over one connection. */
export interface Log {
  readonly exists: () => Promise<boolean>;
  /** Format of the log that is there; undefined without one. */
  readonly format: () => Promise<number | undefined>;
  /** Makes the tables; within the caller's transaction. */
  readonly prepare: () => Promise<void>;
  readonly latest: () => Promise<ReadonlyMap<string, StepRecord>>;
  readonly interrupted: (identity: string) => Promise<InterruptedRun | undefined>;
  readonly addRun: (line: RunLine) => Promise<void>;
  readonly addStep: (record: StepRecord) => Promise<void>;
}

export function openLog(connection: DuckDBConnection): Log {
  let next: number | undefined;
  const rows = async (sql: string, values: readonly string[] = []): Promise<readonly (readonly unknown[])[]> =>
    (await connection.runAndReadAll(sql, [...values])).getRowsJson();
  const exists = async (): Promise<boolean> =>
    (
      await rows(
        "select 1 from duckdb_tables() where database_name = current_database() and schema_name = 'biform_state' and table_name = 'steps'",
      )
    ).length > 0;
  const id = async (): Promise<number> => {
    if (next === undefined) {
      const [row] = await rows(
        'select max(id) from (select max(id) as id from biform_state.runs union all select max(id) from biform_state.steps)',
      );
      next = Number(row?.[0] ?? 0);
    }
    next += 1;
    return next;
  };
  const prepare = async (): Promise<void> => {
    if (!(await exists())) await connection.run(tables);
  };
  return {
    exists,
    format: async () => ((await exists()) ? Number((await rows('from biform_state.format'))[0]?.[0] ?? 0) : undefined),
    prepare,
    latest: async () => {
      if (!(await exists())) return new Map();
      const found = await rows(
        `select run, relation, action, outcome, fingerprint, version, inputs, row_count from biform_state.steps
         qualify row_number() over (partition by relation order by id desc) = 1`,
      );
      return new Map(found.map((row) => [String(row[1]), recordOf(row)]));
    },
    interrupted: async (identity) => {
      if (!(await exists())) return undefined;
      const [row] = await rows(
        `select run, strftime(written_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ'), exists (
           from biform_state.runs as ended where ended.run = started.run and ended.event = 'finished'
         )
         from biform_state.runs as started where identity = $1 and event = 'started' order by id desc limit 1`,
        [identity],
      );
      return row && row[2] === false ? { run: String(row[0]), startedAt: String(row[1]) } : undefined;
    },
    addRun: async ({ run, identity, event, outcome }) => {
      await connection.run(
        'insert into biform_state.runs (id, run, identity, event, outcome) values ($1, $2, $3, $4, $5)',
        [await id(), run, identity, event, outcome ?? null],
      );
    },
    addStep: async (record) => {
      const { run, relation, action, outcome, fingerprint, version, inputs, rows: count } = record;
      await connection.run(
        'insert into biform_state.steps (id, run, relation, action, outcome, fingerprint, version, inputs, row_count) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
        [await id(), run, relation, action, outcome, fingerprint, version, JSON.stringify(inputs), count ?? null],
      );
    },
  };
}

function recordOf(row: readonly unknown[]): StepRecord {
  const [run, relation, action, outcome, fingerprint, version, inputs, rows] = row;
  return {
    run: String(run),
    relation: String(relation),
    action: String(action),
    outcome: outcome === 'succeeded' ? 'succeeded' : 'failed',
    fingerprint: String(fingerprint),
    version: String(version),
    inputs: JSON.parse(String(inputs)) as Record<string, string>,
    ...(rows !== null && { rows: Number(rows) }),
  };
}
