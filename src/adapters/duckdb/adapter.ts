import { type Diagnostic, diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { nameKey } from '../../compiler/dialect/names.ts';
import type { Statement } from '../../compiler/manifest/manifest.ts';
import { build } from '../../executor/build.ts';
import type { Standing } from '../../planner/state.ts';
import {
  type Adapter,
  AdapterError,
  type BuildUnit,
  type StatementWatch,
  type Unit,
  type UnitResult,
} from '../adapter/adapter.ts';
import { duckdb } from './dialect.ts';
import { openDatabase } from './open.ts';
import { queryAll } from './send.ts';
import type { FileSource } from './sources/files.ts';
import { importSource, type Sender } from './sources/import.ts';
import { isVolatile } from './volatile.ts';
import { startWorker, type Worker } from './worker.ts';

export interface DuckDBOptions {
  /** Absolute path of the database file, or `:memory:`. */
  readonly path: string;
  /** The path as people know it. */
  readonly shown: string;
  readonly sources: readonly FileSource[];
  /** Statements that make the macros on which translated SQL relies. */
  readonly macros?: readonly string[];
  /** Makes state and macros at once instead of with the first work. */
  readonly ready?: boolean;
  readonly watch?: StatementWatch;
}

/** Opens a DuckDB database for a run, or says why it cannot be opened. */
export async function openDuckDB(options: DuckDBOptions): Promise<Adapter | { readonly fault: Diagnostic }> {
  const { path, shown, sources, macros = [], watch } = options;
  const opened = await openDatabase(
    path,
    shown,
    sources.flatMap(({ files }) => files.map(({ real }) => real)),
  );
  if ('fault' in opened) return opened;
  const { instance, connection } = opened;
  const worker = startWorker(connection, { macros, ...(watch && { watch }) });
  const { log } = worker;
  if (options.ready === true) await worker.transaction(async () => undefined);
  return {
    dialect: duckdb,
    place: shown,
    state: {
      latest: () => worker.attempt(undefined, log.latest),
      interrupted: (identity) => worker.attempt(undefined, () => log.interrupted(identity)),
      writeRun: (line) => worker.transaction(() => worker.attempt(undefined, () => log.addRun(line))),
      writeStep: (record) => worker.transaction(() => worker.attempt(undefined, () => log.addStep(record))),
    },
    standing: () => worker.attempt(undefined, worker.catalogue.standing),
    columnsOf: worker.columnsOf,
    perform: (unit, signal) =>
      worker.stoppable(signal, () => worker.repeated(() => worker.transaction(() => perform(unit, worker, sources)))),
    query: (sql, signal) => worker.stoppable(signal, () => worker.attempt(sql, () => queryAll(connection, sql))),
    volatile: isVolatile,
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** The work of one unit and its line in the log, inside a transaction. */
async function perform(unit: Unit, worker: Worker, sources: readonly FileSource[]): Promise<UnitResult> {
  const result = unit.kind === 'build' ? await build(unit, worker) : await bringIn(unit.source.name, worker, sources);
  const { rows, failing = 0 } = result;
  await worker.attempt(undefined, () =>
    worker.log.addStep({
      ...unit.record,
      outcome: failing > 0 ? 'failed' : 'succeeded',
      ...(rows !== undefined && { rows }),
    }),
  );
  const left = unit.kind === 'build' ? leftBehind(unit) : undefined;
  if (unit.kind === 'build' && left) worker.catalogue.note(nameKey(unit.action.relation, duckdb), left);
  else worker.catalogue.forget();
  return result;
}

const isAuthors = ({ role }: Statement): boolean => role === 'pre' || role === 'post' || role === 'operation';

/** What stands after a build, where that is certain without asking. */
function leftBehind({ action, assertionViews }: BuildUnit): Standing | undefined {
  if ([...action.create, ...(action.update ?? [])].some(isAuthors)) return undefined;
  if (action.kind === 'table' || action.kind === 'incremental') return { type: 'table' };
  if (action.kind === 'view' || (action.kind === 'assertion' && assertionViews === 'always')) return { type: 'view' };
  return undefined;
}

async function bringIn(name: string, worker: Worker, sources: readonly FileSource[]): Promise<UnitResult> {
  const source = sources.find((one) => one.name === name);
  if (!source)
    throw new AdapterError({ kind: 'other', message: diagnostic('BF8020', { source: name, path: '' }).message });
  const send: Sender = {
    rows: async (sql) => (await worker.send({ role: 'own', sql }, 'rows')).rows,
    change: async (sql) => (await worker.send({ role: 'own', sql }, 'nothing')).changed,
  };
  const rows = await importSource(source, send);
  return rows === undefined ? {} : { rows };
}
