import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { catalog } from '../../../src/compiler/diagnostics/catalog/index.ts';

const folder = resolve(import.meta.dirname, '../../../docs/diagnostics');
const pages = readdirSync(folder).filter((file) => /^BF\d{4}\.md$/.test(file));

test('every code has a page and every page a code', () => {
  expect(pages.map((file) => file.slice(0, -3)).sort()).toEqual(Object.keys(catalog).sort());
});

test.each(pages)('%s starts with its code and a title, and says how to mend it', (page) => {
  const text = readFileSync(resolve(folder, page), 'utf8');
  expect(text.split('\n')[0]).toMatch(new RegExp(`^# ${page.slice(0, -3)}: \\S`));
  expect(text.trim().split('\n').length).toBeGreaterThan(4);
});

test('codes lie in the documented ranges', () => {
  expect(Object.keys(catalog).filter((code) => !/^BF[1-9]\d{3}$/.test(code))).toEqual([]);
});
