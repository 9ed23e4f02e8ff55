import type { Expr } from '../../../../compiler/sql/ast.ts';
import { struct } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { arrayQuery, ofArray, opened } from '../resolve/array.ts';
import { alike, unified } from '../resolve/coerce.ts';
import { meaningOf } from '../resolve/expression.ts';
import { lambdaOf } from '../resolve/lambda.ts';
import { fieldOf } from '../resolve/name.ts';
import type { Value } from '../resolve/resolver.ts';
import { fill } from '../template.ts';
import { arrayOf, BOOLEAN, entryOf, type Spark, shown } from '../types/spark.ts';
import { type Called, custom, type Rules } from './rule.ts';

type MapType = Extract<Spark, { kind: 'MAP' }>;

const _keyKinds = ['INT', 'STRING', 'DATE', 'DECIMAL', 'BOOLEAN', 'TIMESTAMP', 'TIMESTAMP_NTZ', 'BINARY'];

const DIFFERS = 'A MAP is an array of structs with the fields key and value.';

function mapType(v: Value | undefined, c: Called): { readonly v: Value; readonly t: MapType } {
  if (v?.t.kind === 'MAP') return { v, t: v.t };
  return refuse(c.raw, `\`${c.raw.name.toLowerCase()}\` of ${v ? shown(v.t) : 'nothing'}`);
}

/** The map as the array of its entries. */
const entries = ({ v, t }: { readonly v: Value; readonly t: MapType }): Value => ({ ...v, t: arrayOf(entryOf(t)) });

const field = (v: Value, name: string, c: Called): Value => fieldOf(c.r, v, { ...c.place, name, quoted: false });

/** map(k, v, ..): keys must differ and not be NULL, as they do where they are different literals. */
function map(c: Called): Value {
  const { args, place, raw } = c;
  const keys = args.filter((_, i) => i % 2 === 0);
  const values = args.filter((_, i) => i % 2 === 1);
  if (keys.length !== values.length) return refuse(raw, '`map` with a key without a value');
  const literal = keys.every((k) => k.e.kind === 'string' || k.literal !== undefined);
  const texts = keys.map((k) => (k.e.kind === 'string' ? k.e.value : (k.literal ?? '')));
  if (!literal || new Set(texts).size < texts.length)
    return refuse(raw, '`map` with keys that are no different literals');
  const [k, v] = [unified(keys, raw, 'map'), unified(values, raw, 'map')];
  const items = k.values.map((key, i) =>
    struct(
      [
        { name: 'key', value: key.e },
        { name: 'value', value: v.values[i]?.e ?? key.e },
      ],
      place,
    ),
  );
  return { e: { ...place, kind: 'array', items }, t: { kind: 'MAP', key: k.t, value: v.t } };
}

/** A new array from the entries of a map. */
function each(
  c: Called,
  source: Value | undefined,
  make: (key: Value, value: Value) => { readonly e: Expr; readonly where?: Expr },
): Expr {
  const found = mapType(source, c);
  return ofArray(c.r, entries(found), c.place, (v) => {
    const { element, query } = opened(c.r, v, c.place);
    const made = make(field(element, 'key', c), field(element, 'value', c));
    return arrayQuery(query(made.e, made.where ? { where: made.where } : {}), c.place);
  });
}

const entry = (key: Expr, value: Expr, c: Called): Expr =>
  struct(
    [
      { name: 'key', value: key },
      { name: 'value', value },
    ],
    c.place,
  );

const keys = custom('*', (c) => {
  const { t } = mapType(c.args[0], c);
  return { e: each(c, c.args[0], (key) => ({ e: key.e })), t: arrayOf(t.key) };
});

const values = custom('*', (c) => {
  const { t } = mapType(c.args[0], c);
  return { e: each(c, c.args[0], (_, value) => ({ e: value.e })), t: arrayOf(t.value) };
});

function containsKey(c: Called): Value {
  const { t, v } = mapType(c.args[0], c);
  const key = c.args[1];
  if (!key) return refuse(c.raw, 'this use of `map_contains_key`');
  const [, wanted] = alike({ e: v.e, t: t.key }, key, c.place, 'a key');
  return {
    e: fill(
      c.r,
      'IF(@a IS NULL OR @b IS NULL, NULL, EXISTS (SELECT 1 FROM UNNEST(@a) AS bf_entry WHERE bf_entry.key = @b))',
      [v.e, wanted.e],
      c.place,
    ),
    t: BOOLEAN,
  };
}

/** map_from_arrays of two array literals. */
function fromArrays(c: Called): Value {
  const [a, b] = c.args;
  if (
    a?.e.kind !== 'array' ||
    b?.e.kind !== 'array' ||
    a.t.kind !== 'ARRAY' ||
    b.t.kind !== 'ARRAY' ||
    a.e.items.length !== b.e.items.length
  )
    return refuse(c.raw, '`map_from_arrays` of other than two array literals of one length');
  const texts = a.e.items.map((item) =>
    item.kind === 'string' ? item.value : item.kind === 'int' ? item.text : undefined,
  );
  if (texts.includes(undefined) || new Set(texts).size < texts.length)
    return refuse(c.raw, '`map_from_arrays` with keys that are no different literals');
  const other = b.e.items;
  const items = a.e.items.map((key, i) => entry(key, other[i] ?? key, c));
  return { e: { ...c.place, kind: 'array', items }, t: { kind: 'MAP', key: a.t.element, value: b.t.element } };
}

const mapFilter = (c: Called): Value => {
  const [source, lambda] = c.raw.args;
  if (!source) return refuse(c.raw, 'this use of `map_filter`');
  const v = meaningOf(source, c.r);
  const body = lambdaOf(lambda, 2, 2, c.place, c.r);
  return { e: each(c, v, (key, value) => ({ e: entry(key.e, value.e, c), where: body(key, value).e })), t: v.t };
};

const transformValues = (c: Called): Value => {
  const [source, lambda] = c.raw.args;
  if (!source) return refuse(c.raw, 'this use of `transform_values`');
  const v = meaningOf(source, c.r);
  const { t } = mapType(v, c);
  const body = lambdaOf(lambda, 2, 2, c.place, c.r);
  let made: Spark = t.value;
  const e = each(c, v, (key, value) => {
    const one = body(key, value);
    made = one.t;
    return { e: entry(key.e, one.e, c) };
  });
  return { e, t: { kind: 'MAP', key: t.key, value: made } };
};

/** Functions of maps. A key is looked up by reading the entries. Source: Databricks "Built-in functions", by name. */
export const maps: Rules = {
  MAP: custom('*?+', map, { differs: DIFFERS }),
  MAP_CONTAINS_KEY: custom('* *', containsKey),
  MAP_ENTRIES: custom('*', (c) => entries(mapType(c.args[0], c))),
  MAP_FILTER: { ...custom('* *', mapFilter, { lazy: true }) },
  MAP_FROM_ARRAYS: custom('a a', fromArrays, { differs: DIFFERS }),
  MAP_KEYS: keys,
  MAP_VALUES: values,
  TRANSFORM_VALUES: { ...custom('* *', transformValues, { lazy: true }) },
};
