import type { Expr } from '../../../../compiler/sql/ast.ts';
import { call, str } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { arrayQuery, elementAt, elementOf, filtered, folded, mapped, ofArray, opened } from '../resolve/array.ts';
import { meaningOf } from '../resolve/expression.ts';
import { lambdaOf } from '../resolve/lambda.ts';
import type { Value } from '../resolve/resolver.ts';
import { bound, fill } from '../template.ts';
import type { Raw } from '../tree.ts';
import { arrayOf, BOOLEAN, shown, UNKNOWN } from '../types/spark.ts';
import { sorted } from './arrays.ts';
import { type Called, custom, type Rules } from './rule.ts';

function arrayArgument(raw: Raw | undefined, c: Called): Value {
  if (!raw) return refuse(c.raw, `this use of \`${c.raw.name.toLowerCase()}\``);
  const v = meaningOf(raw, c.r);
  return v.t.kind === 'ARRAY' || v.t.kind === 'UNKNOWN' || v.t.kind === 'VOID'
    ? v
    : refuse(raw, `\`${c.raw.name.toLowerCase()}\` of ${shown(v.t)}`);
}

function transform(c: Called): Value {
  const [list, lambda] = c.raw.args;
  const body = lambdaOf(lambda, 1, 2, c.place, c.r);
  return mapped(c.r, arrayArgument(list, c), c.place, (element, index) => body(element, index));
}

function filter(c: Called): Value {
  const [list, lambda] = c.raw.args;
  const body = lambdaOf(lambda, 1, 2, c.place, c.r);
  return filtered(c.r, arrayArgument(list, c), c.place, (element, index) => body(element, index).e);
}

/** exists and forall follow the logic of three values. */
const quantified =
  (name: 'exists' | 'forall') =>
  (c: Called): Value => {
    const [list, lambda] = c.raw.args;
    const body = lambdaOf(lambda, 1, 1, c.place, c.r);
    const template =
      name === 'exists'
        ? 'CASE WHEN LOGICAL_OR(@a) THEN TRUE WHEN COUNTIF((@a) IS NULL) > 0 THEN NULL ELSE FALSE END'
        : 'CASE WHEN LOGICAL_OR(NOT @a) THEN FALSE WHEN COUNTIF((@a) IS NULL) > 0 THEN NULL ELSE TRUE END';
    const e = folded(c.r, arrayArgument(list, c), c.place, (element) => twice(template, body(element).e, c));
    return { e, t: BOOLEAN };
  };

/** Fills `@a` wherever it stands: a condition of several aggregates has no name, for none reaches into an aggregate. */
function twice(template: string, value: Expr, c: Called): Expr {
  const letters = ['@a', '@b', '@c', '@d'];
  let i = 0;
  const text = template.replace(/@a/g, () => letters[i++] ?? '@a');
  return fill(
    c.r,
    text,
    Array.from({ length: i }, () => value),
    c.place,
  );
}

/** aggregate, reduce: sums, and what else is an aggregate of GoogleSQL over the elements. */
function aggregate(c: Called): Value {
  const [list, start, merge, finish] = c.raw.args;
  if (!list || !start || merge?.kind !== 'lambda' || merge.parameters.length !== 2)
    return refuse(c.raw, `this use of \`${c.raw.name.toLowerCase()}\``);
  const array = arrayArgument(list, c);
  const initial = meaningOf(start, c.r);
  const [acc, item] = merge.parameters;
  const { body } = merge;
  const isAcc = (raw: Raw): boolean =>
    raw.kind === 'name' && raw.parts.length === 1 && raw.parts[0]?.name.toLowerCase() === acc?.name.toLowerCase();
  if (
    body.kind !== 'binary' ||
    !['+', '*', 'AND', 'OR', '||'].includes(body.op) ||
    !isAcc(body.left) ||
    mentions(body.right, acc?.name ?? '')
  )
    return refuse(merge, `\`${c.raw.name.toLowerCase()}\` with this lambda`, 'Only `acc + f(x)` is read.');
  if (body.op !== '+' || !item)
    return refuse(body, `\`${c.raw.name.toLowerCase()}\` with \`${body.op}\``, 'Only `acc + f(x)` is read.');
  const element = lambdaOf({ ...merge, parameters: [item], body: body.right }, 1, 1, c.place, c.r);
  const kinds = ['INT', 'DECIMAL'];
  let t = initial.t;
  const e = folded(c.r, array, c.place, (x) => {
    const made = element(x);
    if (!kinds.includes(made.t.kind) || !kinds.includes(initial.t.kind))
      refuse(
        body,
        `a sum of ${shown(made.t)} in \`${c.raw.name.toLowerCase()}\``,
        'Doubles depend on the order of the sum. Cast to DECIMAL or BIGINT.',
      );
    t =
      initial.t.kind === 'DECIMAL' || made.t.kind === 'DECIMAL'
        ? initial.t.kind === 'DECIMAL'
          ? initial.t
          : made.t
        : { kind: 'INT', bits: 64 };
    return fill(
      c.r,
      'IF(COUNTIF(@a IS NULL) > 0, NULL, COALESCE(SUM(@b), 0) + @c)',
      [made.e, made.e, initial.e],
      c.place,
    );
  });
  const total: Value = { e, t };
  if (!finish) return total;
  const last = lambdaOf(finish, 1, 1, c.place, c.r);
  let out: Value = total;
  const made = bound(c.r, total.e, c.place, (v) => {
    out = last({ ...total, e: v });
    return out.e;
  });
  return { ...out, e: made };
}

function mentions(raw: unknown, name: string): boolean {
  if (Array.isArray(raw)) return raw.some((one) => mentions(one, name));
  if (typeof raw !== 'object' || raw === null) return false;
  if ('kind' in raw && raw.kind === 'name')
    return (raw as Extract<Raw, { kind: 'name' }>).parts[0]?.name.toLowerCase() === name.toLowerCase();
  return Object.values(raw).some((one) => mentions(one, name));
}

