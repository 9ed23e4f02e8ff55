import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lex } from '../../../src/compiler/sql/lexer.ts';
import { seal, unseal, unsealAll } from '../../../src/compiler/sql/sealed.ts';

test('any text travels as one token and comes back unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const token = seal(text);
      expect(lex(token)).toHaveLength(1);
      expect(unseal(token)).toBe(text);
    }),
  );
});

test('other parameters are left alone', () => {
  expect(unseal('@run_date')).toBeUndefined();
  expect(unseal('@biform_text_xyz')).toBeUndefined();
});

test('a sealed text inside a longer one is opened there', () => {
  expect(unsealAll(`a > ${seal("'x'")} AND b`)).toBe("a > 'x' AND b");
});
