import type { At, Expr, Query } from '../../../../compiler/sql/ast.ts';
import { emptySelect, ident, path, queryOf } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { bound, fresh, type Named } from '../template.ts';
import { arrayOf, BIGINT, type Spark, UNKNOWN } from '../types/spark.ts';
import { unlessNull } from './coerce.ts';
import type { Value } from './resolver.ts';

/** The element type of an array; unknown where the array's type is. */
export function elementOf(v: Value, place: At): Spark {
  if (v.t.kind === 'ARRAY') return v.t.element;
  if (v.t.kind === 'UNKNOWN' || v.t.kind === 'VOID') return UNKNOWN;
  return refuse(place, 'a value that is no array');
}

/** An array opened to rows: its element and its place among them, counted from 0. */
export interface Opened {
  readonly element: Value;
  readonly offset: Value;
  readonly query: (
    select: Expr,
    more?: { readonly where?: Expr; readonly orderBy?: Query['orderBy']; readonly limit?: Expr },
  ) => Query;
}

export function opened(r: Named, v: Value, place: At): Opened {
  if (v.grouped)
    return refuse(
      place,
      'the elements of an aggregate in the query that makes it',
      'Make the array in a subquery or a WITH query first.',
    );
  const [element, offset] = [fresh(r, 'x'), fresh(r, 'i')];
  const from = {
    start: place.start,
    end: place.end,
    kind: 'unnest' as const,
    of: v.e,
    more: [],
    alias: ident(element, place),
    offset: ident(offset, place),
  };
  return {
    element: { e: path(place, element), t: elementOf(v, place) },
    offset: { e: path(place, offset), t: BIGINT },
    query: (select, { where, orderBy, limit } = {}) =>
      queryOf(
        {
          ...emptySelect(place),
          items: [{ start: place.start, end: place.end, kind: 'expr', value: select }],
          from,
          ...(where && { where }),
        },
        place,
        { orderBy: orderBy ?? [{ of: path(place, offset), descending: false }], ...(limit && { limit }) },
      ),
  };
}

export const arrayQuery = (query: Query, place: At): Expr => ({
  start: place.start,
  end: place.end,
  kind: 'arrayQuery',
  query,
});
export const scalarQuery = (query: Query, place: At): Expr => ({
  start: place.start,
  end: place.end,
  kind: 'scalar',
  query,
});

/** Whether an expression is an array for certain, and never NULL. */
const isNeverNull = (e: Expr): boolean => e.kind === 'array' || e.kind === 'arrayQuery';

/** NULL where the array is NULL; else what is made of it. */
export function ofArray(r: Named, v: Value, place: At, make: (array: Value) => Expr): Expr {
  if (isNeverNull(v.e)) return make(v);
  return bound(r, v.e, place, (e) => unlessNull(e, make({ ...v, e }), place));
}

/** A new array with something made of each element. */
export function mapped(r: Named, v: Value, place: At, body: (element: Value, index: Value) => Value): Value {
  let t: Spark = UNKNOWN;
  const e = ofArray(r, v, place, (array) => {
    const { element, offset, query } = opened(r, array, place);
    const made = body(element, offset);
    t = made.t;
    return arrayQuery(query(made.e), place);
  });
  return { e, t: arrayOf(t) };
}

/** The elements for which something holds. */
export function filtered(r: Named, v: Value, place: At, keep: (element: Value, index: Value) => Expr): Value {
  const e = ofArray(r, v, place, (array) => {
    const { element, offset, query } = opened(r, array, place);
    return arrayQuery(query(element.e, { where: keep(element, offset) }), place);
  });
  return { e, t: v.t };
}

/** One value from all rows of an array: `select` is an aggregate. */
export function folded(
  r: Named,
  v: Value,
  place: At,
  select: (element: Value, index: Value) => Expr,
  where?: (element: Value) => Expr,
): Expr {
  return ofArray(r, v, place, (array) => {
    const { element, offset, query } = opened(r, array, place);
    const condition = where?.(element);
    return scalarQuery(query(select(element, offset), { orderBy: [], ...(condition && { where: condition }) }), place);
  });
}

/** The element at a place counted from 0; `how` says what happens beyond the ends. */
export const elementAt = (v: Value, index: Expr, how: 'OFFSET' | 'SAFE_OFFSET', place: At): Expr => ({
  start: place.start,
  end: place.end,
  kind: 'index',
  of: v.e,
  how,
  index,
});
