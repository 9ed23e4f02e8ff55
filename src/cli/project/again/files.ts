import { statSync } from 'node:fs';
import { listFiles } from '../walk.ts';

/** The state of a project's files: their list, and when and how each was last changed. */
export interface FileStates {
  /** Looks at all files again. Gives those that have changed since they were last looked at; `isOther` where some came or went. */
  readonly look: (read: Iterable<string>) => { readonly changed: ReadonlySet<string>; readonly isOther: boolean };
  /** Notes the state of a file that is about to be read. */
  readonly note: (path: string) => void;
  readonly isKnown: (path: string) => boolean;
}

/** `root` is a real path. */
export function fileStates(root: string): FileStates {
  let list = '';
  let states = new Map<string, string>();
  return {
    look: (read) => {
      const paths = listFiles(root).paths.join('\n');
      const isOther = paths !== list;
      const found = new Map<string, string>();
      const changed = new Set<string>();
      for (const path of read) {
        const state = stateOf(`${root}/${path}`);
        found.set(path, state);
        if (states.get(path) !== state) changed.add(path);
      }
      list = paths;
      states = found;
      return { changed, isOther };
    },
    isKnown: (path) => states.has(path),
    note: (path) => void states.set(path, stateOf(`${root}/${path}`)),
  };
}

function stateOf(file: string): string {
  try {
    const { mtimeMs, ctimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
  } catch {
    return '';
  }
}
