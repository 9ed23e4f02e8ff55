import type { Group, Kind, Printer } from '../../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../../compiler/lower/translate/text.ts';
import type { Call, Expr } from '../../../compiler/sql/ast.ts';
import { sorted } from '../aggregates.ts';
import { bind } from '../bind.ts';
import { eachOf, inRow, type Rows } from './rows.ts';
import { MOST_ITEMS, slice } from './slice.ts';

/** An aggregate over rows that are held as an array. */
export function folded(call: Call, group: Group, p: Printer): Frag {
  const scope = p.scope;
  const { outer } = scope;
  if (outer) p.scope = outer;
  const made = ofRows(call, { array: group.rows, names: group.names }, p);
  p.scope = scope;
  return made ?? p.refuse(call, `this \`${call.name}\` over an array of the outer query`);
}

const isStar = (e: Expr | undefined): boolean => e?.kind === 'star';

function ofRows(call: Call, rows: Rows, p: Printer): Frag | undefined {
  const { name, args, over, safe, where } = call;
  const [of, more] = args;
  if (over || safe || where || call.groupBy || call.clamped || !of) return undefined;
  if (name === 'COUNT' && isStar(of)) return call.distinct ? undefined : count(rows.array);
  if (name === 'ARRAY_AGG' || name === 'STRING_AGG' || name === 'ARRAY_CONCAT_AGG') return listed(call, of, rows, p);
  if (name === 'MAX_BY' || name === 'MIN_BY') return more && extreme(name, of, more, rows, p);
  if (more || call.orderBy.length > 0 || call.limit || call.nulls) return undefined;
  const kind = p.kind(of);
  const values = eachOf(rows, p, () => p.expr(of));
  if (!call.distinct) return single(name, kind, values);
  const distinct = q`array_distinct(${values})`;
  return ['COUNT', 'SUM', 'MAX', 'MIN'].includes(name) ? single(name, kind, distinct) : undefined;
}

const count = (rows: Frag): Frag => q`coalesce(CAST(array_size(${rows}) AS BIGINT), 0L)`;
const notNull = (values: Frag): Frag => q`filter(${values}, v -> v IS NOT NULL)`;

const zeros: Partial<Record<Kind, readonly [type: string, zero: string]>> = {
  INT64: ['BIGINT', '0L'],
  FLOAT64: ['DOUBLE', '0D'],
  NUMERIC: ['DECIMAL(38,9)', 'CAST(0 AS DECIMAL(38,9))'],
};

/** One aggregate of values; no array counts as no rows. */
function single(name: string, kind: Kind | undefined, values: Frag): Frag | undefined {
  switch (name) {
    case 'COUNT':
      return count(notNull(values));
    case 'APPROX_COUNT_DISTINCT':
      return count(notNull(q`array_distinct(${values})`));
    case 'COUNTIF':
      return count(q`filter(${values}, v -> v)`);
    case 'MAX':
    case 'MIN':
      return q`array_${name.toLowerCase()}(${values})`;
    case 'ANY_VALUE':
      return q`get(${values}, 0)`;
    case 'SUM': {
      // No type is known to start from; a sum of negative zeros is zero.
      if (kind === undefined)
        return bind(
          notNull(values),
          (v) => q`aggregate(${slice(v, 1, MOST_ITEMS)}, get(${v}, 0), (a, v) -> a + v, a -> if(a = 0, abs(a), a))`,
        );
      const [type, zero] = zeros[kind] ?? [];
      if (type === undefined || zero === undefined) return undefined;
      // Of DECIMAL(38,9) Spark keeps eight digits behind the point.
      const exact = (of: string): string => (kind === 'NUMERIC' ? `CAST(${of} AS DECIMAL(37,9))` : of);
      const sum = `${exact(`coalesce(a, ${zero})`)} + ${exact('v')}`;
      return q`aggregate(${values}, CAST(NULL AS ${type}), (a, v) -> CASE WHEN v IS NULL THEN a ELSE ${sum} END)`;
    }
    case 'AVG': {
      if (kind !== 'INT64' && kind !== 'FLOAT64') return undefined;
      const step = "named_struct('s', a.s + CAST(v AS DOUBLE), 'n', a.n + 1L)";
      return q`aggregate(${notNull(values)}, named_struct('s', 0D, 'n', 0L), (a, v) -> ${step}, a -> CASE WHEN a.n > 0 THEN a.s / a.n END)`;
    }
    case 'LOGICAL_OR':
    case 'LOGICAL_AND': {
      const op = name === 'LOGICAL_OR' ? 'OR' : 'AND';
      return q`aggregate(${values}, CAST(NULL AS BOOLEAN), (a, v) -> CASE WHEN v IS NULL THEN a ELSE coalesce(a ${op} v, v) END)`;
    }
    case 'BIT_AND':
    case 'BIT_OR':
    case 'BIT_XOR': {
      const op = { BIT_AND: '&', BIT_OR: '|', BIT_XOR: '^' }[name];
      return q`aggregate(${values}, CAST(NULL AS BIGINT), (a, v) -> CASE WHEN v IS NULL THEN a ELSE coalesce(a ${op} v, v) END)`;
    }
    default:
      return undefined;
  }
}

