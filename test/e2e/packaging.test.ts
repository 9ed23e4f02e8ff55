import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { v8Flags } from '../../src/cli/v8-flags.ts';
import { v8Flags as childFlags } from '../../src/sandbox/child/v8-flags.ts';
import { HEAP_MEGABYTES } from '../../src/sandbox/early.ts';
import { engineOptions } from '../../src/sandbox/walls.ts';
import { rows } from './support/figures.ts';
import { root, temporaryFolder } from './support/product.ts';

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

function npm(cwd: string, ...args: readonly string[]): { readonly code: number | null; readonly text: string } {
  const ran = spawnSync('npm', args, { cwd, encoding: 'utf8', timeout: 300_000 });
  return { code: ran.status, text: `${ran.stdout}${ran.stderr}` };
}

const folder = temporaryFolder();

function pack(): Packed {
  // --ignore-scripts: what is packed is what `npm run build` made before.
  const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  const [found]: readonly Packed[] = JSON.parse(packed.stdout);
  if (!found) throw new Error(packed.stderr);
  return found;
}

test('the package holds the product and its licence, and neither sources, tests nor data', () => {
  const { files, size } = pack();
  const paths = files.map((file) => file.path);
  expect(paths).toEqual(
    expect.arrayContaining(['dist/cli.js', 'dist/child.cjs', 'dist/runtime.js', 'LICENSE', 'package.json']),
  );
  expect(paths.filter((path) => /^(src|test|data|definitions|includes|macros|bench)\//.test(path))).toEqual([]);
  expect(paths).not.toContain('dist/sample-data.js');
  expect(size).toBeLessThan(5_000_000);
});

test('this Node takes the code that was kept of the scripts when they were built', () => {
  const check = `
    const { readFileSync } = require('node:fs');
    for (const flag of process.argv.slice(2)) require('node:v8').setFlagsFromString(flag);
    const file = process.argv[1];
    const text = readFileSync(file, 'latin1');
    const source = file.endsWith('.cjs') ? '(function(exports,require,module,__filename,__dirname){' + text + '\\n})' : text;
    const script = new (require('node:vm').Script)(source, { cachedData: readFileSync(file + '.code') });
    console.log(script.cachedDataRejected);`;
  const rejected = (file: string, nodeFlags: readonly string[], flags: readonly string[]): string =>
    spawnSync(process.execPath, [...nodeFlags, '-e', check, join(root, 'dist', file), ...flags], { encoding: 'utf8' })
      .stdout;
  expect(rejected('biform.cjs', [], v8Flags)).toBe('false\n');
  expect(rejected('runtime.js', engineOptions(HEAP_MEGABYTES), childFlags)).toBe('false\n');
});

test('installed in an empty folder it makes a project, compiles it and runs it', async ({ skip }) => {
  const { filename } = pack();
  const home = join(folder, 'home');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const installed = npm(home, 'install', '--no-audit', '--no-fund', join(folder, filename));
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|network/i.test(installed.text) && installed.code !== 0) {
    skip('no package registry can be reached');
  }
  expect(installed.text).not.toMatch(/npm error/);

  const init = npm(home, 'exec', '--', 'biform', 'init', 'shop');
  expect(init.code, init.text).toBe(0);
  const compiled = npm(home, 'exec', '--', 'biform', 'compile', 'shop');
  expect(compiled.code, compiled.text).toBe(0);
  const ran = npm(home, 'exec', '--', 'biform', 'run', 'shop');
  expect(ran.code, ran.text).toBe(0);

  const made = await rows(
    join(home, 'shop'),
    `SELECT table_name FROM information_schema.tables
     WHERE table_catalog = 'built' AND table_schema NOT LIKE 'biform%' ORDER BY table_name`,
  );
  expect(made.length).toBeGreaterThan(0);
  expect(readFileSync(join(home, 'shop', 'workflow_settings.yaml'), 'utf8')).toContain('defaultProject');
}, 400_000);
