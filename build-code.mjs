// Lets V8 keep the code that a usual compilation makes it compile: dist/biform.cjs.code and dist/runtime.js.code. Node of
// another version refuses them and compiles anew (docs/decisions/0013-kept-code.md).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const scripts = ['biform.cjs', 'runtime.js'];

/** Compiles a project of the repository with what was built, as a user would, and keeps V8's code at its end. */
export function writeCodeCaches(out) {
  for (const file of scripts) {
    if (readFileSync(join(out, file)).some((byte) => byte > 127)) throw new Error(`${file} is not ASCII`);
  }
  const cache = mkdtempSync(join(tmpdir(), 'biform-build-'));
  const keeper = resolve('build-keep-code.cjs');
  const command = ['--require', keeper, join(out, 'cli.js'), 'compile', 'examples/dataform-classic', '--json'];
  const ran = spawnSync(process.execPath, command, {
    env: { PATH: process.env.PATH, BIFORM_CACHE_DIR: cache },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  rmSync(cache, { recursive: true, force: true });
  if (ran.status === 0) return;
  for (const file of scripts) rmSync(join(out, `${file}.code`), { force: true });
  console.warn(`biform will start more slowly: no compiled code could be kept.\n${ran.stderr}`);
}