/** zip_with: the shorter array goes on with NULLs. */
function zipWith(c: Called): Value {
  const [first, second, lambda] = c.raw.args;
  const [a, b] = [arrayArgument(first, c), arrayArgument(second, c)];
  const body = lambdaOf(lambda, 2, 2, c.place, c.r);
  let t = UNKNOWN;
  const e = bound(c.r, a.e, c.place, (x) =>
    bound(c.r, b.e, c.place, (y) => {
      const longest = fill(c.r, 'GENERATE_ARRAY(0, GREATEST(ARRAY_LENGTH(@a), ARRAY_LENGTH(@b)) - 1)', [x, y], c.place);
      const { element, query } = opened(c.r, { e: longest, t: arrayOf({ kind: 'INT', bits: 32 }) }, c.place);
      const at = (v: Value, array: Expr): Value => ({
        e: elementAt({ ...v, e: array }, element.e, 'SAFE_OFFSET', c.place),
        t: elementOf(v, c.place),
      });
      const made = body(at(a, x), at(b, y));
      t = made.t;
      return fill(c.r, 'IF(@a IS NULL OR @b IS NULL, NULL, @c)', [x, y, arrayQuery(query(made.e), c.place)], c.place);
    }),
  );
  return { e, t: arrayOf(t) };
}

/** array_sort: NULLs come last; of lambdas, those that compare two keys. */
function arraySort(c: Called): Value {
  const [list, lambda] = c.raw.args;
  const x = arrayArgument(list, c);
  if (!lambda) return sorted(false, false)({ ...c, args: [x] });
  const key = keyOf(lambda);
  if (!key || lambda.kind !== 'lambda')
    return refuse(
      lambda,
      '`array_sort` with this lambda',
      'Only `(a, b) -> CASE WHEN key(a) < key(b) THEN -1 WHEN key(a) > key(b) THEN 1 ELSE 0 END` is read.',
    );
  const [parameter] = lambda.parameters;
  if (!parameter) return refuse(lambda, 'a lambda without parameters');
  const body = lambdaOf({ ...lambda, parameters: [parameter], body: key.of }, 1, 1, c.place, c.r);
  const e = ofArray(c.r, x, c.place, (v) => {
    const { element, offset, query } = opened(c.r, v, c.place);
    const made = body(element);
    if (!['INT', 'STRING', 'DATE', 'DECIMAL', 'TIMESTAMP'].includes(made.t.kind))
      refuse(lambda, `\`array_sort\` by ${shown(made.t)}`);
    return arrayQuery(
      query(element.e, {
        orderBy: [
          { of: made.e, descending: key.descending },
          { of: offset.e, descending: false },
        ],
      }),
      c.place,
    );
  });
  return { e, t: x.t };
}

/** The key that a comparison of two elements is about. */
function keyOf(lambda: Raw): { readonly of: Raw; readonly descending: boolean } | undefined {
  if (lambda.kind !== 'lambda' || lambda.parameters.length !== 2 || lambda.body.kind !== 'case') return undefined;
  const { whens, otherwise, of } = lambda.body;
  const [first, second] = whens;
  const number = (raw: Raw | undefined): number | undefined =>
    raw?.kind === 'number'
      ? Number(raw.text)
      : raw?.kind === 'unary' && raw.op === '-' && raw.of.kind === 'number'
        ? -Number(raw.of.text)
        : undefined;
  if (of || !first || !second || whens.length !== 2 || number(otherwise) !== 0) return undefined;
  const [a, b] = lambda.parameters;
  const less = first.when;
  const more = second.when;
  if (less.kind !== 'binary' || more.kind !== 'binary' || !a || !b) return undefined;
  const signs = [number(first.result), number(second.result)];
  const same = JSON.stringify(stripped(less.left, a.name)) === JSON.stringify(stripped(less.right, b.name));
  if (!same || JSON.stringify(stripped(more.left, a.name)) !== JSON.stringify(stripped(less.left, a.name)))
    return undefined;
  const order = `${less.op}${signs[0]} ${more.op}${signs[1]}`;
  if (order === '<-1 >1' || order === '>1 <-1') return { of: less.left, descending: false };
  return order === '<1 >-1' || order === '>-1 <1' ? { of: less.left, descending: true } : undefined;
}

/** A tree without its places, the parameter under one name. */
function stripped(raw: unknown, name: string): unknown {
  if (Array.isArray(raw)) return raw.map((one) => stripped(one, name));
  if (typeof raw !== 'object' || raw === null) return raw;
  const made: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw))
    if (key !== 'start' && key !== 'end') made[key] = key === 'name' && value === name ? '\0' : stripped(value, name);
  return made;
}

/** Higher-order functions over arrays. Source: Databricks "Lambda functions". */
export const lambdas: Rules = {
  AGGREGATE: { ...custom('* * * *?', aggregate, { lazy: true }) },
  ANY_MATCH: { ...custom('* *', quantified('exists'), { lazy: true }) },
  ARRAY_SORT: { ...custom('* *?', arraySort, { lazy: true }) },
  EXISTS: { ...custom('* *', quantified('exists'), { lazy: true }) },
  FILTER: { ...custom('* *', filter, { lazy: true }) },
  FORALL: { ...custom('* *', quantified('forall'), { lazy: true }) },
  REDUCE: { ...custom('* * * *?', aggregate, { lazy: true }) },
  TRANSFORM: { ...custom('* *', transform, { lazy: true }) },
  ZIP_WITH: { ...custom('* * *', zipWith, { lazy: true }) },
};

export { call, str };
