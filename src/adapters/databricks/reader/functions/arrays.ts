import type { Expr } from '../../../../compiler/sql/ast.ts';
import { binary, call, int } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { arrayQuery, elementAt, elementOf, folded, ofArray, opened, scalarQuery } from '../resolve/array.ts';
import { alike, unified } from '../resolve/coerce.ts';
import { mapValue } from '../resolve/expression.ts';
import { textOf } from '../resolve/operators.ts';
import type { Value } from '../resolve/resolver.ts';
import { fill, type Named } from '../template.ts';
import { between } from '../types/common.ts';
import { arrayOf, BOOLEAN, INT, type Spark, STRING, shown, UNKNOWN } from '../types/spark.ts';
import { literalCount, literalInt } from './literals.ts';
import { type Called, custom, type Rules, scalar } from './rule.ts';

const length = between(0, 2147483647);

function array({ args, place, raw }: Called): Value {
  const { values, t } = unified(args, raw, 'array');
  return { e: { ...place, kind: 'array', items: values.map((v) => v.e) }, t: arrayOf(t) };
}

/** element_at: arrays from 1 and from the end below zero, an error beyond; maps by key. */
function elementAtOf({ args, place, raw, r }: Called): Value {
  const [x, n] = args;
  if (!x || !n) return refuse(raw, 'this use of `element_at`');
  if (x.t.kind === 'MAP') return mapValue(r, x, n, raw);
  if (x.t.kind !== 'ARRAY' || n.t.kind !== 'INT') return refuse(raw, `\`element_at\` of ${shown(x.t)}`);
  const at = literalInt(n);
  const safe = raw.name === 'TRY_ELEMENT_AT';
  const how = safe ? 'SAFE_OFFSET' : 'OFFSET';
  const t = elementOf(x, place);
  if (at === 0) return refuse(n.e, '`element_at` at place 0');
  if (at !== undefined && at > 0) return { e: elementAt(x, int(at - 1, place), how, place), t };
  const index =
    at !== undefined
      ? `ARRAY_LENGTH(@a) - ${-at}`
      : "IF(@b > 0, @b - 1, IF(@b = 0, ERROR('place 0 of element_at'), ARRAY_LENGTH(@a) + @b))";
  return { e: fill(r, `@a[${how}(${index})]`, [x.e, n.e], place), t };
}

/** Whether something stands in an array: NULL where it does not and a NULL does. */
function contains({ args, place, raw, r }: Called): Value {
  const [x, what] = args;
  if (!x || !what) return refuse(raw, 'this use of `array_contains`');
  const [, wanted] = alike({ e: x.e, t: elementOf(x, place) }, what, place, '`array_contains`');
  const e = folded(r, x, place, (v) =>
    fill(
      r,
      'CASE WHEN LOGICAL_OR(@a = @b) THEN TRUE WHEN COUNTIF(@a IS NULL) > 0 THEN NULL ELSE FALSE END',
      [v.e, wanted.e],
      place,
    ),
  );
  return { e: fill(r, 'IF(@b IS NULL, NULL, @a)', [e, wanted.e], place), t: BOOLEAN };
}

/** array_position: from 1; 0 where there is none. */
function position({ args, place, raw, r }: Called): Value {
  const [x, what] = args;
  if (!x || !what) return refuse(raw, 'this use of `array_position`');
  const e = folded(r, x, place, (v, i) =>
    fill(r, 'COALESCE(MIN(IF(@a = @b, @c + 1, NULL)), 0)', [v.e, what.e, i.e], place),
  );
  return { e: fill(r, 'IF(@b IS NULL, NULL, @a)', [e, what.e], place), t: { kind: 'INT', bits: 64 } };
}

const distinctKinds = ['INT', 'STRING', 'DATE', 'BOOLEAN', 'DECIMAL', 'TIMESTAMP', 'TIMESTAMP_NTZ', 'BINARY'];

