import type { Expr } from '../../../../compiler/sql/ast.ts';
import { elementOf, ofArray } from '../resolve/array.ts';
import { meaningOf } from '../resolve/expression.ts';
import { lambdaOf } from '../resolve/lambda.ts';
import type { Value } from '../resolve/resolver.ts';
import { fill, fresh } from '../template.ts';
import type { Raw } from '../tree.ts';
import { arrayOf, type Spark, UNKNOWN } from '../types/spark.ts';
import { elementsIn } from './collect.ts';
import { type Found, type Idiom, letter, made, valueIn } from './idiom.ts';
import { matched, shapeOf } from './shape.ts';

type Lambda = Extract<Raw, { kind: 'lambda' }>;

const lambdaIn = (raw: Raw | undefined): Lambda | undefined =>
  raw?.kind === 'lambda' && raw.parameters.length === 1 ? raw : undefined;

/** The array that a function of arrays works on and its lambda of one parameter. */
function mappedIn(raw: Raw | undefined): { readonly array: Raw; readonly lambda: Lambda } | undefined {
  if (raw?.kind !== 'call' || raw.name !== 'TRANSFORM') return undefined;
  const [array, lambda] = [raw.args[0], lambdaIn(raw.args[1])];
  return array && lambda ? { array, lambda } : undefined;
}

const empty = shapeOf('coalesce(@a, array())');

/** The name of a row in GoogleSQL and its value. */
function rowOf(array: Value, found: Found): { readonly name: string; readonly row: Value } {
  const name = fresh(found.r, 'x');
  const { place } = found;
  const e: Expr = { ...place, kind: 'path', parts: [{ ...place, name, quoted: false }] };
  return { name, row: { e, t: elementOf(array, place) } };
}

/** `flatten(transform(rows, row -> ..))`: what each row opens, in order; NULL where one of these arrays is NULL. */
function opened(found: Found): Value | undefined {
  const { r, place } = found;
  const each = mappedIn(found.holes.get('r'));
  if (!each) return undefined;
  const inner = matched(empty, each.lambda.body)?.get('a');
  let t: Spark = UNKNOWN;
  const array = meaningOf(each.array, r);
  if (array.grouped) return undefined;
  const e = ofArray(r, array, place, (v) => {
    const { name, row } = rowOf(v, found);
    const [i, item, j] = [fresh(r, 'i'), fresh(r, 'x'), fresh(r, 'i')];
    const body = lambdaOf({ ...each.lambda, body: inner ?? each.lambda.body }, 1, 1, place, r)(row);
    t = elementOf(body, place);
    const rows = `ARRAY(SELECT ${item} FROM UNNEST(@a) AS ${name} WITH OFFSET AS ${i}, UNNEST(@b) AS ${item} WITH OFFSET AS ${j} ORDER BY ${i}, ${j})`;
    if (inner) return fill(r, rows, [v.e, body.e], place);
    const unknown = `EXISTS(SELECT 1 FROM UNNEST(@c) AS ${name} WHERE @d IS NULL)`;
    return fill(r, `IF(${unknown}, NULL, ${rows})`, [v.e, body.e, v.e, body.e], place);
  });
  return { e, t: arrayOf(t) };
}

/** Each key once, with the rows that have it, as biform writes GROUP BY over an array. */
const groups = (all: string): string =>
  `transform(array_distinct(transform(${all}, x -> x.k)), k -> named_struct('k', k, 'r', transform(filter(${all}, x -> x.k <=> k), x -> x.r)))`;

const keyed = shapeOf("named_struct('k', @k, 'r', @r)");

/** The keys `k0`, `k1` .. of `named_struct('k', named_struct('k0', ..), 'r', row)`, where the row is the lambda's own. */
function keysIn({ parameters: [own], body }: Lambda): readonly Raw[] | undefined {
  const parts = matched(keyed, body);
  const [keys, row] = [parts?.get('k'), parts?.get('r')];
  if (row?.kind !== 'name' || row.parts.length !== 1 || row.parts[0]?.name !== own?.name) return undefined;
  if (keys?.kind !== 'call' || keys.name !== 'NAMED_STRUCT' || keys.args.length === 0) return undefined;
  const found = keys.args.filter((_, i) => i % 2 === 1);
  const names = keys.args.filter((_, i) => i % 2 === 0);
  const areKeys = names.every((name, i) => name.kind === 'string' && name.value === `k${i}`);
  return areKeys && names.length === found.length ? found : undefined;
}

/** What GoogleSQL groups by. */
const groupable = ({ kind }: Spark): boolean => !['ARRAY', 'MAP', 'STRUCT', 'VARIANT', 'INTERVAL'].includes(kind);

