import { withoutAliases } from '../../compiler/lower/translate/path.ts';
import { fieldsOf } from '../../compiler/lower/translate/query.ts';
import type { Printer, Rules } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import { walk } from '../../compiler/lower/translate/walk.ts';
import type { At, Call, Expr, Query, Select } from '../../compiler/sql/ast.ts';
import { callOf } from '../../compiler/sql/nodes.ts';
import { holdsAggregate } from './arrays/groups.ts';
import { chosen, oneValue, resultOf } from './arrays/query.ts';
import { allOverArrays, isOverArrays } from './arrays/shape.ts';
import { bind, fail } from './bind.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** Prints what holds functions of arrays, in which Spark takes no query. */
function inArrays<T>(p: Printer, print: () => T): T {
  const { depth = 0 } = p;
  p.depth = depth + 1;
  const made = withoutAliases(p, print);
  p.depth = depth;
  return made;
}

/** The values of a query over arrays, as an array; NULL counts as none. */
const valuesOf = (query: Query, p: Printer): Frag => inArrays(p, () => resultOf(query, new Map(), p, 'value').array);

/**
 * A scalar subquery. Spark runs no generator over a column of an outer query, but for plain ones, and Delta none in
 * UPDATE, so a query over arrays is a function of these arrays. As in GoogleSQL, more than one row is an error and none
 * is NULL.
 */
export function subquery(e: Of<'scalar'>, p: Printer): Frag | undefined {
  const { query } = e;
  const { body, limit } = query;
  if (body.kind === 'select' && !body.from) return oneRow(body, e, p);
  if (!isOverArrays(query, p))
    return p.depth || body.kind !== 'select' || body.from?.kind !== 'unnest' ? undefined : onlyElement(e, p);
  const one = limit ? undefined : inArrays(p, () => oneValue(query, p));
  if (one) return one;
  const plain = p.depth ? undefined : inArrays(p, () => chosen(query, p));
  if (plain) return q`if(size(${plain.rows}) > 1, ${fail(SEVERAL)}, get(${plain.values}, 0))`;
  const values = valuesOf(query, p);
  if (limit?.kind === 'int' && Number(limit.text) <= 1) return q`get(${values}, 0)`;
  return bind(values, (v) => q`if(size(${v}) > 1, ${fail(SEVERAL)}, get(${v}, 0))`);
}

/** `x IN (SELECT .. FROM UNNEST(..))`. */
export function amongElements(e: Of<'inQuery'>, p: Printer): Frag | undefined {
  if (!isOverArrays(e.query, p)) return undefined;
  const needle = p.expr(e.of);
  const found = bind(
    valuesOf(e.query, p),
    (v) => q`if(coalesce(size(${v}), 0) = 0, FALSE, array_contains(${v}, ${needle}))`,
  );
  return e.not ? q`NOT ${found}` : found;
}

/** `EXISTS (SELECT .. FROM UNNEST(..))`. */
export const existsElement = (e: Of<'exists'>, p: Printer): Frag | undefined =>
  isOverArrays(e.query, p) ? q`coalesce(array_size(${valuesOf(e.query, p)}), 0) > 0` : undefined;

/** EXISTS or IN with a subquery in a key of ORDER BY, which Spark takes in no place but filters, joins and columns. */
export function unordered(key: Expr, p: Printer): Expr | undefined {
  let found: Expr | undefined;
  walk(key, (node) => {
    if (['scalar', 'arrayQuery'].includes(node.kind)) return false;
    const e = node as Of<'exists' | 'inQuery'>;
    if ((e.kind === 'exists' || e.kind === 'inQuery') && !isOverArrays(e.query, p)) found ??= e;
    return found === undefined;
  });
  return found;
}

export const inArraysAlone: NonNullable<Rules['inArrays']> = {
  holds: allOverArrays,
  named: (name, value, result) => q`transform(array(${value}), ${name} -> ${result})[0]`,
};

/** A subquery without FROM is its value: inside another one Spark would see no names of the queries further out. */
function oneRow(s: Select, e: Of<'scalar'>, p: Printer): Frag | undefined {
  const { ctes, limit, offset, pipes } = e.query;
  if (ctes.length > 0 || limit || offset || pipes.length > 0 || s.where || !isPlain(withoutAs(s))) return undefined;
  if (s.items.some((item) => item.kind === 'expr' && (holdsAggregate(item.value) || holdsWindow(item.value))))
    return undefined;
  return withoutAliases(p, () => {
    if (s.as === 'STRUCT') {
      const fields = fieldsOf(s, p);
      return fields && p.rules.row(fields);
    }
    const [item] = s.items;
    return s.items.length === 1 && item?.kind === 'expr' ? q`(${p.expr(item.value)})` : undefined;
  });
}

