import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { collect } from '../../../src/cli/project/collect.ts';

function project(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'biform-collect-')));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

test('a file that was asked for by a computed name brings those beside it', () => {
  const loop = `for (const name of ['a', 'b']) exports[name] = require('./parts/' + name + '.js');`;
  const root = project({
    'node_modules/pack/index.js': loop,
    'node_modules/pack/parts/a.js': `require('./deep/of-a')`,
    'node_modules/pack/parts/b.js': '',
    'node_modules/pack/parts/logo.png': '',
    'node_modules/pack/parts/deep/of-a.js': '',
    'node_modules/pack/parts/deep/of-b.js': '',
    'definitions/one.js': `require('pack')`,
  });
  const sources = collect(root);
  expect(sources.texts.has('node_modules/pack/index.js')).toBe(true);
  const added = sources.add([{ request: './parts/a.js', from: 'node_modules/pack/index.js' }]);
  expect([...added].sort()).toEqual([
    'node_modules/pack/parts/a.js',
    'node_modules/pack/parts/b.js',
    'node_modules/pack/parts/deep/of-a.js',
  ]);
});

test('what stands beside an asked-for file and leaves the project is not read', () => {
  const elsewhere = project({ 'secret.js': 'exports.key = 1' });
  const root = project({ 'node_modules/pack/parts/a.js': '' });
  symlinkSync(join(elsewhere, 'secret.js'), join(root, 'node_modules/pack/parts/b.js'));
  const added = collect(root).add([{ request: './parts/a', from: 'node_modules/pack/index.js' }]);
  expect(added).toEqual(['node_modules/pack/parts/a.js']);
});
