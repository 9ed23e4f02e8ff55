import type { At, Expr } from '../../../../compiler/sql/ast.ts';
import { call, cast, isNull, nothing, typeName } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { bound, type Named } from '../template.ts';
import { common, greater, lesser } from '../types/common.ts';
import { DATE, type Integral, limits, NTZ, type Spark, STRING, shown, TIMESTAMP, typeNameOf } from '../types/spark.ts';
import type { Value } from './resolver.ts';

/** The values that an integer expression can have. */
export const rangeOf = (t: Integral): { readonly lo: bigint; readonly hi: bigint } => {
  const { lo, hi } = limits(t.bits);
  return { lo: t.lo ?? lo, hi: t.hi ?? hi };
};

/** An INT64 that must fit an integer type of Databricks: an error beyond it. */
export function fitting(
  r: Named,
  e: Expr,
  from: { readonly lo: bigint; readonly hi: bigint },
  bits: Integral['bits'],
  place: At,
  safe = false,
): Value {
  const { lo, hi } = limits(bits);
  const t: Integral = {
    kind: 'INT',
    bits,
    lo: greater(from.lo, lo),
    hi: lesser(from.hi, hi),
  };
  if (from.lo >= lo && from.hi <= hi) return { e, t };
  const number = (n: bigint): Expr => ({ ...place, kind: 'int', text: String(n < 0n ? -n : n) }) as Expr;
  const signed = (n: bigint): Expr =>
    n < 0n ? { start: place.start, end: place.end, kind: 'unary', op: '-', of: number(n) } : number(n);
  const made = bound(r, e, place, (v) => {
    const inside: Expr = {
      start: place.start,
      end: place.end,
      kind: 'between',
      not: true,
      of: v,
      low: signed(lo),
      high: signed(hi),
    };
    const beyond = safe
      ? nothing(place)
      : call(
          'ERROR',
          [
            {
              start: place.start,
              end: place.end,
              kind: 'string',
              value: `overflow of ${shown({ kind: 'INT', bits })}`,
            },
          ],
          place,
        );
    return call('IF', [inside, beyond, v], place);
  });
  return { e: made, t };
}

/** A decimal literal as GoogleSQL's literal of a double, which also fits NUMERIC. */
export const asFloat = (v: Value, place: At): Expr =>
  v.literal === undefined
    ? v.t.kind === 'DOUBLE'
      ? v.e
      : cast(v.e, typeName('FLOAT64', place), place)
    : /[.eE]/.test(v.literal)
      ? { start: place.start, end: place.end, kind: 'float', text: v.literal }
      : { start: place.start, end: place.end, kind: 'float', text: `${v.literal}.0` };

const dateText = /^\d{4}-\d{2}-\d{2}$/;
const momentText = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?$/;

const typedLiteral = (type: 'DATE' | 'TIMESTAMP' | 'DATETIME', value: string, place: At): Expr => ({
  start: place.start,
  end: place.end,
  kind: 'typed',
  type,
  value,
});

/** A literal text as the moment that it is cast to where it meets one. */
function literalMoment(v: Value, to: Spark, place: At): Value | undefined {
  if (v.e.kind !== 'string') return undefined;
  const text = v.e.value.trim();
  if (to.kind === 'DATE' && dateText.test(text)) return { e: typedLiteral('DATE', text, place), t: DATE };
  if (!dateText.test(text) && !momentText.test(text)) return undefined;
  const whole = dateText.test(text) ? `${text} 00:00:00` : text.replace('T', ' ');
  if (to.kind === 'TIMESTAMP') return { e: typedLiteral('TIMESTAMP', `${whole}+00`, place), t: TIMESTAMP };
  if (to.kind === 'TIMESTAMP_NTZ') return { e: typedLiteral('DATETIME', whole, place), t: NTZ };
  return undefined;
}

/** A number that a text spells. */
function literalNumber(v: Value, to: Spark, place: At): Value | undefined {
  if (v.e.kind !== 'string' || (to.kind !== 'INT' && to.kind !== 'DOUBLE')) return undefined;
  const text = v.e.value.trim();
  if (!/^-?\d{1,15}$/.test(text)) return undefined;
  const digits: Expr = { start: place.start, end: place.end, kind: 'int', text: text.replace('-', '') };
  const e: Expr = text.startsWith('-')
    ? { start: place.start, end: place.end, kind: 'unary', op: '-', of: digits }
    : digits;
  return { e, t: { kind: 'INT', bits: 64 } };
}

