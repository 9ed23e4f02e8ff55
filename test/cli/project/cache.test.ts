import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder, openCache } from '../../../src/cli/project/cache.ts';

const newFolder = (): string => join(mkdtempSync(join(tmpdir(), 'biform-cache-')), 'biform');

test('what was kept is read again with its note', async () => {
  const cache = openCache(newFolder());
  await cache.write('printed', 'abc', { status: 1 }, [Buffer.from('naïve\ntext')]);
  expect(cache.read('printed', 'abc')).toMatchObject({ note: { status: 1 } });
  expect(cache.read('printed', 'abc')?.body.toString('utf8')).toBe('naïve\ntext');
});

test('what was never kept is not there, nor is another kind', async () => {
  const cache = openCache(newFolder());
  await cache.write('printed', 'abc', null, [Buffer.from('x')]);
  expect(cache.read('answer', 'abc')).toBeUndefined();
  expect(cache.read('printed', 'abd')).toBeUndefined();
});

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
  ['empty', () => Buffer.alloc(0)],
  ['changed in one letter', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, bytes.length - 1), Buffer.from('!')])],
  ['changed in its note', (bytes: Buffer) => Buffer.from(bytes.toString().replace('"status":1', '"status":0'))],
  ['without a head', () => Buffer.from('no head at all')],
])('an entry that is %s is ignored', async (_name, damage) => {
  const folder = newFolder();
  const cache = openCache(folder);
  await cache.write('printed', 'abc', { status: 1 }, [Buffer.from('body')]);
  const file = join(folder, 'abc.printed');
  writeFileSync(file, damage(readFileSync(file)));
  expect(cache.read('printed', 'abc')).toBeUndefined();
});

test('an entry under the name of another is ignored', async () => {
  const folder = newFolder();
  const cache = openCache(folder);
  await cache.write('printed', 'abc', null, [Buffer.from('body')]);
  writeFileSync(join(folder, 'abd.printed'), readFileSync(join(folder, 'abc.printed')));
  expect(cache.read('printed', 'abd')).toBeUndefined();
});

test('entries are for their owner only, and no temporary file is left', async () => {
  const folder = newFolder();
  await openCache(folder).write('printed', 'abc', null, [Buffer.from('body')]);
  expect(readdirSync(folder)).toEqual(['abc.printed']);
  expect(statSync(join(folder, 'abc.printed')).mode & 0o077).toBe(0);
});

test('a folder that cannot be made is no error', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'biform-cache-')), 'file');
  writeFileSync(file, '');
  const cache = openCache(join(file, 'biform'));
  await cache.write('printed', 'abc', null, [Buffer.from('body')]);
  expect(cache.read('printed', 'abc')).toBeUndefined();
});

test.each([
  [{ BIFORM_CACHE_DIR: '/a', XDG_CACHE_HOME: '/b', HOME: '/c' }, '/a'],
  [{ XDG_CACHE_HOME: '/b', HOME: '/c' }, '/b/biform'],
  [{ HOME: '/c' }, '/c/.cache/biform'],
])('the folder for %j is %s', (env, folder) => {
  expect(cacheFolder(env)).toBe(folder);
});
