import { withoutAliases } from '../../compiler/lower/translate/path.ts';
import { fieldsOf } from '../../compiler/lower/translate/query.ts';
import type { Kind, Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import { walk } from '../../compiler/lower/translate/walk.ts';
import type { At, Call, Expr, OrderItem, Query, Select } from '../../compiler/sql/ast.ts';
import { callOf } from '../../compiler/sql/nodes.ts';
import { sorted } from './aggregates.ts';
import { fail } from './bind.ts';
import { ELEMENT, inElement } from './element.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/**
 * `(SELECT value.x FROM UNNEST(params) WHERE key = 'k')`: Databricks allows no correlated subquery over an array, so it
 * becomes a filter over the array. As in GoogleSQL, more than one element is an error and none is NULL.
 */
export function subquery(e: Extract<Expr, { kind: 'scalar' }>, p: Printer): Frag | undefined {
  const { body, orderBy, limit, ctes } = e.query;
  if (body.kind !== 'select') return undefined;
  if (!body.from) return oneRow(body, e, p);
  if (body.from.kind !== 'unnest') return undefined;
  const { offset, of } = body.from;
  const [item] = body.items;
  const plain =
    orderBy.length === 0 &&
    !limit &&
    ctes.length === 0 &&
    !offset &&
    body.items.length === 1 &&
    isPlain(body) &&
    body.where;
  if (item?.kind === 'expr' && holdsAggregate(item.value)) return overElements(body, item.value, e, p);
  if (!plain || item?.kind !== 'expr' || holdsSubquery(body)) return onlyElement(e, p);
  const bound = inElement(body.from, p);
  const condition = bound(body.where ?? item.value);
  const value = bound(item.value);
  if (!condition || !value) return onlyElement(e, p);
  const found = q`filter(${p.expr(of)}, ${ELEMENT} -> ${p.expr(condition)})`;
  return q`if(size(${found}) > 1, ${fail(SEVERAL)}, get(transform(${found}, ${ELEMENT} -> ${p.expr(value)}), 0))`;
}

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

/**
 * `(SELECT SUM(x) FROM UNNEST(t.xs) AS x WHERE ..)`: Spark runs no generator over a column of an outer query, so that one
 * aggregate over the elements alone is worked out from the array itself.
 */
function overElements(s: Select, value: Expr, e: Of<'scalar'>, p: Printer): Frag | undefined {
  const { ctes, offset, pipes } = e.query;
  if (value.kind !== 'call' || s.from?.kind !== 'unnest' || s.from.offset || s.from.more.length > 0) return undefined;
  if (!isPlain(s) || ctes.length > 0 || offset || pipes.length > 0 || s.items.length > 1) return undefined;
  const { name, args, distinct, orderBy, limit, nulls, having, over, safe } = value;
  if (distinct || orderBy.length > 0 || limit || nulls || having || over || safe) return undefined;
  const [argument, more] = args;
  const inside = inElement(s.from, p);
  const bound = (x: Expr): Expr | undefined => (holdsQuery(x) ? undefined : inside(x));
  const condition = s.where && bound(s.where);
  const of = argument?.kind === 'star' ? undefined : argument && bound(argument);
  if (more || (s.where && !condition) || (argument?.kind !== 'star' && !of) || (of && holdsAggregate(of)))
    return undefined;
  const array = p.expr(s.from.of);
  const rows = condition ? q`filter(${array}, ${ELEMENT} -> ${p.expr(condition)})` : array;
  const values = of && q`transform(${rows}, ${ELEMENT} -> ${p.expr(of)})`;
  const kind = argument && argument.kind !== 'star' ? p.kind(argument) : undefined;
  return folded(name, kind, rows, values);
}

/** An aggregate of an array's values; no array counts as no rows. */
function folded(name: string, kind: Kind | undefined, rows: Frag, values: Frag | undefined): Frag | undefined {
  const count = (of: Frag): Frag => q`coalesce(CAST(array_size(${of}) AS BIGINT), 0L)`;
  if (!values) return name === 'COUNT' ? count(rows) : undefined;
  switch (name) {
    case 'COUNT':
      return count(q`filter(${values}, v -> v IS NOT NULL)`);
    case 'COUNTIF':
      return count(q`filter(${values}, v -> v)`);
    case 'MAX':
    case 'MIN':
      return kind === 'FLOAT64' || kind === undefined ? undefined : q`array_${name.toLowerCase()}(${values})`;
    case 'SUM': {
      if (kind !== 'INT64') return undefined;
      return q`aggregate(${values}, CAST(NULL AS BIGINT), (a, v) -> CASE WHEN v IS NULL THEN a ELSE coalesce(a, 0L) + v END)`;
    }
    case 'LOGICAL_OR':
    case 'LOGICAL_AND': {
      const op = name === 'LOGICAL_OR' ? 'OR' : 'AND';
      return q`aggregate(${values}, CAST(NULL AS BOOLEAN), (a, v) -> CASE WHEN v IS NULL THEN a ELSE coalesce(a ${op} v, v) END)`;
    }
    default:
      return undefined;
  }
}

/** `EXISTS (SELECT .. FROM UNNEST(t.xs) AS x WHERE ..)` over the elements alone. */
export function existsElement(e: Of<'exists'>, p: Printer): Frag | undefined {
  const { body, ctes, limit, offset, pipes } = e.query;
  if (body.kind !== 'select' || body.from?.kind !== 'unnest' || body.from.offset || body.from.more.length > 0)
    return undefined;
  if (!isPlain(body) || ctes.length > 0 || limit || offset || pipes.length > 0 || !readsColumns(body.from.of))
    return undefined;
  if (body.items.some((item) => item.kind === 'expr' && holdsAggregate(item.value))) return undefined;
  const { where, from } = body;
  const condition = where && !holdsQuery(where) ? inElement(from, p)(where) : undefined;
  if (where && !condition) return undefined;
  const array = p.expr(from.of);
  return condition
    ? q`coalesce(array_size(filter(${array}, ${ELEMENT} -> ${p.expr(condition)})), 0) > 0`
    : q`coalesce(array_size(${array}), 0) > 0`;
}

const readsColumns = (array: Expr): boolean => array.kind === 'path' || array.kind === 'field';

function holdsQuery(e: Expr): boolean {
  let found = false;
  walk(e, (node) => {
    found ||= ['scalar', 'arrayQuery', 'exists', 'inQuery'].includes(node.kind);
    return !found;
  });
  return found;
}

/** The one row of a subquery: more than one is an error, none is NULL. */
function onlyElement(e: Of<'scalar'>, p: Printer): Frag {
  const { body, orderBy, limit } = e.query;
  const value = body.kind === 'select' ? rowValue(body) : undefined;
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
  const direct = body.distinct ? undefined : overArray(body, value, keys, limit, p);
  if (direct) return direct;
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

/** The same as functions of the array itself, where only its elements and columns of the query outside are named. */
function overArray(
  s: Select,
  value: Expr,
  keys: readonly OrderItem[],
  limit: Expr | undefined,
  p: Printer,
): Frag | undefined {
  if (s.from?.kind !== 'unnest' || s.from.offset || s.from.more.length > 0 || holdsSubquery(s)) return undefined;
  if (keys.some((key) => key.nulls !== undefined || holdsSubqueryIn(key.of)) || (limit && limit.kind !== 'int'))
    return undefined;
  const bound = inElement(s.from, p);
  const made = bound(value);
  const condition = s.where && bound(s.where);
  const order = keys.map(({ of }) => bound(of)).filter((of) => of !== undefined);
  if (!made || (s.where && !condition) || order.length < keys.length) return undefined;
  const array = p.expr(s.from.of);
  const kept = condition ? q`filter(${array}, ${ELEMENT} -> ${p.expr(condition)})` : array;
  const fields = order.map((of, i) => q`'k${String(i)}', ${p.expr(of)}, `);
  const rows =
    keys.length === 0
      ? q`transform(${kept}, ${ELEMENT} -> ${p.expr(made)})`
      : q`transform(${sorted(
          q`transform(${kept}, ${ELEMENT} -> named_struct(${fields}'v', ${p.expr(made)}))`,
          keys.map(({ descending }) => descending),
        )}, e -> e.v)`;
  const all = q`coalesce(${rows}, array())`;
  return limit ? q`slice(${all}, 1, ${limit.text})` : all;
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

const aggregates =
  /^(?:SUM|COUNT|COUNTIF|MIN|MAX|AVG|ANY_VALUE|CORR|COVAR_.*|APPROX_.*|BIT_AND|BIT_OR|BIT_XOR|MAX_BY|MIN_BY|.*_AGG|LOGICAL_.*|STDDEV.*|VAR.*)$/;

function holdsAggregate(e: Expr): boolean {
  let found = false;
  walk(e, (node) => {
    if (['scalar', 'arrayQuery', 'exists', 'inQuery'].includes(node.kind)) return false;
    const call = node as Call;
    if (node.kind === 'call' && !call.over && aggregates.test(call.name)) found = true;
    return true;
  });
  return found;
}

function holdsWindow(e: Expr): boolean {
  let found = false;
  walk(e, (node) => {
    found ||= node.kind === 'call' && (node as Call).over !== undefined;
    return !found;
  });
  return found;
}

const holdsSubquery = (s: Select): boolean => holdsSubqueryIn(s.items) || holdsSubqueryIn(s.where);

function holdsSubqueryIn(part: unknown): boolean {
  let found = false;
  walk(part, (node) => {
    if (['scalar', 'arrayQuery', 'exists', 'inQuery'].includes(node.kind)) found = true;
    if (node.kind === 'call' && aggregates.test((node as unknown as { name: string }).name)) found = true;
    return true;
  });
  return found;
}
