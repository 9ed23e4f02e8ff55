import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type Diagnostic, diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { isSourcesFile } from '../../compiler/project/sources/model.ts';
import { isFileInside, readText } from './read.ts';
import { type Disk, filesFor, requestsIn } from './requires.ts';
import { type Listing, listFiles } from './walk.ts';

/** Everything that was read of a project, before any of it is looked at. */
export interface Sources {
  /** Real path of the project's folder. */
  readonly root: string;
  readonly listing: Listing;
  /** Text by path from the root, in the order in which it was read. */
  readonly texts: ReadonlyMap<string, string>;
  /** Paths that are there but cannot be read as text, with what is wrong. */
  readonly faults: ReadonlyMap<string, Diagnostic>;
  /**
   * Reads what more is needed: files that these requests can load, and those beside them, for a name that only
   * running the code tells is seldom the last of its folder. Gives the paths that are new.
   */
  readonly add: (requests: readonly { readonly request: string; readonly from: string }[]) => readonly string[];
  /**
   * Reads the definitions in SQLX, and what they require; these are left out at first. `onRead` gets the paths that are
   * new, batch by batch.
   */
  readonly readDefinitions: (onRead: (paths: readonly string[]) => Promise<void> | undefined) => Promise<void>;
  /** Hash of all that was read so far, with the list of files. */
  readonly digest: () => string;
}

/** Settings files in the root; each may be absent. */
export const SETTINGS_FILES = ['workflow_settings.yaml', 'dataform.json', 'package.json', 'biform.yaml'] as const;

/** Files whose text project code can ask for. */
const READABLE = /\.(?:sqlx|js|json|sql|ya?ml|ipynb|md|ts)$/;

/** Folders that are read whole; of all others only what is required. */
const ENTRY_FOLDERS = /^(?:definitions|includes|macros)\//;

/**
 * Reads a project's settings, its `definitions/` but for SQLX, `includes/`, `macros/` and, beside a biform.yaml,
 * `sources/*.yaml`, and what those require. `root` is a real path.
 */
export function collect(root: string): Sources {
  const listing = listFiles(root);
  const texts = new Map<string, string>();
  const faults = new Map<string, Diagnostic>();
  const hash = createHash('sha256');
  for (const path of listing.paths) hash.update(`${path}\0`);
  const known = new Map<string, boolean>();
  const listed = new Set(listing.paths);
  const disk: Disk = {
    isFile: (path) => {
      if (path.startsWith('node_modules/@dataform/')) return false;
      let is = known.get(path);
      if (is === undefined) {
        is = texts.has(path) || ((listed.has(path) || mayBeUnlisted(path)) && isFileInside(root, path));
        known.set(path, is);
      }
      return is;
    },
    text: (path) => texts.get(path) ?? textOf(readText(root, path)),
  };
  const open: string[] = [];
  /** Reads so many files at most; gives those that are new. */
  const readSome = (most: number): readonly string[] => {
    const fresh: string[] = [];
    while (fresh.length < most) {
      const path = open.pop();
      if (path === undefined) break;
      if (texts.has(path) || faults.has(path)) continue;
      fresh.push(path);
      const read = readText(root, path);
      if ('fault' in read) faults.set(path, read.fault);
      else {
        texts.set(path, read.text);
        for (const request of requestsIn(read.text)) open.push(...filesFor(request, path, disk));
      }
      note(hash, path, 'fault' in read ? read.fault.message : read.text);
    }
    return fresh;
  };
  const described = isFileInside(root, 'biform.yaml') ? isSourcesFile : () => false;
  const isEntry = (path: string): boolean => (ENTRY_FOLDERS.test(path) && READABLE.test(path)) || described(path);
  const entries = listing.paths.filter(isEntry).reverse();
  open.push(...entries.filter((path) => !isSqlxDefinition(path)));
  for (const name of [...SETTINGS_FILES].reverse()) {
    if (isFileInside(root, name)) open.push(name);
    else if (existsSync(join(root, name))) faults.set(name, outside(name));
  }
  readSome(Number.POSITIVE_INFINITY);
  return {
    root,
    listing,
    texts,
    faults,
    add: (requests) => {
      for (const { request, from } of requests) {
        const found = filesFor(request, from, disk);
        const folders = new Set(found.map((path) => posix.dirname(path)));
        for (const folder of folders) open.push(...filesIn(root, folder).filter(disk.isFile));
        open.push(...found);
      }
      return readSome(Number.POSITIVE_INFINITY);
    },
    readDefinitions: async (onRead) => {
      open.push(...entries.filter(isSqlxDefinition));
      for (let paths = readSome(BATCH); paths.length > 0; paths = readSome(BATCH)) {
        await (onRead(paths) ?? turn());
      }
    },
    digest: () => hash.copy().digest('hex'),
  };
}

/** Dataform's list leaves out the root's own files, names without a dot, folders with one in front, and packages. */
const mayBeUnlisted = (path: string): boolean =>
  !path.includes('/') ||
  path.includes('node_modules/') ||
  path.split('/').some((part) => !part.includes('.') || part.startsWith('.'));

export const isSqlxDefinition = (path: string): boolean => path.startsWith('definitions/') && path.endsWith('.sqlx');

/** So many files are read between two turns of the event loop, in which the sandbox gets on. */
const BATCH = 100;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Most files that are read of a folder because one beside them was asked for. */
const MOST_BESIDE = 1000;

/** The readable files of a folder as paths from the root; none where it cannot be listed. */
function filesIn(root: string, folder: string): readonly string[] {
  try {
    const names = readdirSync(join(root, folder)).filter((name) => READABLE.test(name));
    return names.slice(0, MOST_BESIDE).map((name) => posix.join(folder, name));
  } catch {
    return [];
  }
}

const outside = (path: string): Diagnostic =>
  diagnostic('BF1503', { path }, { span: { file: path, start: 0, end: 0 } });

const textOf = (read: ReturnType<typeof readText>): string | undefined => ('text' in read ? read.text : undefined);

function note(hash: Hash, path: string, text: string): void {
  hash.update(`${path}\0${text.length}\0${text}`);
}
