import { existsSync, type FSWatcher, readdirSync, statSync, watch as watchFolder } from 'node:fs';
import { join } from 'node:path';

/** Changes that come closer together than this are one change, in milliseconds. */
const SETTLE_MILLIS = 20;

/** A change is not held back longer than this, in milliseconds, though others follow it. */
const MOST_MILLIS = 500;

export interface Changes {
  /**
   * The paths that have changed since the last call with those `known`, when there are some and no more follow; empty when
   * watching has ended.
   */
  readonly next: (known: ReadonlySet<string>) => Promise<ReadonlySet<string>>;
  readonly stop: () => void;
}

/** Whether a change of this path can matter. */
const matters = (path: string): boolean => !/(?:^|[/\\])(?:\.[^/\\]*|node_modules)(?:[/\\]|$)/.test(path);

/** Watches a folder with all that is in it. Paths are relative to it, with slashes. */
export function watchChanges(dir: string): Changes {
  let found = new Set<string>();
  let isOver = false;
  let last = 0;
  let wake: () => void = () => undefined;
  const note = (path: string): void => {
    if (!matters(path)) return;
    found.add(path.replaceAll('\\', '/'));
    last = performance.now();
    wake();
  };
  const stop = process.platform === 'linux' ? watchFolders(dir, note) : watchTree(dir, note);
  return {
    next: async (known) => {
      for (const path of known) note(path);
      while (found.size === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve));
      const first = performance.now();
      for (let now = first; !isOver && now - last < SETTLE_MILLIS && now - first < MOST_MILLIS; now = performance.now())
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MILLIS - (now - last)));
      const paths = found;
      found = new Set();
      return isOver ? new Set() : paths;
    },
    stop: () => {
      isOver = true;
      stop();
      wake();
    },
  };
}

function watchTree(dir: string, note: (path: string) => void): () => void {
  const watcher = watchFolder(dir, { recursive: true }, (_event, path) => path !== null && note(path));
  watcher.on('error', () => undefined);
  return () => watcher.close();
}

/**
 * Watches each folder by itself: the kernel tells of all files in it. Node's own recursive watching of Linux looks after
 * each file, and loses those that an editor replaces.
 */
function watchFolders(dir: string, note: (path: string) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  const enter = (folder: string, isNew: boolean): void => {
    if (watchers.has(folder) || (folder !== '' && !matters(folder))) return;
    let watcher: FSWatcher;
    try {
      watcher = watchFolder(join(dir, folder), (event, name) => {
        if (name === null) return;
        const path = folder === '' ? name : `${folder}/${name}`;
        note(path);
        if (event === 'rename' && isFolder(join(dir, path))) enter(path, true);
      });
    } catch {
      return;
    }
    const leave = (): void => {
      watcher.close();
      watchers.delete(folder);
    };
    watcher.on('error', leave);
    watchers.set(folder, watcher);
    // What came into a new folder before it was watched, nobody has told of.
    for (const name of namesIn(join(dir, folder))) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (isNew) note(path);
      if (isFolder(join(dir, path))) enter(path, isNew);
    }
    if (folder !== '' && !existsSync(join(dir, folder))) leave();
  };
  enter('', false);
  return () => {
    for (const watcher of watchers.values()) watcher.close();
  };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