/** The casts that Databricks makes by itself where a value meets one of another type; undefined for the others. */
export function implicit(v: Value, to: Spark, place: At): Value | undefined {
  const from = v.t;
  if (from.kind === to.kind && from.kind !== 'ARRAY' && from.kind !== 'STRUCT' && from.kind !== 'MAP') return v;
  if (from.kind === 'UNKNOWN' || to.kind === 'UNKNOWN' || from.kind === 'VOID')
    return { ...v, t: to.kind === 'UNKNOWN' ? from : to };
  const literal = literalMoment(v, to, place) ?? literalNumber(v, to, place);
  if (literal) return literal;
  if (from.kind === 'DATE' && to.kind === 'TIMESTAMP')
    return { ...v, e: call('TIMESTAMP', [v.e], place), t: TIMESTAMP };
  if (from.kind === 'DATE' && to.kind === 'TIMESTAMP_NTZ') return { ...v, e: call('DATETIME', [v.e], place), t: NTZ };
  if (to.kind === 'DOUBLE' && (from.kind === 'INT' || from.kind === 'DECIMAL'))
    return { ...v, e: asFloat(v, place), t: to };
  if (to.kind === 'DECIMAL' && from.kind === 'INT')
    return { ...v, e: cast(v.e, typeName('NUMERIC', place), place), t: to };
  if (to.kind === 'STRING' && (from.kind === 'INT' || from.kind === 'DATE'))
    return { ...v, e: cast(v.e, typeName('STRING', place), place), t: STRING };
  const both = common(from, to);
  return both ? { ...v, t: both } : undefined;
}

/** Two values that are compared or joined, of one type. */
export function alike(a: Value, b: Value, place: At, what: string): readonly [Value, Value] {
  if (common(a.t, b.t)) {
    const decimalBesideDouble = (x: Value, y: Value): Value =>
      x.t.kind === 'DECIMAL' && y.t.kind !== 'DECIMAL' && y.t.kind !== 'INT' && x.literal !== undefined
        ? { ...x, e: asFloat(x, place) }
        : x;
    return [decimalBesideDouble(a, b), decimalBesideDouble(b, a)];
  }
  const rank = ['STRING', 'INT', 'DECIMAL', 'DOUBLE', 'DATE', 'TIMESTAMP_NTZ', 'TIMESTAMP'];
  const [ra, rb] = [rank.indexOf(a.t.kind), rank.indexOf(b.t.kind)];
  const made = ra < rb ? implicit(a, b.t, place) : implicit(b, a.t, place);
  // A text of a column takes the type of the other side: that is a cast that may fail, so it must be written.
  const bad = !made || ra < 0 || rb < 0 || (made.t.kind === 'STRING' && a.t.kind !== b.t.kind);
  if (bad)
    return refuse(
      place,
      `${what} between ${shown(a.t)} and ${shown(b.t)}`,
      'Databricks casts one of them. Write the cast.',
    );
  return ra < rb ? [made, b] : [a, made];
}

/** Texts that are written out beside dates or times are these. */
function met(values: readonly Value[], place: At): readonly Value[] {
  const moment = values.find(({ t }) => t.kind === 'DATE' || t.kind === 'TIMESTAMP' || t.kind === 'TIMESTAMP_NTZ');
  return moment ? values.map((v) => (v.e.kind === 'string' ? (literalMoment(v, moment.t, place) ?? v) : v)) : values;
}

/** The values in their common type; `what` names the place in a refusal. */
export function unified(
  all: readonly Value[],
  place: At,
  what: string,
): { readonly values: readonly Value[]; readonly t: Spark } {
  let t: Spark = { kind: 'VOID' };
  const values = met(all, place);
  for (const v of values) {
    const both = common(t, v.t);
    if (both) t = both;
    else if (implicit(v, t, place) && v.t.kind !== 'STRING' && t.kind !== 'STRING') {
      const made = implicit(v, t, place);
      if (made) t = made.t;
    } else if (values.every((one) => one.t.kind !== 'UNKNOWN') && v.t.kind === 'DATE' && t.kind !== 'STRING') t = v.t;
    else
      return refuse(place, `${what} of ${shown(t)} and ${shown(v.t)}`, 'Databricks casts one of them. Write the cast.');
  }
  const widen = (v: Value): Value => {
    if (v.e.kind === 'null' || v.t.kind === t.kind) return v;
    return implicit(v, t, place) ?? v;
  };
  return { values: values.map(widen), t };
}

/** NULL of a type, where the type must be seen. */
export function typedNull(t: Spark, place: At): Expr {
  const name = typeNameOf(t, place);
  return name ? cast(nothing(place), name, place) : nothing(place);
}

/** `IF(v IS NULL, NULL, made)`. */
export const unlessNull = (v: Expr, made: Expr, place: At): Expr =>
  call('IF', [isNull(v, place), nothing(place), made], place);
