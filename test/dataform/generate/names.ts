import fc from 'fast-check';
import { rarely } from './scope.ts';

const usual = [
  'orders',
  'customers',
  'stg_orders',
  'events',
  'sessions',
  'daily',
  'refunds',
  'dim_date',
  'kpi',
  'budget',
];
const unusual = [
  'Orders',
  'orders-v2',
  'naïve',
  'two words',
  "it's",
  'a$b',
  '7days',
  'definitions',
  'constructor',
  '__proto_x',
];

/** Names few enough to collide and to be found by references. */
export const actionName = rarely(12, fc.constantFrom(...usual), fc.constantFrom(...unusual));
export const dottedName = fc.constantFrom('raw.orders', 'a.b.c', '.x');
export const dataset = fc.constantFrom('staging', 'marts', 'raw');
export const project = fc.constantFrom('acme-ref', 'other');
export const tag = fc.constantFrom('daily', 'weekly', 'pii', 'daily');
export const column = fc.constantFrom('id', 'day', 'amount', 'user_id', 'status');
export const prose = fc.constantFrom(
  'One row per order.',
  'Tab\tand "quotes" and \'more\'',
  'two\nlines',
  'back\\slash and `tick` and ${x}',
  'Umlaut ä, emoji 🎈',
  '',
);
