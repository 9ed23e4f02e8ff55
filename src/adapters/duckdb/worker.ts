import { createHash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { nameKey } from '../../compiler/dialect/names.ts';
import type { Statement } from '../../compiler/manifest/manifest.ts';
import type { MappedText } from '../../compiler/sql/mapped.ts';
import type { Sent, Session } from '../../executor/build.ts';
import { AdapterError, type StatementWatch } from '../adapter/adapter.ts';
import { type Catalogue, openCatalogue, readColumns } from './catalogue.ts';
import { duckdb } from './dialect.ts';
import { adapterError } from './errors.ts';
import { MACRO_SCHEMA } from './macros.ts';
import { type Attempts, runScript, untilHandled } from './script.ts';
import { sendAll } from './send.ts';
import { type Log, openLog } from './state.ts';

/** One connection, its transactions, and what is known to stand in the database. */
export interface Worker extends Session {
  readonly log: Log;
  /** All of it or nothing. Rejects with an `AdapterError`. */
  readonly transaction: <T>(inside: () => Promise<T>) => Promise<T>;
  /** Begins anew, with a transaction of its own, where a script has met a failure that it deals with. */
  readonly repeated: <T>(inside: () => Promise<T>) => Promise<T>;
  /** Lets a signal interrupt what runs inside. */
  readonly stoppable: <T>(signal: AbortSignal, inside: () => Promise<T>) => Promise<T>;
  /** Turns what DuckDB throws into an `AdapterError`, and begins nothing after an interruption. */
  readonly attempt: <T>(sql: MappedText | undefined, inside: () => Promise<T>) => Promise<T>;
  readonly catalogue: Catalogue;
}

export interface WorkerOptions {
  readonly macros: readonly string[];
  readonly watch?: StatementWatch;
}

export function startWorker(connection: DuckDBConnection, { macros, watch }: WorkerOptions): Worker {
  const log = openLog(connection);
  const catalogue = openCatalogue(connection);
  let stopped: AbortSignal | undefined;
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
  let attempts: Attempts = { count: 0, failed: new Map() };
  const sendOne = (sql: MappedText, role: Statement['role'], reads: 'rows' | 'nothing'): Promise<Sent> =>
    attempt(sql, () => watched(sql.text, role, () => sendAll(connection, sql, reads)));
  const send: Worker['send'] = ({ sql, role, script }, reads) => {
    const each = (part: MappedText, wanted: 'rows' | 'nothing'): Promise<Sent> => sendOne(part, role, wanted);
    return script ? runScript(sql, script, { send: each, now: Date.now, attempts }) : sendOne(sql, role, reads);
  };
  const control = (sql: string): Promise<unknown> => watched(sql, 'control', () => connection.run(sql));
  const prepare = async (): Promise<void> => {
    await log.prepare();
    await installMacros(connection, macros);
  };
  return {
    dialect: duckdb,
    log,
    attempt,
    send,
    catalogue,
    repeated: (inside) =>
      untilHandled((fresh) => {
        attempts = fresh;
        return inside();
      }),
    transaction: async (inside) => {
      await attempt(undefined, () => control('begin transaction'));
      try {
        if (!prepared) await attempt(undefined, () => watched('state and macros', 'control', prepare));
        const result = await inside();
        await attempt(undefined, () => control('commit'));
        prepared = true;
        return result;
      } catch (error) {
        catalogue.forget();
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
    typeOf: async (target) => (await attempt(undefined, catalogue.standing)).get(nameKey(target, duckdb))?.type,
    columnsOf: (target) => attempt(undefined, () => readColumns(connection, target)),
    ensureSchema: async ({ schema = '' }, statement) => {
      if (await attempt(undefined, () => catalogue.hasSchema(schema))) return;
      await send(statement, 'nothing');
      catalogue.addSchema(schema);
    },
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
