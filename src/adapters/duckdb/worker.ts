import { createHash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { nameKey } from '../../compiler/dialect/names.ts';
import type { MappedText } from '../../compiler/sql/mapped.ts';
import type { Session } from '../../executor/build.ts';
import type { Standing } from '../../planner/state.ts';
import { AdapterError, type StatementWatch } from '../adapter/adapter.ts';
import { readColumns, readStanding } from './catalogue.ts';
import { duckdb } from './dialect.ts';
import { adapterError } from './errors.ts';
import { MACRO_SCHEMA } from './macros.ts';
import { sendAll } from './send.ts';
import { type Log, openLog } from './state.ts';

/** One connection, its transactions, and what is known to stand in the database. */
export interface Worker extends Session {
  readonly log: Log;
  /** All of it or nothing. Rejects with an `AdapterError`. */
  readonly transaction: <T>(inside: () => Promise<T>) => Promise<T>;
  /** Lets a signal interrupt what runs inside. */
  readonly stoppable: <T>(signal: AbortSignal, inside: () => Promise<T>) => Promise<T>;
  /** Turns what DuckDB throws into an `AdapterError`, and begins nothing after an interruption. */
  readonly attempt: <T>(sql: MappedText | undefined, inside: () => Promise<T>) => Promise<T>;
  readonly standing: () => Promise<ReadonlyMap<string, Standing>>;
  /** Notes what a relation became; undefined: anything may have changed. */
  readonly note: (key: string | undefined, standing?: Standing) => void;
}

export interface WorkerOptions {
  readonly macros: readonly string[];
  readonly watch?: StatementWatch;
}

export function startWorker(connection: DuckDBConnection, { macros, watch }: WorkerOptions): Worker {
  const log = openLog(connection);
  let stopped: AbortSignal | undefined;
  let known: Map<string, Standing> | undefined;
  let prepared = false;
  const attempt: Worker['attempt'] = async (sql, inside) => {
    if (stopped?.aborted) throw new AdapterError({ kind: 'cancelled', message: 'interrupted' });
    try {
      return await inside();
    } catch (error) {
      throw adapterError(error, sql);
    }
  };
  const watched = async <T>(sql: string, role: Parameters<StatementWatch>[2], inside: () => Promise<T>): Promise<T> => {
    const running = inside();
    watch?.('during', sql, role);
    const result = await running;
    watch?.('after', sql, role);
    return result;
  };
  const send: Worker['send'] = (statement, reads) =>
    attempt(statement.sql, () =>
      watched(statement.sql.text, statement.role, () => sendAll(connection, statement.sql, reads)),
    );
  const control = (sql: string): Promise<unknown> => watched(sql, 'control', () => connection.run(sql));
  const prepare = async (): Promise<void> => {
    await log.prepare();
    await installMacros(connection, macros);
  };
  const standing = async (): Promise<Map<string, Standing>> => {
    known ??= await readStanding(connection);
    return known;
  };
  return {
    dialect: duckdb,
    log,
    attempt,
    send,
    standing,
    transaction: async (inside) => {
      await attempt(undefined, () => control('begin transaction'));
      try {
        if (!prepared) await attempt(undefined, prepare);
        const result = await inside();
        await attempt(undefined, () => control('commit'));
        prepared = true;
        return result;
      } catch (error) {
        known = undefined;
        await connection.run('rollback').catch(() => undefined);
        throw error;
      }
    },
    stoppable: async (signal, inside) => {
      const interrupt = (): void => connection.interrupt();
      stopped = signal;
      signal.addEventListener('abort', interrupt, { once: true });
      try {
        return await inside();
      } finally {
        signal.removeEventListener('abort', interrupt);
        stopped = undefined;
      }
    },
    note: (key, now) => {
      if (key === undefined) known = undefined;
      else if (now) known?.set(key, now);
      else known?.delete(key);
    },
    typeOf: async (target) => (await attempt(undefined, standing)).get(nameKey(target, duckdb))?.type,
    columnsOf: (target) => attempt(undefined, () => readColumns(connection, target)),
    ensureSchema: async (statement) => void (await send(statement, 'nothing')),
  };
}

/** Puts the macros into the database unless these very ones are there; a macro of its own tells. */
async function installMacros(connection: DuckDBConnection, macros: readonly string[]): Promise<void> {
  if (macros.length === 0) return;
  const version = createHash('sha256').update(macros.join('\n')).digest('hex').slice(0, 16);
  const found = await connection.runAndReadAll(
    `select macro_definition from duckdb_functions() where schema_name = '${MACRO_SCHEMA}' and function_name = 'bf_version'`,
  );
  if (String(found.getRowsJson()[0]?.[0] ?? '').includes(version)) return;
  for (const macro of macros) await connection.run(macro);
  await connection.run(`create or replace macro ${MACRO_SCHEMA}.bf_version() as '${version}'`);
}
