import type { Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import { walk } from '../../compiler/lower/translate/walk.ts';
import type { At, Call, Expr, Query, Select } from '../../compiler/sql/ast.ts';
import { fail } from './bind.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** Fields of the elements that may be named bare: those of the analytics export's parameters. */
const parameterFields = ['key', 'value'];

/**
 * `(SELECT value.x FROM UNNEST(params) WHERE key = 'k')`: Databricks allows no correlated subquery over an array, so it
 * becomes a filter over the array. As in GoogleSQL, more than one element is an error and none is NULL.
 */
export function subquery(e: Extract<Expr, { kind: 'scalar' }>, p: Printer): Frag | undefined {
  const { body, orderBy, limit, ctes } = e.query;
  if (body.kind !== 'select' || body.from?.kind !== 'unnest') return undefined;
  const { alias, offset, of } = body.from;
  const [item] = body.items;
  const plain =
    orderBy.length === 0 &&
    !limit &&
    ctes.length === 0 &&
    !offset &&
    body.items.length === 1 &&
    isPlain(body) &&
    body.where;
  if (item?.kind === 'expr' && holdsAggregate(item.value)) return undefined;
  if (!plain || item?.kind !== 'expr' || holdsSubquery(body)) return onlyElement(e, p);
  const element = 'element';
  const bound = (x: Expr): Expr | undefined => inElement(x, alias?.name.toLowerCase(), element);
  const condition = bound(body.where ?? item.value);
  const value = bound(item.value);
  if (!condition || !value) return onlyElement(e, p);
  const found = q`filter(${p.expr(of)}, ${element} -> ${p.expr(condition)})`;
  return q`if(size(${found}) > 1, ${fail(SEVERAL)}, get(transform(${found}, ${element} -> ${p.expr(value)}), 0))`;
}

const callOf = (at: At, name: string, args: readonly Expr[]): Call => ({
  start: at.start,
  end: at.end,
  kind: 'call',
  name,
  nameAt: at,
  path: [],
  safe: false,
  args,
  distinct: false,
  orderBy: [],
});

/** The one row of a subquery: more than one is an error, none is NULL. */
function onlyElement(e: Of<'scalar'>, p: Printer): Frag {
  const { body, orderBy, limit } = e.query;
  const value = body.kind === 'select' ? rowValue(body) : undefined;
  if (body.kind !== 'select' || !value || orderBy.length > 0 || limit || body.distinct || !isPlain(body)) {
    const rows = arrayQuery({ ...e, kind: 'arrayQuery' }, p);
    if (limit?.kind === 'int' && Number(limit.text) <= 1) return q`get(${rows}, 0)`;
    return q`if(size(${rows}) > 1, ${fail(SEVERAL)}, get(${rows}, 0))`;
  }
  const { as: _, ...select } = body;
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

const SEVERAL = 'Scalar subquery produced more than one element';

/** `ARRAY(SELECT ..)` as an aggregate over the same rows; no rows are an empty array. */
export function arrayQuery(e: Of<'arrayQuery'>, p: Printer): Frag {
  const { body, orderBy, limit, offset, ctes, pipes } = e.query;
  if (body.kind !== 'select' || ctes.length > 0 || offset || pipes.length > 0 || !isPlain({ ...body, distinct: false }))
    return p.refuse(e, 'ARRAY(SELECT ..) of this shape');
  const value = rowValue(body);
  if (!value || holdsAggregate(value)) return p.refuse(e, 'ARRAY(SELECT ..) of this shape');
  const direct = orderBy.length === 0 && !limit && !body.distinct ? overArray(body, value, p) : undefined;
  if (direct) return direct;
  const named = new Map(
    body.items.flatMap((item) =>
      item.kind === 'expr' && item.alias ? [[item.alias.name.toLowerCase(), item.value]] : [],
    ),
  );
  const meant = (of: Expr): Expr =>
    (of.kind === 'path' && of.parts.length === 1 && named.get(of.parts[0]?.name.toLowerCase() ?? '')) || of;
  const call: Call = {
    ...callOf(e, 'ARRAY_AGG', [value]),
    distinct: body.distinct,
    orderBy: orderBy.map((key) => ({ ...key, of: meant(key.of) })),
    ...(limit ? { limit } : {}),
  };
  const { as: _, ...select } = body;
  const items = [{ start: e.start, end: e.end, kind: 'expr' as const, value: call }];
  const query: Query = { ...e.query, orderBy: [], body: { ...select, distinct: false, items } };
  const { limit: __, ...unlimited } = query;
  return q`coalesce((${p.query(unlimited)}), array())`;
}

/** The same as a filter and a change of the array itself, where only its elements are named. */
function overArray(s: Select, value: Expr, p: Printer): Frag | undefined {
  if (s.from?.kind !== 'unnest' || s.from.offset || s.from.more.length > 0 || holdsSubquery(s)) return undefined;
  const alias = s.from.alias?.name.toLowerCase();
  const made = inElement(value, alias, 'element');
  const condition = s.where && inElement(s.where, alias, 'element');
  if (!made || (s.where && !condition)) return undefined;
  const array = p.expr(s.from.of);
  const kept = condition ? q`filter(${array}, element -> ${p.expr(condition)})` : array;
  return q`coalesce(transform(${kept}, element -> ${p.expr(made)}), array())`;
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

function holdsSubquery(s: Select): boolean {
  let found = false;
  walk([s.items, s.where], (node) => {
    if (['scalar', 'arrayQuery', 'exists', 'inQuery'].includes(node.kind)) found = true;
    if (node.kind === 'call' && aggregates.test((node as unknown as { name: string }).name)) found = true;
    return true;
  });
  return found;
}

/** The expression with the element's fields read from the lambda's variable; undefined where a name is not clear. */
function inElement(e: Expr, alias: string | undefined, element: string): Expr | undefined {
  let unclear = false;
  const rename = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(rename);
    if (typeof node !== 'object' || node === null) return node;
    if ('kind' in node && node.kind === 'path') {
      const path = node as Extract<Expr, { kind: 'path' }>;
      const [first, ...rest] = path.parts;
      if (!first) return node;
      const name = first.name.toLowerCase();
      if (alias !== undefined && name === alias) return { ...path, parts: [{ ...first, name: element }, ...rest] };
      if (parameterFields.includes(name)) return { ...path, parts: [{ ...first, name: element }, first, ...rest] };
      unclear = true;
    }
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, rename(value)]));
  };
  const made = rename(e) as Expr;
  return unclear ? undefined : made;
}
