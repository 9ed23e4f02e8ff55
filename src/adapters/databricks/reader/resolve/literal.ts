import type { Expr } from '../../../../compiler/sql/ast.ts';
import { cast, typeName } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import type { Raw } from '../tree.ts';
import { DATE, DOUBLE, decimal, type Integral, isRepresentable, limits, NTZ, TIMESTAMP } from '../types/spark.ts';
import type { Value } from './resolver.ts';

type Of<K extends Raw['kind']> = Extract<Raw, { kind: K }>;

const suffixes: Readonly<Record<string, Integral['bits']>> = { L: 64, S: 16, Y: 8 };

/** A number: whole ones are INT or BIGINT, those with a point DECIMAL, those with an exponent DOUBLE. */
export function number({ text, start, end }: Of<'number'>, sign: 1 | -1 = 1): Value {
  const place = { start, end };
  const upper = text.toUpperCase();
  const suffix = /(?:BD|[LSYDF])$/.exec(upper)?.[0] ?? '';
  const digits = suffix === '' ? text : text.slice(0, -suffix.length);
  if (suffix === 'F') return refuse(place, 'a FLOAT literal', 'There is no type of 32 bits. Use a DOUBLE.');
  if (suffix === 'D' || (suffix === '' && /e/i.test(digits))) return { e: double(digits, sign, place), t: DOUBLE };
  if (suffix === 'BD' || digits.includes('.') || /e/i.test(digits)) return exact(digits, sign, place);
  const value = BigInt(digits) * BigInt(sign);
  const bits = suffixes[suffix] ?? (fits(value, 32) ? 32 : 64);
  if (!fits(value, bits)) {
    if (suffix !== '') return refuse(place, `the number \`${text}\`, which is beyond its type`);
    return exact(digits, sign, place);
  }
  const whole: Expr = { ...place, kind: 'int', text: digits.replace(/^0+(?=\d)/, '') };
  return {
    e: signed(whole, sign),
    t: { kind: 'INT', bits, lo: value, hi: value },
    literal: sign < 0 ? `-${digits}` : digits,
  };
}

const fits = (value: bigint, bits: Integral['bits']): boolean => value >= limits(bits).lo && value <= limits(bits).hi;

const float = (digits: string, place: { start: number; end: number }): Expr => ({
  ...place,
  kind: 'float',
  text: /[.eE]/.test(digits) ? digits : `${digits}.0`,
});

/** Digits of which each double keeps all: a literal of more would say another number as a NUMERIC. */
const KEPT = 15;

/** GoogleSQL takes a plain literal beside a NUMERIC for one of its digits, so that one of many digits is cast. */
function double(digits: string, sign: 1 | -1, place: { start: number; end: number }): Expr {
  const made = signed(float(digits, place), sign);
  const significant = (digits.split(/e/i)[0] ?? '').replace('.', '').replace(/^0+|0+$/g, '');
  return significant.length > KEPT ? cast(made, typeName('FLOAT64', place), place) : made;
}

const signed = (of: Expr, sign: 1 | -1): Expr =>
  sign < 0 ? { start: of.start, end: of.end, kind: 'unary', op: '-', of } : of;

/** A DECIMAL of exactly the digits that are written. */
function exact(digits: string, sign: 1 | -1, place: { start: number; end: number }): Value {
  if (/e/i.test(digits)) return refuse(place, 'a DECIMAL with an exponent');
  const [whole = '', fraction = ''] = digits.split('.');
  const significant = whole.replace(/^0+/, '');
  const precision = Math.max(significant.length + fraction.length, fraction.length, 1);
  const t = decimal(Math.max(precision, 1), fraction.length);
  const text = `${sign < 0 ? '-' : ''}${whole || '0'}${fraction === '' ? '' : `.${fraction}`}`;
  if (!isRepresentable(t))
    return refuse(place, `the number \`${digits}\``, 'NUMERIC has 29 digits before the point and 9 behind it.');
  return { e: { ...place, kind: 'typed', type: 'NUMERIC', value: text }, t, literal: text };
}

const date = /^\d{4}-\d{2}-\d{2}$/;
const moment = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?$/;
const zone = /(?:Z|UTC|[+-]\d{2}:\d{2})$/;

/** `DATE '..'`, `TIMESTAMP '..'`: of the form that all engines read. */
export function typed({ type, value, start, end }: Of<'typed'>): Value {
  const place = { start, end };
  if (type === 'DATE')
    return date.test(value)
      ? { e: { ...place, kind: 'typed', type: 'DATE', value }, t: DATE }
      : refuse(place, 'this DATE literal', 'Write YYYY-MM-DD.');
  const offset = value.length > 10 ? (zone.exec(value)?.[0] ?? '') : '';
  const civil = value.slice(0, value.length - offset.length).trimEnd();
  const seconds = /:\d{2}:/.test(civil) || !civil.includes(':') ? civil : `${civil}:00`;
  if (!moment.test(civil) || type === 'TIME')
    return refuse(place, `this ${type} literal`, 'Write YYYY-MM-DD hh:mm:ss.');
  const whole = seconds.includes(':') ? seconds.replace('T', ' ') : `${seconds} 00:00:00`;
  if (type === 'TIMESTAMP_NTZ')
    return offset === ''
      ? { e: { ...place, kind: 'typed', type: 'DATETIME', value: whole }, t: NTZ }
      : refuse(place, 'a TIMESTAMP_NTZ literal with a time zone');
  const shown = offset === '' || offset === 'Z' || offset === 'UTC' ? '+00:00' : offset;
  return { e: { ...place, kind: 'typed', type: 'TIMESTAMP', value: `${whole}${shown}` }, t: TIMESTAMP };
}
