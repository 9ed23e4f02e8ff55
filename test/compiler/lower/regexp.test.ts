import { expect, test } from 'vitest';
import { jsonPath, quotedPath } from '../../../src/compiler/lower/translate/jsonpath.ts';
import { groupsOf } from '../../../src/compiler/lower/translate/regexp.ts';

test.each([
  ['abc', 0, true],
  ['a(b)c', 1, true],
  ['a(b)?c', 1, false],
  ['a(b)*', 1, false],
  ['a(b)+', 1, true],
  ['a(b){0,2}', 1, false],
  ['(b)|a', 1, false],
  ['(a|b)', 1, true],
  ['(?:x|y)(a)', 1, true],
  ['(?:x(a)|y)', 1, false],
  ['(?:x(a))?', 1, false],
  ['(?P<n>a)', 1, true],
  ['(?i)(a)', 1, true],
  ['(?i:x)', 0, true],
  [String.raw`\(a\)`, 0, true],
  ['[(]a[)]', 0, true],
  ['[]()]x', 0, true],
  ['[[:alpha:](]', 0, true],
  [String.raw`\Q(a)\E(b)`, 1, true],
  ['(a)(b)', 2, true],
  ['(a)?(b)', 2, false],
  ['((a)b)', 2, true],
])('the pattern %s has %i groups', (pattern, count, always) => {
  expect(groupsOf(pattern)).toEqual({ count, always });
});

test.each([
  ['$', []],
  ['$.a.b[0]', ['a', 'b', 0]],
  ['$."a b"', ['a b']],
  ["$['a-b'].c", ['a-b', 'c']],
  ['$.a[*]', undefined],
  ['$..a', undefined],
  ['a', undefined],
  ['$.a"b', undefined],
])('the JSON path %s', (path, steps) => {
  expect(jsonPath(path)).toEqual(steps);
});

test('steps are quoted for DuckDB', () => {
  expect(quotedPath(['a', 0, 'b c'])).toBe('$."a"[0]."b c"');
});