function plainElements(v: Value, raw: Called['raw']): Spark {
  const t = elementOf(v, raw);
  if (!distinctKinds.includes(t.kind)) return refuse(raw, `\`${raw.name.toLowerCase()}\` of an array of ${shown(t)}`);
  return t;
}

/** The first of each value, in their order. */
function distinct({ args, place, raw, r }: Called): Value {
  const [x] = args;
  if (!x) return refuse(raw, 'this use of `array_distinct`');
  plainElements(x, raw);
  return { e: ofArray(r, x, place, (v) => firstOfEach(r, v, raw)), t: x.t };
}

function firstOfEach(r: Named, v: Value, raw: Called['raw']): Expr {
  const first = fill(
    r,
    'ARRAY(SELECT bf_item FROM (SELECT bf_item, MIN(bf_at) AS bf_first FROM UNNEST(@a) AS bf_item WITH OFFSET AS bf_at GROUP BY bf_item) ORDER BY bf_first)',
    [v.e],
    raw,
  );
  return first;
}

function setOperation(keep: (r: Named, x: Value, other: Value, place: Called['raw']) => Expr) {
  return custom('a a', ({ args, place, raw, r }) => {
    const [a, b] = args;
    if (!a || !b) return refuse(raw, 'this use');
    plainElements(a, raw);
    const [x, y] = alike(a, b, place, `\`${raw.name.toLowerCase()}\``);
    return {
      e: fill(
        r,
        'IF(@a IS NULL OR @b IS NULL, NULL, @c)',
        [x.e, y.e, firstOfEach(r, { ...x, e: keep(r, x, y, raw) }, raw)],
        place,
      ),
      t: a.t,
    };
  });
}

const membership =
  (not: string) =>
  (r: Named, x: Value, y: Value, place: Called['raw']): Expr =>
    fill(
      r,
      `ARRAY(SELECT bf_one FROM UNNEST(@a) AS bf_one WITH OFFSET AS bf_n WHERE ${not}EXISTS (SELECT 1 FROM UNNEST(@b) AS bf_other WHERE bf_other IS NOT DISTINCT FROM bf_one) ORDER BY bf_n)`,
      [x.e, y.e],
      place,
    );

function sorted(descending: boolean, nullsFirst: boolean) {
  return ({ args, place, raw, r }: Called): Value => {
    const [x, ascending] = args;
    if (!x) return refuse(raw, 'this use');
    const t = elementOf(x, place);
    if (![...distinctKinds, 'UNKNOWN'].includes(t.kind))
      return refuse(raw, `\`${raw.name.toLowerCase()}\` of an array of ${shown(t)}`);
    if (ascending && ascending.e.kind !== 'bool') return refuse(ascending.e, 'a direction that is no literal');
    const falling = ascending?.e.kind === 'bool' ? !ascending.e.value : descending;
    const first = raw.name === 'SORT_ARRAY' ? !falling : nullsFirst;
    const e = ofArray(r, x, place, (v) => {
      const { element, query } = opened(r, v, place);
      return arrayQuery(
        query(element.e, { orderBy: [{ of: element.e, descending: falling, nulls: first ? 'FIRST' : 'LAST' }] }),
        place,
      );
    });
    return { e, t: x.t };
  };
}

/** slice(array, start, length): from 1, from the end below zero. */
function slice({ args, place, raw, r }: Called): Value {
  const [x, from, count] = args;
  const [at, most] = [literalCount(from) ?? literalInt(from), literalCount(count)];
  if (!x || !from || !count || at === undefined || at === 0 || most === undefined)
    return refuse(raw, '`slice` with a start and length that are no literals');
  // Spark adds the two as INT, without a check.
  if (at > 0 ? at - 1 + most > 2147483647 : most > 1_000_000_000)
    return refuse(raw, '`slice` with a length that goes beyond INT', 'Name a smaller one.');
  const start = at > 0 ? int(at - 1, place) : undefined;
  const e = ofArray(r, x, place, (v) => {
    const { element, offset, query } = opened(r, v, place);
    const where = start
      ? fill(r, '@a >= @b AND @a < @b + @c', [offset.e, start, count.e], place)
      : fill(
          r,
          `ARRAY_LENGTH(@b) >= ${-at} AND @a >= ARRAY_LENGTH(@b) - ${-at} AND @a < ARRAY_LENGTH(@b) - ${-at} + @c`,
          [offset.e, v.e, count.e],
          place,
        );
    return arrayQuery(query(element.e, { where }), place);
  });
  return { e, t: x.t };
}

