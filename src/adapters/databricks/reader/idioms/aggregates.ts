import type { Expr, OrderItem } from '../../../../compiler/sql/ast.ts';
import { call } from '../make.ts';
import { arrayQuery, ofArray, opened } from '../resolve/array.ts';
import { overOf } from '../resolve/call.ts';
import { meaningOf } from '../resolve/expression.ts';
import { lambdaOf } from '../resolve/lambda.ts';
import type { Value } from '../resolve/resolver.ts';
import type { Raw } from '../tree.ts';
import { arrayOf, BIGINT, type Spark, STRING, UNKNOWN } from '../types/spark.ts';
import { type Collected, collectedIn, elementsIn, sortedIn } from './collect.ts';
import type { Found, Idiom } from './idiom.ts';
import { equal } from './shape.ts';

/** An aggregate over rows in an order. */
function gathered(found: Found, rows: Collected, name: string, t: (of: Spark) => Spark, by?: Expr): Value {
  const { place, r } = found;
  const x = meaningOf(rows.value, r);
  const orderBy = rows.keys.map(({ of, descending }): OrderItem => ({ of: meaningOf(of, r).e, descending }));
  const over = rows.over && overOf(rows.over, r);
  const e = call(name, by ? [x.e, by] : [x.e], place, {
    distinct: rows.distinct,
    orderBy,
    ...(name === 'ARRAY_AGG' && rows.ignores && { nulls: 'IGNORE' as const }),
    ...(rows.limit && { limit: meaningOf(rows.limit, r).e }),
    ...(over && { over }),
  });
  return { e, t: t(x.t), grouped: true };
}

/** `CASE WHEN count(x) > 0 THEN .. END`: no rows, or none that count, are NULL. */
const SOME = 'CASE WHEN @c > 0 THEN @x END';

/** Whether `count(*)` or `count(x)` stands there, as the rows ask for it, over the same window. */
function counts(raw: Raw | undefined, rows: Collected): boolean {
  if (raw?.kind !== 'call' || raw.name !== 'COUNT' || raw.distinct || raw.filter || raw.args.length !== 1) return false;
  const [of] = raw.args;
  const same = rows.ignores ? of !== undefined && equal(of, rows.value) : of?.kind === 'star' && !of.of;
  return same && equal(raw.over, rows.over);
}

function someRows(found: Found): Value | undefined {
  const [count, inner] = [found.holes.get('c'), found.holes.get('x')];
  if (!inner) return undefined;
  const rows = collectedIn(inner);
  if (rows) return counts(count, rows) ? gathered(found, rows, 'ARRAY_AGG', arrayOf) : undefined;
  if (inner.kind !== 'call') return undefined;
  const [of, mark, more] = inner.args;
  const list = of && collectedIn(of);
  if (!list?.ignores || !counts(count, list) || more) return undefined;
  if (inner.name === 'FLATTEN') return gathered(found, list, 'ARRAY_CONCAT_AGG', (t) => t);
  if (inner.name !== 'ARRAY_JOIN' || !mark) return undefined;
  const by = meaningOf(mark, found.r);
  const t = meaningOf(list.value, found.r).t;
  return t.kind === 'STRING' || t.kind === 'UNKNOWN'
    ? gathered(found, list, 'STRING_AGG', () => STRING, by.e)
    : undefined;
}

/** The array alone: no rows are an empty one. */
function allRows(found: Found): Value | undefined {
  const rows = collectedIn(found.raw) ?? sortedIn(found.raw);
  if (!rows) return undefined;
  // A NaN comes last on Databricks.
  if (rows.bare && meaningOf(rows.value, found.r).t.kind === 'DOUBLE') return undefined;
  const list = gathered(found, rows, 'ARRAY_AGG', arrayOf);
  const none: Expr = { ...found.place, kind: 'array', items: [] };
  return { ...list, e: call('COALESCE', [list.e, none], found.place) };
}

/** Elements of an array in the order of keys. */
function ordered(found: Found): Value | undefined {
  const rows = elementsIn(found.raw);
  if (!rows) return undefined;
  const { place, r } = found;
  let t: Spark = UNKNOWN;
  const array = meaningOf(rows.array, r);
  const e = ofArray(found.r, array, place, (v) => {
    const { element, query } = opened(found.r, v, place);
    const of = (body: Raw): Value => lambdaOf({ ...rows.parameter, body }, 1, 1, place, r)(element);
    const orderBy = rows.keys.map((key): OrderItem => ({ of: of(key.of).e, descending: key.descending }));
    const value = of(rows.value);
    t = value.t;
    return arrayQuery(query(value.e, { orderBy }), place);
  });
  return { e, t: arrayOf(t) };
}