/** The one row of a subquery: more than one is an error, none is NULL. Undefined where it is one in any case. */
function onlyElement(e: Of<'scalar'>, p: Printer): Frag | undefined {
  const { body, orderBy, limit } = e.query;
  const value = body.kind === 'select' ? rowValue(body) : undefined;
  if (value && holdsAggregate(value) && body.kind === 'select' && body.groupBy.kind === 'none') return undefined;
  if (body.kind !== 'select' || !value || orderBy.length > 0 || limit || body.distinct || !isPlain(body)) {
    const rows = arrayQuery({ ...e, kind: 'arrayQuery' }, p);
    if (limit?.kind === 'int' && Number(limit.text) <= 1) return q`get(${rows}, 0)`;
    return q`if(size(${rows}) > 1, ${fail(SEVERAL)}, get(${rows}, 0))`;
  }
  const far = farther(body);
  if (far) return p.refuse(far, SUBQUERY_OF_ARRAY, 'Spark sees no names of queries further out.');
  const select = withoutAs(body);
  const { start, end } = e;
  const rows = callOf(e, 'COUNT', [{ start, end, kind: 'star' }]);
  const several: Expr = {
    start,
    end,
    kind: 'binary',
    op: '>',
    left: rows,
    right: { start, end, kind: 'int', text: '1' },
  };
  const error = callOf(e, 'ERROR', [{ start, end, kind: 'string', value: SEVERAL }]);
  const only = callOf(e, 'IF', [several, error, callOf(e, 'ANY_VALUE', [value])]);
  const made: Query = { ...e.query, body: { ...select, items: [{ start, end, kind: 'expr', value: only }] } };
  return q`(${p.query(made)})`;
}

const SUBQUERY_OF_ARRAY = 'a subquery inside the array of UNNEST that names columns of the query outside';

/** A subquery inside the array that a query opens which names what that query does not hold. */
function farther(s: Select): At | undefined {
  let found: At | undefined;
  if (s.from?.kind !== 'unnest') return undefined;
  walk(s.from.of, (node) => {
    if (found || !['scalar', 'arrayQuery', 'exists'].includes(node.kind)) return !found;
    const inner = node as Of<'scalar'>;
    if (namesOthers(inner.query)) found = inner;
    return false;
  });
  return found;
}

function namesOthers(query: Query): boolean {
  const own = new Set<string>();
  const heads: string[] = [];
  walk(query, (node) => {
    const { alias, offset } = node as { alias?: { name: string }; offset?: { name?: string } };
    for (const name of [alias?.name, offset?.name]) if (name) own.add(name.toLowerCase());
    if (node.kind === 'path') heads.push((node as Of<'path'>).parts[0]?.name.toLowerCase() ?? '');
    return true;
  });
  return heads.some((head) => !own.has(head));
}

const SEVERAL = 'Scalar subquery produced more than one element';

/** `ARRAY(SELECT ..)` as an aggregate over the same rows; no rows are an empty array. */
export function arrayQuery(e: Of<'arrayQuery'>, p: Printer): Frag {
  const { body, orderBy, limit, offset, ctes, pipes } = e.query;
  if (isOverArrays(e.query, p)) return q`coalesce(${valuesOf(e.query, p)}, array())`;
  if (body.kind !== 'select' || ctes.length > 0 || offset || pipes.length > 0 || !isPlain({ ...body, distinct: false }))
    return p.refuse(e, 'ARRAY(SELECT ..) of this shape');
  const value = rowValue(body);
  if (!value || holdsAggregate(value)) return p.refuse(e, 'ARRAY(SELECT ..) of this shape');
  const named = new Map(
    body.items.flatMap((item) =>
      item.kind === 'expr' && item.alias ? [[item.alias.name.toLowerCase(), item.value]] : [],
    ),
  );
  const meant = (of: Expr): Expr =>
    (of.kind === 'path' && of.parts.length === 1 && named.get(of.parts[0]?.name.toLowerCase() ?? '')) || of;
  const keys = orderBy.map((key) => ({ ...key, of: meant(key.of) }));
  const far = farther(body);
  if (far) return p.refuse(far, SUBQUERY_OF_ARRAY, 'Spark sees no names of queries further out.');
  const call: Call = {
    ...callOf(e, 'ARRAY_AGG', [value]),
    distinct: body.distinct,
    orderBy: keys,
    ...(limit ? { limit } : {}),
  };
  const select = withoutAs(body);
  const items = [{ start: e.start, end: e.end, kind: 'expr' as const, value: call }];
  const query: Query = { ...e.query, orderBy: [], body: { ...select, distinct: false, items } };
  const { limit: __, ...unlimited } = query;
  return q`coalesce((${p.query(unlimited)}), array())`;
}

/** The value of each row: its one column, or a struct of its columns. */
function rowValue(s: Select): Expr | undefined {
  const [first] = s.items;
  if (s.as !== 'STRUCT') return s.items.length === 1 && first?.kind === 'expr' ? first.value : undefined;
  const fields = s.items.map((item) =>
    item.kind === 'expr' ? { value: item.value, ...(item.alias ? { name: item.alias } : {}) } : undefined,
  );
  if (fields.some((field) => field === undefined)) return undefined;
  return { start: s.start, end: s.end, kind: 'struct', fields: fields.filter((field) => field !== undefined) };
}

const withoutAs = ({ as: _, ...s }: Select): Select => s;

const isPlain = (s: Select): boolean =>
  !s.distinct && !s.as && s.groupBy.kind === 'none' && !s.having && !s.qualify && s.windows.length === 0;

function holdsWindow(e: Expr): boolean {
  let found = false;
  walk(e, (node) => {
    found ||= node.kind === 'call' && (node as Call).over !== undefined;
    return !found;
  });
  return found;
}
