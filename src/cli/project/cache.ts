import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writev,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * What is kept of a compilation: the child's answer, the text that `compile --json` printed, the same without analysis,
 * what the analysis of SQL found, the columns of local files, the requests of project code that are known only once it has
 * run, and, by its place alone, that something of a project is kept.
 */
export type EntryKind = 'answer' | 'printed' | 'graph' | 'requests' | 'analysis' | 'columns' | 'known';

/** Results of earlier compilations by the hash of everything that they came from. Never in the checkout. */
export interface Cache {
  /** The body of an entry and what was noted with it; undefined where there is none or it is damaged. */
  readonly read: (kind: EntryKind, key: string) => { readonly note: unknown; readonly body: Buffer } | undefined;
  /** Keeps a body (a text, or UTF-8 in pieces), written while other work goes on. Failing to write (a full disk, no permission) is no error. */
  readonly write: (kind: EntryKind, key: string, note: unknown, body: string | readonly Uint8Array[]) => Promise<void>;
}

/** Bytes that all entries together may take; the ones not used for longest go first. */
const MAX_BYTES = 512 * 1024 * 1024;

/** `$BIFORM_CACHE_DIR`, else `$XDG_CACHE_HOME/biform`, else `~/.cache/biform`. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  return env['BIFORM_CACHE_DIR'] || join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'biform');
}

const digestOf = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** Makes a folder and those above it. Node's recursive `mkdir` never ends where the system has no such folder and makes none (`/proc`). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

/** The cache in a folder, which is made when something is first kept. */
export function openCache(folder: string): Cache {
  const fileOf = (kind: EntryKind, key: string): string => join(folder, `${key}.${kind}`);
  return {
    read: (kind, key) => {
      try {
        const file = fileOf(kind, key);
        const bytes = readFileSync(file);
        const end = bytes.indexOf(10);
        const { digest, note } = JSON.parse(bytes.toString('utf8', 0, end)) as { digest: string; note: unknown };
        const body = bytes.subarray(end + 1);
        if (digestOf(key, JSON.stringify(note ?? null), body) !== digest) return undefined;
        const now = new Date();
        utimesSync(file, now, now);
        return { note, body };
      } catch {
        return undefined;
      }
    },
    write: async (kind, key, note, given) => {
      const body = typeof given === 'string' ? [Buffer.from(given, 'utf8')] : given;
      const temporary = join(folder, `${key}.${randomBytes(6).toString('hex')}.tmp`);
      try {
        makeFolder(folder);
        const digest = digestOf(key, JSON.stringify(note ?? null), ...body);
        const head = JSON.stringify({ digest, note: note ?? null });
        await writeWhole(temporary, [Buffer.from(`${head}\n`, 'utf8'), ...body]);
        renameSync(temporary, fileOf(kind, key));
        discardOldest(folder);
      } catch {
        discard(temporary);
      }
    },
  };
}

/** Writes a new file in one go, at once and beside the main thread. Rejects where it fails. */
async function writeWhole(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const file = openSync(path, 'wx', 0o600);
  try {
    const written = await new Promise<number>((resolve, reject) =>
      writev(file, parts, (error, count) => (error ? reject(error) : resolve(count))),
    );
    if (written !== parts.reduce((sum, { length }) => sum + length, 0)) throw new Error('the disk is full');
  } finally {
    closeSync(file);
  }
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The folder itself is not there.
  }
}

function discardOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    const { size, mtimeMs } = statSync(path);
    return { path, size, mtimeMs };
  });
  let total = files.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (total <= MAX_BYTES) return;
    rmSync(path, { force: true });
    total -= size;
  }
}
