import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { type Diagnostic, diagnostic } from '../../compiler/diagnostics/diagnostic.ts';

export interface Listing {
  /**
   * Paths below the root, sorted, as Dataform lists them: names with a dot in them, in folders of any name but
   * those that begin with a dot and the root's `node_modules`. Files in the root itself are not among them.
   */
  readonly paths: readonly string[];
  /** What npm left in the root: of `package.json`, `package-lock.json` and `node_modules` those that are there. */
  readonly npm: readonly string[];
  /** Links that leave the project. What they name is not in `paths`. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Folders deeper than this are not entered. */
const MAX_DEPTH = 100;

const NPM: ReadonlySet<string> = new Set(['package.json', 'package-lock.json', 'node_modules']);

/** Whether a real path lies in a real folder. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || /^[A-Za-z]:/.test(way));
}

/**
 * Lists a project's files as Dataform's CLI does (all but `node_modules`, and names with a dot). As there, a linked folder is entered
 * fully in the root and for its own files only below it. `root` is a real path.
 */
export function listFiles(root: string): Listing {
  const paths: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const npm: string[] = [];
  const enter = (folder: string, depth: number, further: boolean): void => {
    for (const entry of entriesOf(`${root}/${folder}`)) {
      if (depth === 0 && NPM.has(entry.name)) npm.push(entry.name);
      if (entry.name.startsWith('.') || (depth === 0 && entry.name === 'node_modules')) continue;
      const path = depth === 0 ? entry.name : `${folder}/${entry.name}`;
      const kind = entry.isSymbolicLink() ? linkKind(root, path, diagnostics) : kindOf(entry);
      if (kind === 'refused') continue;
      if (depth > 0 && entry.name.includes('.')) paths.push(path);
      if (kind !== 'folder' || !further || depth >= MAX_DEPTH) continue;
      enter(path, depth + 1, depth === 0 || !entry.isSymbolicLink());
    }
  };
  enter('.', 0, true);
  return { paths: paths.sort(), npm: npm.sort(), diagnostics };
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

type Kind = 'file' | 'folder' | 'refused';

const kindOf = (entry: Dirent): Kind => (entry.isDirectory() ? 'folder' : 'file');

function linkKind(root: string, path: string, diagnostics: Diagnostic[]): Kind {
  let real: string;
  try {
    real = realpathSync(`${root}/${path}`);
  } catch {
    return 'file';
  }
  if (!isInside(root, real)) {
    diagnostics.push(diagnostic('BF1503', { path }, { span: { file: path, start: 0, end: 0 } }));
    return 'refused';
  }
  return statSync(real).isDirectory() ? 'folder' : 'file';
}