function grouped(found: Found): Value | undefined {
  const { r, place, holes } = found;
  const each = mappedIn(holes.get('r'));
  const group = lambdaIn(holes.get('l'));
  const all = group?.parameters[0]?.name ?? '';
  const keys = each && keysIn(each.lambda);
  if (!each || !group || !keys || !/^\w+$/.test(all) || !matched(shapeOf(groups(all)), group.body)) return undefined;
  const array = meaningOf(each.array, r);
  if (array.grouped) return undefined;
  let types: readonly Spark[] = [];
  const e = ofArray(r, array, place, (v) => {
    const { name, row } = rowOf(v, found);
    const [i, g] = [fresh(r, 'i'), fresh(r, 'g')];
    const values = keys.map((body) => lambdaOf({ ...each.lambda, body }, 1, 1, place, r)(row));
    types = values.map(({ t }) => t);
    const [names, items] = [
      values.map((_, n) => `${g}.k${n} AS k${n}`).join(', '),
      values.map((_, n) => `@${letter(n + 1)} AS k${n}, `).join(''),
    ];
    const rows = `SELECT ${items}ARRAY_AGG(${name} ORDER BY ${i}) AS r, MIN(${i}) AS o FROM UNNEST(@a) AS ${name} WITH OFFSET AS ${i} GROUP BY ${values.map((_, n) => n + 1).join(', ')}`;
    return fill(
      r,
      `ARRAY(SELECT AS STRUCT STRUCT(${names}) AS k, ${g}.r AS r FROM (${rows}) AS ${g} ORDER BY ${g}.o)`,
      [v.e, ...values.map((one) => one.e)],
      place,
    );
  });
  if (!types.every(groupable)) return undefined;
  const key: Spark = { kind: 'STRUCT', fields: types.map((type, n) => ({ name: `k${n}`, type })) };
  return {
    e,
    t: arrayOf({
      kind: 'STRUCT',
      fields: [
        { name: 'k', type: key },
        { name: 'r', type: arrayOf(elementOf(array, place)) },
      ],
    }),
  };
}

/** ARRAY_CONCAT_AGG over an array: no rows are NULL. */
function concatenated(found: Found): Value | undefined {
  const { r, place, holes } = found;
  const rows = holes.get('r');
  const ordered = rows && elementsIn(rows);
  const plain = mappedIn(rows);
  if (!ordered && !plain) return undefined;
  const lambda = ordered?.parameter ?? plain?.lambda;
  const list = ordered?.array ?? plain?.array;
  if (!lambda || !list) return undefined;
  const array = meaningOf(list, r);
  if (array.grouped) return undefined;
  const { name, row } = rowOf(array, found);
  const of = (body: Raw): Value => lambdaOf({ ...lambda, body }, 1, 1, place, r)(row);
  const value = of(ordered?.value ?? lambda.body);
  const keys = ordered?.keys ?? [];
  const order = keys.map(({ descending }, n) => `@${letter(n + 2)}${descending ? ' DESC' : ''}`).join(', ');
  const e = fill(
    r,
    `(SELECT ARRAY_CONCAT_AGG(@b${order && ` ORDER BY ${order}`}) FROM UNNEST(@a) AS ${name})`,
    [array.e, value.e, ...keys.map((key) => of(key.of).e)],
    place,
  );
  return { e, t: value.t };
}

/** The rows that meet one of an outer join, or one that is NULL: of the element's type, whatever that is. */
function orNone(found: Found): Value | undefined {
  const raw = found.holes.get('a');
  const v = raw && meaningOf(raw, found.r);
  if (v?.t.kind !== 'ARRAY' && v?.t.kind !== 'UNKNOWN') return undefined;
  return made(fill(found.r, 'IF(ARRAY_LENGTH(@a) > 0, @a, [(@a)[SAFE_OFFSET(0)]])', [v.e], found.place), v.t, [v]);
}

/** The pairs of a full join and the rows of the right that meet none: beside these stands a NULL of the left's type. */
function withLonely(found: Found): Value | undefined {
  const { r, place } = found;
  const [pairs, rest] = [valueIn(found, 'p'), valueIn(found, 'q')];
  if (pairs?.t.kind !== 'ARRAY' || !rest) return undefined;
  const [x, i] = [fresh(r, 'x'), fresh(r, 'i')];
  const lonely = `SELECT STRUCT((@a)[SAFE_OFFSET(-1)].l AS l, ${x}.r AS r) FROM UNNEST(@b) AS ${x} WITH OFFSET AS ${i} WHERE ${x}.m = 0 ORDER BY ${i}`;
  const e = fill(r, `ARRAY_CONCAT(COALESCE(@a, []), ARRAY(${lonely}))`, [pairs.e, rest.e], place);
  return made(e, pairs.t, [pairs, rest]);
}

/** Rows that are held as arrays. */
export const rows: readonly Idiom[] = [
  { shape: 'CASE WHEN size(@a) > 0 THEN @a ELSE array(NULL) END', read: orNone },
  { shape: 'flatten(@r)', read: opened },
  {
    shape:
      "concat(coalesce(@p, array()), coalesce(transform(filter(@q, x -> x.m = 0), x -> named_struct('l', NULL, 'r', x.r)), array()))",
    read: withLonely,
  },
  { shape: 'transform(array(@r), @l)[0]', read: grouped },
  { shape: 'transform(array(@r), bf_v -> CASE WHEN size(bf_v) > 0 THEN flatten(bf_v) END)[0]', read: concatenated },
];