/** PERCENTILE_DISC: the value at a counted place in order. */
function percentile(found: Found, share: (m: bigint, d: bigint) => Expr | undefined): Value | undefined {
  const { holes, place, r } = found;
  const [m, d1, d] = ['m', 'k', 'd'].map((letter) => wholeIn(holes.get(letter)));
  const rows = holes.get('r');
  const list = rows && collectedIn(rows);
  if (m === undefined || d1 === undefined || d === undefined || d1 !== d - 1n || !list?.over) return undefined;
  const count = holes.get('c');
  if (!counts(count, { ...list, ignores: true, value: keptIn(list.value) ?? list.value })) return undefined;
  const kept = keptIn(list.value);
  const x = meaningOf(kept ?? list.value, r);
  const at = share(m, d);
  if (!at || (kept !== undefined) !== (x.t.kind === 'DOUBLE')) return undefined;
  return { e: call('PERCENTILE_DISC', [x.e, at], place, { over: overOf(list.over, r) }), t: x.t, grouped: true };
}

/** `CASE WHEN x IS NOT NULL THEN named_struct('k', NOT isnan(x), 'v', x) END`: doubles with NaN before all others. */
function keptIn(raw: Raw): Raw | undefined {
  const [when] = raw.kind === 'case' && !raw.of && !raw.otherwise && raw.whens.length === 1 ? raw.whens : [];
  const row = when?.result;
  if (row?.kind !== 'call' || row.name !== 'NAMED_STRUCT' || row.args.length !== 4) return undefined;
  return row.args[3];
}

function wholeIn(raw: Raw | undefined): bigint | undefined {
  const digits = raw?.kind === 'number' ? /^(\d+)(?:L|BD)$/i.exec(raw.text)?.[1] : undefined;
  return digits === undefined ? undefined : BigInt(digits);
}

/** A fraction as the literal that it was: a power of two below is a FLOAT64, a power of ten a NUMERIC. */
const shareAt =
  ({ place }: Found) =>
  (m: bigint, d: bigint): Expr | undefined => {
    if ((d & (d - 1n)) === 0n) {
      const text = String(Number(m) / Number(d));
      return { ...place, kind: 'float', text: /[.e]/.test(text) ? text : `${text}.0` };
    }
    const digits = String(d).length - 1;
    if (10n ** BigInt(digits) !== d || digits > 9) return undefined;
    const padded = String(m).padStart(digits + 1, '0');
    return { ...place, kind: 'typed', type: 'NUMERIC', value: `${padded.slice(0, -digits)}.${padded.slice(-digits)}` };
  };

const rank = (count: string): string => `CAST(greatest((@m * ${count} + @k) DIV @d, 1L) AS INT) - 1`;

/** Aggregates. */
export const aggregates: readonly Idiom[] = [
  { shape: SOME, read: someRows },
  ...['slice(@a, @b, @c)', 'transform(@a, @b)', 'sort_array(@a, @b)', 'sort_array(@a)'].map((shape) => ({
    shape,
    read: allRows,
  })),
  { shape: 'transform(@a, @b)', read: ordered },
  {
    shape: 'CAST(array_size(@s) AS BIGINT)',
    read: (found) => {
      const set = found.holes.get('s');
      const [x] = set?.kind === 'call' && set.name === 'COLLECT_SET' && set.over && !set.filter ? set.args : [];
      if (!x || set?.kind !== 'call' || !set.over) return undefined;
      const window = overOf(set.over, found.r);
      return {
        e: call('COUNT', [meaningOf(x, found.r).e], found.place, { distinct: true, over: window }),
        t: BIGINT,
        grouped: true,
      };
    },
  },
  ...['@c', 'CAST(@c AS DECIMAL(20,0))'].flatMap((count): readonly Idiom[] => [
    { shape: `get(sort_array(@r), ${rank(count)})`, read: (found) => percentile(found, shareAt(found)) },
    { shape: `get(sort_array(@r), ${rank(count)}).v`, read: (found) => percentile(found, shareAt(found)) },
  ]),
];
