import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toModule } from '../../../src/compiler/sqlx/module.ts';

const require = createRequire(import.meta.url);
const { compiler } = require('@dataform/core') as { compiler: (code: string, path: string) => string };

/** What Dataform's compiler gives for a file, or the error that it throws. */
function dataform(path: string, text: string): { source: string } | { fault: string } {
  try {
    return { source: compiler(text, path) };
  } catch (error) {
    return { fault: `${(error as Error).name}: ${(error as Error).message}` };
  }
}

function expectSame(path: string, text: string): void {
  const { source, fault } = toModule(path, text);
  expect(fault ? { fault: `${fault.name}: ${fault.message}` } : { source }).toEqual(dataform(path, text));
}

test.each([
  ...[
    '',
    'a: 1',
    'actions:\n- table: {filename: a.sql}',
    '\ufeffa: 1',
    'a: 2020-01-01',
    'a: 0o17',
    'a: .nan',
    'a: "é😀"',
  ],
  ...[
    'a: [',
    'a: 1\na: 2',
    'a: !!js/function x',
    'a:\n\t- b',
    'a: 1\n---\nb: 2',
    ': :',
    'a: @b',
    'a: *x',
    '}',
    'a: &x [*x]',
  ],
  ...[
    '<<: {a: 1}\nb: 2',
    '__proto__: 1',
    'a: 1\r\nb: 2\r\n',
    '- |\n  text\n- >\n  more',
    'a: "\\q"',
    'a\nb: 1',
    '%YAML 1.2\n---\na',
    '\0',
  ],
])('YAML %j is what Dataform reads, or fails with its words', (text) => {
  expectSame('definitions/actions.yaml', text);
  expectSame('/project/x.yml', text);
});

test.each(['{"cells": []}', '{', '', '[1,]', '\ufeff{}', '{"a": "\\u2028"}'])('a notebook %j', (text) => {
  expectSame('definitions/book.ipynb', text);
});

test.each(['a.sql', 'a.md', 'a.js', 'a.json', 'noextension', 'a.SQL', 'dir.sql/x', 'a.txt'])(
  'any text in %s becomes the same module',
  (path) => {
    const piece = fc.constantFrom('`', '\\', '${', '$', '{', '\r\n', '\r', '\n', '\ufeff', 'a', '😀');
    const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, (text) => expectSame(path, text)),
      { numRuns: 200, seed: 7 },
    );
  },
);

test('a SQLX file that Dataform refuses to compile is a fault', () => {
  expect(toModule('a.sqlx', 'input "a" { 1\n---\n2 }')).toMatchObject({
    source: '',
    fault: { name: 'Error', message: "'input' code blocks may only contain a single SQL statement." },
  });
});
