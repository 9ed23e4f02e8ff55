import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Canonical } from '../../adapters/duckdb/canonical.ts';

const python = join(import.meta.dirname, '.venv/bin/python');

/** Whether Spark is installed in this folder; see run.mjs. */
export const installed = existsSync(python);

const jars = join(import.meta.dirname, 'jars');

/** Whether Delta is installed as well: tables can be changed then. */
export const deltaInstalled = installed && existsSync(jars);

/** Rows in the notation of the cases, or Spark's message and the name of the error condition. */
export type Reply =
  | {
      readonly columns: readonly string[];
      readonly types: readonly string[];
      readonly rows: readonly (readonly Canonical[])[];
    }
  | { readonly error: string; readonly condition: string };

/** A Spark session in a process of its own: UTC, ANSI mode, two threads, nothing but loopback. */
export interface Spark {
  readonly version: string;
  /** Never rejects for what is wrong with the SQL. */
  readonly ask: (sql: string) => Promise<Reply>;
  /** The same; the rows also become a view of that name, held in memory. */
  readonly keep: (name: string, sql: string) => Promise<Reply>;
  readonly stop: () => Promise<void>;
}

/** Starts the session, whose tables are Delta's if asked for, and waits until it answers. */
export async function startSpark(tables: 'plain' | 'delta' = 'plain'): Promise<Spark> {
  const folder = mkdtempSync(join(tmpdir(), 'biform-spark-'));
  const bridge = spawn(python, [join(import.meta.dirname, 'bridge.py'), ...(tables === 'delta' ? [jars] : [])], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting: { done: (line: string) => void; fail: (error: Error) => void }[] = [];
  const next = (): Promise<string> => new Promise((done, fail) => waiting.push({ done, fail }));
  createInterface({ input: bridge.stdout }).on('line', (line) => waiting.shift()?.done(line));
  const ended = new Promise<void>((done) => {
    bridge.on('exit', (code) => {
      for (const { fail } of waiting.splice(0)) fail(new Error(`Spark ended with status ${code}`));
      done();
    });
  });
  const { ready } = JSON.parse(await next()) as { ready: string };
  const send = async (message: { readonly sql: string; readonly keep?: string }): Promise<Reply> => {
    const line = next();
    bridge.stdin.write(`${JSON.stringify(message)}\n`);
    return JSON.parse(await line) as Reply;
  };
  return {
    version: ready,
    ask: (sql) => send({ sql }),
    keep: (name, sql) => send({ sql, keep: name }),
    stop: async () => {
      bridge.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
