import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { SourceFiles } from '../../../compiler/project/biform/settings.ts';
import type { Target } from '../../../compiler/target/target.ts';
import type { Source } from '../../../planner/step.ts';

export type FileFormat = NonNullable<SourceFiles['format']>;

/** One file behind a declaration. */
export interface SourceFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  /** Absolute, links resolved: what DuckDB is allowed to read. */
  readonly real: string;
  readonly bytes: number;
}

export interface DeclaredColumn {
  readonly name: string;
  /** DuckDB's name of the type. */
  readonly type: string;
  /** Text in files is base64, as BigQuery exports bytes. */
  readonly base64?: boolean;
}

/** A declaration with local files: what to read, and as what. */
export interface FileSource extends Source {
  readonly format: FileFormat;
  readonly files: readonly SourceFile[];
  readonly columns: readonly DeclaredColumn[];
  /** Further options of DuckDB's reader. */
  readonly options: SourceFiles['options'];
  /** For a wildcard table. */
  readonly wildcard?: {
    /** Regular expressions over a path, of which one fits; the first group is `_TABLE_SUFFIX`. */
    readonly suffixes: readonly string[];
    /** The relation's name without the `*`. */
    readonly prefix: string;
    /** Narrower wildcard tables that SQL names. */
    readonly narrower: readonly Target[];
  };
}

const endings: readonly (readonly [RegExp, FileFormat])[] = [
  [/\.(csv|tsv)(\.gz)?$/i, 'csv'],
  [/\.(ndjson|jsonl)(\.gz)?$/i, 'ndjson'],
  [/\.json(\.gz)?$/i, 'json'],
  [/\.parquet$/i, 'parquet'],
];

/** What kind of file a path names by its ending. */
export const formatOf = (path: string): FileFormat | undefined => endings.find(([ending]) => ending.test(path))?.[1];

/** A file of the project, or why it is none: it is not there, or it (or what it links to) lies outside. */
export async function locate(root: string, path: string): Promise<SourceFile | 'missing' | 'outside'> {
  const inside = await realpath(root);
  if (leaves(inside, isAbsolute(path) ? path : join(inside, path))) return 'outside';
  const real = await realpath(join(root, path)).catch(() => undefined);
  if (real === undefined) return 'missing';
  if (leaves(inside, real)) return 'outside';
  const info = await stat(real);
  return info.isFile() ? { path, real, bytes: info.size } : 'missing';
}

function leaves(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}
