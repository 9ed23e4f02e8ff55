import { define } from '../define.ts';

/** BF8: running a plan on an engine. */
export const run = {
  BF8001: define<{ action: string; message: string }>('error', (a) => `${a.action} failed: ${a.message}`),
  BF8002: define<{ action: string; rows: number }>(
    'error',
    (a) => `${a.action}: Assertion failed: query returned ${a.rows} row(s).`,
  ),
  BF8003: define<{ kind: 'action' | 'tag'; word: string; near?: string }>(
    'error',
    (a) =>
      `No ${a.kind} ${a.kind === 'tag' ? 'is called' : 'that can run is called'} "${a.word}".${a.near === undefined ? '' : ` Did you mean "${a.near}"?`}`,
  ),
  BF8004: define<{ word: string; names: readonly string[] }>(
    'error',
    (a) => `"${a.word}" is the name of ${a.names.length} actions: ${a.names.join(', ')}. Give the full name.`,
  ),
  BF8005: define<{ action: string; engine: string; why: string }>(
    'error',
    (a) => `${a.action} cannot run on ${a.engine}: ${a.why}`,
  ),
  BF8006: define<{ action: string; statement: string }>(
    'error',
    (a) => `${a.action} failed: ${a.statement} is not allowed in a project's SQL.`,
  ),
  BF8007: define<{ action: string; seconds: number }>(
    'error',
    (a) => `${a.action} failed: it took longer than ${a.seconds} second${a.seconds === 1 ? '' : 's'} and was stopped.`,
  ),
  BF8009: define<{ engine: string }>(
    'error',
    (a) => `This version of biform compiles for ${a.engine} but does not run there yet.`,
  ),
  BF8010: define<{ database: string; pid: number; program: string }>(
    'error',
    (a) => `The database ${a.database} is in use by another process: PID ${a.pid} (${a.program}).`,
  ),
  BF8011: define<{ database: string; message: string }>(
    'error',
    (a) => `The database ${a.database} could not be opened: ${a.message}`,
  ),
  BF8012: define<{ database: string; found: number; known: number }>(
    'error',
    (a) =>
      `The database ${a.database} was written by a newer biform: its state has format ${a.found}, this biform knows ${a.known}.`,
  ),
  BF8020: define<{ source: string; path: string; near?: string }>(
    'error',
    (a) =>
      `There is no file ${a.path} for the declaration ${a.source}.${a.near === undefined ? '' : ` Did you mean "${a.near}"?`}`,
  ),
  BF8021: define<{ source: string; path: string }>(
    'error',
    (a) => `The file ${a.path} for the declaration ${a.source} lies outside the project.`,
  ),
  BF8022: define<{ source: string; path: string }>(
    'error',
    (a) =>
      `What kind of file is ${a.path}? The declaration ${a.source} can be read from CSV, JSON, NDJSON and Parquet.`,
  ),
  BF8023: define<{ source: string; path: string }>(
    'error',
    (a) => `The wildcard declaration ${a.source} needs a file pattern with one * in the file's name, not ${a.path}.`,
  ),
  BF8024: define<{ source: string; near?: string }>(
    'warning',
    (a) =>
      `biform.yaml binds ${a.source}, which no action declares.${a.near === undefined ? '' : ` Did you mean "${a.near}"?`}`,
  ),
  BF8025: define<{ source: string; message: string }>(
    'error',
    (a) => `The files of the declaration ${a.source} could not be read: ${a.message}`,
  ),
  BF8026: define<{ source: string; column: string; message: string }>(
    'error',
    (a) => `The declared type of ${a.source}.${a.column} cannot be used: ${a.message}`,
  ),
  BF8030: define<{ test: string; message: string }>('error', (a) => `Test ${a.test} failed: ${a.message}`),
  BF8031: define<{ test: string; message: string }>('error', (a) => `Test ${a.test} could not run: ${a.message}`),
} as const;