/** The test of an argument that may be NULL, for the result is NULL then. */
const open = (hole: string, { e }: Value): string => (e.kind === 'string' ? '' : ` OR ${hole} IS NULL`);

/** array_join passes over NULLs but for a text that stands for them. */
function join({ args, place, raw, r }: Called): Value {
  const [x, by, instead] = args;
  if (!x || !by) return refuse(raw, 'this use of `array_join`');
  const t = elementOf(x, place);
  const texts =
    t.kind === 'STRING' || t.kind === 'UNKNOWN'
      ? x.e
      : ofArray(r, x, place, (v) => {
          const { element, query } = opened(r, v, place);
          return arrayQuery(query(textOf(r, element, place).e), place);
        });
  return {
    e: fill(
      r,
      `IF(@a IS NULL${open('@b', by)}${instead ? open('@c', instead) : ''}, NULL, COALESCE(ARRAY_TO_STRING(@a, @b${instead ? ', @c' : ''}), ''))`,
      [texts, by.e, ...(instead ? [instead.e] : [])],
      place,
    ),
    t: STRING,
  };
}

const best = (name: 'MIN' | 'MAX') =>
  custom('a', ({ args, place, raw, r }) => {
    const [x] = args;
    if (!x) return refuse(raw, 'this use');
    // NaN is the greatest of all there, and what MAX gives wherever there is one; MIN gives it, too.
    const element = elementOf(x, raw);
    const t = name === 'MAX' && element.kind === 'DOUBLE' ? element : plainElements(x, raw);
    return { e: folded(r, x, place, (v) => call(name, [v.e], place)), t };
  });

/** flatten is refused, but for `flatten(transform(..))`: of what is no array of arrays, and of what is one. */
function flatten({ args, place, raw }: Called): Value {
  const [x] = args;
  const inner = x && elementOf(x, place);
  if (!x || inner?.kind !== 'ARRAY') return refuse(raw, '`flatten` of other than an array of arrays');
  return refuse(raw, '`flatten`', 'GoogleSQL has no arrays of arrays.');
}

function zip({ raw }: Called): Value {
  return refuse(raw.nameAt, 'the function `arrays_zip`');
}

function removed({ args, place, raw, r }: Called): Value {
  const [x, what] = args;
  if (!x || !what) return refuse(raw, 'this use of `array_remove`');
  const e = ofArray(r, x, place, (v) => {
    const { element, query } = opened(r, v, place);
    return arrayQuery(
      query(element.e, { where: fill(r, '@a <> @b OR @a IS NULL', [element.e, what.e], place) }),
      place,
    );
  });
  return { e: fill(r, 'IF(@b IS NULL, NULL, @a)', [e, what.e], place), t: x.t };
}

const joined = (front: boolean) =>
  custom('a *', ({ args, place, raw }) => {
    const [x, what] = args;
    if (!x || !what) return refuse(raw, 'this use');
    const item: Expr = { ...place, kind: 'array', items: [what.e] };
    return { e: call('ARRAY_CONCAT', front ? [item, x.e] : [x.e, item], place), t: x.t };
  });

function repeated({ args, place, raw, r }: Called): Value {
  const [x, n] = args;
  if (!x || !n) return refuse(raw, 'this use of `array_repeat`');
  return {
    e: fill(r, 'IF(@b IS NULL, NULL, ARRAY(SELECT @a FROM UNNEST(GENERATE_ARRAY(1, @b)) AS bf_n))', [x.e, n.e], place),
    t: arrayOf(x.t),
  };
}