/** The values in order. */
function listed(call: Call, of: Expr, rows: Rows, p: Printer): Frag | undefined {
  const { orderBy, distinct, limit } = call;
  if (limit && limit.kind !== 'int') return undefined;
  if (orderBy.some(({ nulls, descending }) => nulls !== undefined && nulls !== (descending ? 'LAST' : 'FIRST')))
    return undefined;
  const isText = call.name === 'STRING_AGG';
  if (isText && p.kind(of) === 'BYTES') return undefined;
  if (distinct && orderBy.length > 0) return undefined;
  const skips = isText || call.nulls === 'IGNORE' || call.name === 'ARRAY_CONCAT_AGG';
  let row = '';
  const kept = skips
    ? q`filter(${rows.array}, ${inRow(rows.names, p, (name) => {
        row = name;
        return q`${row} -> ${p.operand(of)} IS NOT NULL`;
      })})`
    : rows.array;
  const keyed = eachOf({ ...rows, array: kept }, p, () => {
    if (orderBy.length === 0) return p.expr(of);
    const keys = orderBy.map((key, i) => q`'k${String(i)}', ${p.expr(key.of)}, `);
    return q`named_struct(${keys}'v', ${p.expr(of)})`;
  });
  const inOrder =
    orderBy.length > 0
      ? q`transform(${sorted(
          keyed,
          orderBy.map(({ descending }) => descending),
        )}, e -> e.v)`
      : keyed;
  const once = distinct ? q`array_distinct(${inOrder})` : inOrder;
  const made = limit?.kind === 'int' ? slice(once, 0, Number(limit.text)) : once;
  const mark = call.args[1];
  return bind(made, (v) => {
    const value = isText
      ? q`array_join(${v}, ${mark ? p.expr(mark) : "','"})`
      : call.name === 'ARRAY_CONCAT_AGG'
        ? q`flatten(${v})`
        : v;
    return q`CASE WHEN size(${v}) > 0 THEN ${value} END`;
  });
}

/** The value beside the greatest or least of another one. */
function extreme(name: string, of: Expr, by: Expr, rows: Rows, p: Printer): Frag | undefined {
  if (p.kind(by) === 'FLOAT64') return undefined;
  const pairs = eachOf(rows, p, () => q`named_struct('k', ${p.expr(by)}, 'v', ${p.expr(of)})`);
  const [less, more] = name === 'MAX_BY' ? ['1', '-1'] : ['-1', '1'];
  const compared = `(l, r) -> CASE WHEN l.k < r.k THEN ${less} WHEN l.k > r.k THEN ${more} ELSE 0 END`;
  return q`get(array_sort(filter(${pairs}, v -> v.k IS NOT NULL), ${compared}), 0).v`;
}
