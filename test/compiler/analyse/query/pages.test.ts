import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { names } from '../../../../src/compiler/diagnostics/catalog/names.ts';
import { bind, found } from './check.ts';

const folder = resolve(import.meta.dirname, '../../../../docs/diagnostics');

describe('the example of a page gives the message of the page', () => {
  test.each(Object.keys(names))('%s', (code) => {
    const page = readFileSync(resolve(folder, `${code}.md`), 'utf8');
    const sql = /```sql\n([\s\S]*?)\n```/.exec(page)?.[1] ?? '';
    const message = /```\nerror\[\w+\] (.*)\n```/.exec(page)?.[1];
    expect(found(bind(sql)).map(({ diagnostic }) => `${diagnostic.code} ${diagnostic.message}`)).toEqual([
      `${code} ${message}`,
    ]);
  });
});
