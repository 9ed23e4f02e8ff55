import { lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Diagnostic, diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import type { Dialect } from '../../compiler/dialect/dialect.ts';
import { scriptFiles } from '../../compiler/lower/script-file.ts';
import type { Manifest } from '../../compiler/manifest/manifest.ts';

export interface ScriptsRequest {
  /** Absolute path of the project. */
  readonly root: string;
  /** Name of the target; validated by `chooseTarget`, so safe as a folder. */
  readonly target: string;
  readonly manifest: Manifest;
  readonly dialect: Dialect;
  /** Project or catalog whose name the paths leave out: where the default project's tables are. */
  readonly home?: string;
}

export interface WrittenScripts {
  /** Relative to the root, in the manifest's order. */
  readonly paths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes one readable script per action to `.biform/compiled/<target>/<schema>/<name>.sql` and removes what an earlier
 * compilation left there. Refuses to follow links on the way, since the folder may come with a hostile checkout.
 */
export function writeScripts({ root, target, manifest, dialect, home }: ScriptsRequest): WrittenScripts {
  const steps = ['.biform', 'compiled', target];
  for (const depth of steps.keys()) {
    const path = steps.slice(0, depth + 1).join('/');
    if (isLink(join(root, path))) return { paths: [], diagnostics: [diagnostic('BF1630', { path })] };
  }
  const folder = steps.join('/');
  rmSync(join(root, folder), { recursive: true, force: true });
  const files = scriptFiles(manifest, dialect, home);
  for (const { path, content } of files) {
    const file = join(root, folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content.text);
  }
  return { paths: files.map(({ path }) => `${folder}/${path}`), diagnostics: [] };
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
