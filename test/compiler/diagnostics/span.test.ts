import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offsetAt, positionAt } from '../../../src/compiler/diagnostics/span.ts';

test('lines and columns count from 1', () => {
  expect(positionAt('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
  expect(positionAt('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
});

test('an offset past the end is the end', () => {
  expect(positionAt('ab\n', 99)).toEqual({ line: 2, column: 1 });
});

test('a position leads back to its offset', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', 'é', ' ') }), fc.nat(), (text, n) => {
      const offset = text.length === 0 ? 0 : n % (text.length + 1);
      expect(offsetAt(text, positionAt(text, offset))).toBe(offset);
    }),
  );
});
