import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closest, distance } from '../../../src/compiler/diagnostics/closest.ts';

test('the nearest name is suggested', () => {
  expect(closest('ordres', ['customers', 'orders', 'order_items'])).toBe('orders');
});

test('nothing is suggested where nothing is near', () => {
  expect(closest('x', ['orders'])).toBeUndefined();
  expect(closest('payments', ['orders', 'customers'])).toBeUndefined();
});

test('the case of letters costs nothing', () => {
  expect(closest('Orders', ['orders'])).toBe('orders');
});

test('distance is a metric on equal words and symmetric', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(distance(a, a)).toBe(0);
      expect(distance(a, b)).toBe(distance(b, a));
      expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});
