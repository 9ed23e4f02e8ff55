import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Hashes of files, remembered by size and times so that a large file is read once. */
export interface FileHashes {
  /** SHA-256 of a file's contents, in hexadecimal. Rejects when the file cannot be read. */
  readonly hash: (file: string) => Promise<string>;
  /** Keeps what was learnt. Failing to write is no error: the next run reads the files again. */
  readonly save: () => Promise<void>;
}

interface Remembered {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
  readonly hash: string;
}

/** A file that changed this recently could change again within one tick of its clock. */
const RACY_MS = 2000;

/** Opens the memory kept in a file; one that is missing or damaged is empty. `now` gives milliseconds since the epoch. */
export async function openFileHashes(kept: string, now: () => number): Promise<FileHashes> {
  const known = new Map<string, Remembered>(await readKept(kept));
  let changed = false;
  return {
    hash: async (file) => {
      const { size, mtimeMs, ctimeMs, ino } = await stat(file);
      const before = known.get(file);
      const same = before?.size === size && before.mtimeMs === mtimeMs && before.ctimeMs === ctimeMs;
      if (before && same && before.ino === ino) return before.hash;
      const hash = await contentHash(file);
      if (now() - Math.max(mtimeMs, ctimeMs) > RACY_MS) {
        known.set(file, { size, mtimeMs, ctimeMs, ino, hash });
        changed = true;
      }
      return hash;
    },
    save: async () => {
      if (!changed) return;
      try {
        await mkdir(dirname(kept), { recursive: true });
        const temporary = `${kept}.${process.pid}.tmp`;
        await writeFile(temporary, JSON.stringify({ version: 1, files: Object.fromEntries(known) }));
        await rename(temporary, kept);
      } catch {
        changed = false;
      }
    },
  };
}

async function readKept(kept: string): Promise<readonly (readonly [string, Remembered])[]> {
  try {
    const found = JSON.parse(await readFile(kept, 'utf8')) as { version?: unknown; files?: Record<string, Remembered> };
    return found.version === 1 ? Object.entries(found.files ?? {}) : [];
  } catch {
    return [];
  }
}

async function contentHash(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
