import { DuckDBInstance } from '@duckdb/node-api';
import type { Adapter, StatementWatch } from '../../src/adapters/adapter/adapter.ts';
import { openDuckDB } from '../../src/adapters/duckdb/adapter.ts';
import { duckdb } from '../../src/adapters/duckdb/dialect.ts';
import type { FileSource } from '../../src/adapters/duckdb/sources/files.ts';
import type { Manifest } from '../../src/compiler/manifest/manifest.ts';
import type { RunEvent } from '../../src/executor/events.ts';
import { type RunOptions, type RunResult, run } from '../../src/executor/run.ts';
import { type BoundSource, identityOf, type Plan, type PlanOptions, plan } from '../../src/planner/plan.ts';
import { everything } from '../../src/planner/select.ts';
import { hash } from './manifest.ts';

export const planOptions: PlanOptions = {
  selection: everything,
  fullRefresh: false,
  restart: false,
  skipUnsupported: false,
  skipUnchanged: true,
  assertionViews: 'always',
};

export interface Outcome extends RunResult {
  readonly plan: Plan;
  readonly events: readonly RunEvent[];
  /** `name: outcome` of each step, in order. */
  readonly steps: readonly string[];
}

export interface Extra {
  readonly options?: Partial<PlanOptions>;
  readonly run?: Partial<RunOptions>;
  readonly sources?: ReadonlyMap<string, BoundSource>;
  readonly files?: readonly FileSource[];
  readonly watch?: StatementWatch;
}

let stamps = 0;

/** Opens the database, plans, runs, and closes it again, as the command does. */
export async function runOnce(path: string, manifest: Manifest, extra: Extra = {}): Promise<Outcome> {
  const adapter = await open(path, extra);
  try {
    return await runOn(adapter, manifest, extra);
  } finally {
    await adapter.close();
  }
}

export async function open(path: string, { files = [], watch }: Extra = {}): Promise<Adapter> {
  const adapter = await openDuckDB({ path, shown: path, sources: files, ...(watch && { watch }) });
  if ('fault' in adapter) throw new Error(adapter.fault.message);
  return adapter;
}

export async function runOn(adapter: Adapter, manifest: Manifest, extra: Extra = {}): Promise<Outcome> {
  const options = { ...planOptions, ...extra.options };
  const identity = hash(identityOf(manifest, options));
  const interrupted = await adapter.state.interrupted(identity);
  stamps += 1;
  const stamp = `${process.pid}-${Date.now()}-${stamps}`;
  const made = plan({
    manifest,
    dialect: duckdb,
    options,
    state: {
      latest: await adapter.state.latest(),
      standing: await adapter.standing(),
      ...(interrupted && { interrupted }),
    },
    sources: extra.sources ?? new Map(),
    volatile: adapter.volatile,
    hash,
    stamp,
  });
  const events: RunEvent[] = [];
  const result = await run(made, adapter, {
    run: made.continues?.run ?? stamp,
    identity,
    schemas: manifest.schemas,
    retries: 0,
    signal: new AbortController().signal,
    now: Date.now,
    emit: (event) => events.push(event),
    ...extra.run,
  });
  const steps = events.flatMap((event) => (event.type === 'step-finished' ? [`${event.step}: ${event.outcome}`] : []));
  return { ...result, plan: made, events, steps };
}

/** Asks a database with DuckDB alone, nothing of biform in between. */
export async function ask(path: string, ...queries: readonly string[]): Promise<readonly unknown[][][]> {
  const instance = await DuckDBInstance.create(path, { TimeZone: 'UTC' }).catch(() => DuckDBInstance.create(path));
  const connection = await instance.connect();
  try {
    const answers: unknown[][][] = [];
    for (const query of queries) answers.push((await connection.runAndReadAll(query)).getRowsJson());
    return answers;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