function overlap({ args, place, raw, r }: Called): Value {
  const [a, b] = args;
  if (!a || !b) return refuse(raw, 'this use of `arrays_overlap`');
  const some = 'EXISTS (SELECT 1 FROM UNNEST(@a) AS bf_one, UNNEST(@b) AS bf_other WHERE bf_one = bf_other)';
  const nulls = (x: string): string => `EXISTS (SELECT 1 FROM UNNEST(${x}) AS bf_one WHERE bf_one IS NULL)`;
  return {
    e: fill(
      r,
      `CASE WHEN @a IS NULL OR @b IS NULL THEN NULL WHEN ${some} THEN TRUE WHEN ARRAY_LENGTH(@a) > 0 AND ARRAY_LENGTH(@b) > 0 AND (${nulls('@a')} OR ${nulls('@b')}) THEN NULL ELSE FALSE END`,
      [a.e, b.e],
      place,
    ),
    t: BOOLEAN,
  };
}

/** Functions of arrays and structs. Source: Databricks "Built-in functions", by name. */
export const arrays: Rules = {
  ARRAY: custom('*?+', array),
  ARRAYS_OVERLAP: custom('a a', overlap),
  ARRAYS_ZIP: custom('a+', zip),
  ARRAY_APPEND: joined(false),
  ARRAY_COMPACT: custom('a', ({ args, place, raw, r }) => {
    const [x] = args;
    if (!x) return refuse(raw, 'this use of `array_compact`');
    const e = ofArray(r, x, place, (v) => {
      const { element, query } = opened(r, v, place);
      return arrayQuery(query(element.e, { where: fill(r, '@a IS NOT NULL', [element.e], place) }), place);
    });
    return { e, t: x.t };
  }),
  ARRAY_CONTAINS: custom('a *', contains),
  ARRAY_DISTINCT: custom('a', distinct),
  ARRAY_EXCEPT: setOperation(membership('NOT ')),
  ARRAY_INTERSECT: setOperation(membership('')),
  ARRAY_JOIN: custom('a s s?', join),
  ARRAY_MAX: best('MAX'),
  ARRAY_MIN: best('MIN'),
  ARRAY_POSITION: custom('a *', position),
  ARRAY_PREPEND: joined(true),
  ARRAY_REMOVE: custom('a *', removed),
  ARRAY_REPEAT: custom('* i', repeated),
  ARRAY_SIZE: scalar('a', length, 'ARRAY_LENGTH(@a)'),
  ARRAY_UNION: setOperation((r, x, y, place) => fill(r, 'ARRAY_CONCAT(@a, @b)', [x.e, y.e], place)),
  CARDINALITY: scalar('*', length, 'ARRAY_LENGTH(@a)'),
  ELEMENT_AT: custom('* *', elementAtOf),
  FLATTEN: custom('a', flatten),
  GET: custom('a i', ({ args, place, raw }) => {
    const [x, n] = args;
    return x && n
      ? { e: elementAt(x, n.e, 'SAFE_OFFSET', place), t: elementOf(x, place) }
      : refuse(raw, 'this use of `get`');
  }),
  REVERSE: custom('*', ({ args, place, raw, r }) => {
    const [x] = args;
    if (!x) return refuse(raw, 'this use of `reverse`');
    return x.t.kind === 'ARRAY'
      ? { e: call('ARRAY_REVERSE', [x.e], place), t: x.t }
      : { e: call('REVERSE', [textOf(r, x, place).e], place), t: STRING };
  }),
  SIZE: scalar('*', length, 'ARRAY_LENGTH(@a)'),
  SLICE: custom('a i i', slice),
  SORT_ARRAY: custom('a *?', sorted(false, true)),
  TRY_ELEMENT_AT: custom('* *', elementAtOf),
};

export { binary, INT, scalarQuery, sorted, UNKNOWN };
