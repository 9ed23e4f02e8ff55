import { aggregate, aggregateCall, custom, isNothing, windowFunction } from '../../compiler/lower/translate/define.ts';
import { bare, orderList, overOf } from '../../compiler/lower/translate/expression.ts';
import { intText } from '../../compiler/lower/translate/literal-type.ts';
import { shareOf } from '../../compiler/lower/translate/percentile.ts';
import type { FunctionRule, Kind, Printer } from '../../compiler/lower/translate/rules.ts';
import { commas, type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Call } from '../../compiler/sql/ast.ts';

const text = { returns: 'STRING' } as const;
const int = { returns: 'INT64' } as const;
const float = { returns: 'FLOAT64' } as const;
const bool = { returns: 'BOOL' } as const;
const list = { returns: 'ARRAY' } as const;
const same = { returns: 'first' } as const;
const numeric: readonly (Kind | undefined)[] = ['INT64', 'FLOAT64'];

const MAX_QUANTILES = 1000;

/** Exact quantiles, which are valid approximate ones: the least value, n - 1 between, the greatest. */
function quantiles(call: Call, p: Printer): Frag {
  const [x, parts] = call.args;
  const n = parts?.kind === 'int' ? Number(parts.text) : 0;
  if (n < 1 || n > MAX_QUANTILES || !x)
    return p.refuse(parts ?? call, 'APPROX_QUANTILES into a number of parts that is no small literal');
  const at = Array.from({ length: n + 1 }, (_, i) => String(i / n)).join(', ');
  return q`quantile_disc(${call.distinct ? 'DISTINCT ' : ''}${p.expr(x)}, [${at}])`;
}

const distinctly = ['over', 'distinct'] as const;

export const aggregates: Readonly<Record<string, FunctionRule>> = {
  ANY_VALUE: aggregate('any_value', 1, same),
  APPROX_COUNT_DISTINCT: custom(1, 1, (call, p) => q`count(DISTINCT ${bareArgs(call, p)})${overOf(call, p)}`, {
    ...int,
    use: 'aggregate',
    allows: ['over'],
  }),
  APPROX_QUANTILES: custom(2, 2, quantiles, { ...list, use: 'aggregate', allows: ['distinct'] }),
  ARRAY_AGG: custom(1, 1, (call, p) => limited(call, aggregateCall('list', call, p), p), {
    ...list,
    use: 'aggregate',
    allows: ['over', 'distinct', 'orderBy', 'limit', 'nulls'],
  }),
  ARRAY_CONCAT_AGG: custom(
    1,
    1,
    (call, p) => q`CASE WHEN count(${bareArgs(call, p)}) > 0 THEN flatten(${aggregateCall('list', call, p)}) END`,
    {
      ...list,
      use: 'aggregate',
      allows: ['orderBy'],
    },
  ),
  AVG: custom(1, 1, average, { use: 'aggregate', allows: distinctly }),
  BIT_AND: aggregate('bit_and', 1, int),
  BIT_OR: aggregate('bit_or', 1, int),
  BIT_XOR: aggregate('bit_xor', 1, int),
  CORR: custom(
    2,
    2,
    (call, p) =>
      q`CASE WHEN regr_count(${bareArgs(call, p)})${overOf(call, p)} > 1 THEN ${aggregateCall('corr', call, p)} END`,
    { ...float, use: 'aggregate', allows: ['over'] },
  ),
  COUNT: aggregate('count', 1, { ...int, allows: distinctly }),
  COUNTIF: custom(1, 1, (call, p) => q`count(CASE WHEN ${bareArgs(call, p)} THEN 1 END)${overOf(call, p)}`, {
    ...int,
    use: 'aggregate',
    allows: ['over'],
  }),
  COVAR_POP: aggregate('covar_pop', 2, float),
  COVAR_SAMP: aggregate('covar_samp', 2, float),
  GROUPING: aggregate('grouping', 1, { ...int, allows: [] }),
  LOGICAL_AND: aggregate('bool_and', 1, bool),
  LOGICAL_OR: aggregate('bool_or', 1, bool),
  MAX: aggregate('max', 1, { ...same, allows: distinctly }),
  MAX_BY: aggregate('arg_max_null', 2, { allows: [], how: 'rewrite' }),
  MIN: aggregate('min', 1, { ...same, allows: distinctly }),
  MIN_BY: aggregate('arg_min_null', 2, { allows: [], how: 'rewrite' }),
  STDDEV: aggregate('stddev_samp', 1, float),
  STDDEV_POP: aggregate('stddev_pop', 1, float),
  STDDEV_SAMP: aggregate('stddev_samp', 1, float),
  STRING_AGG: custom(1, 2, stringAgg, {
    ...text,
    use: 'aggregate',
    allows: ['over', 'distinct', 'orderBy', 'limit'],
  }),
  SUM: custom(1, 1, sum, { ...same, use: 'aggregate', allows: distinctly }),
  VARIANCE: aggregate('var_samp', 1, float),
  VAR_POP: aggregate('var_pop', 1, float),
  VAR_SAMP: aggregate('var_samp', 1, float),
};

const bareArgs = (call: Call, p: Printer): Frag => commas(call.args.map((e) => bare(e, p)));

/** SUM of INT64 is INT64 and fails beyond it; DuckDB's is HUGEINT. */
function sum(call: Call, p: Printer): Frag {
  const made = aggregateCall('sum', call, p);
  const [x] = call.args;
  if (!x || p.kind(x) === 'FLOAT64') return made;
  if (p.kind(x) === 'INT64') return q`CAST(${made} AS BIGINT)`;
  const example = q`${p.operand(x)} + 0::BIGINT`;
  return q`biform.bf_sum(${made}, ${call.over ? example : q`any_value(${example})`})`;
}

/** AVG of NUMERIC is NUMERIC; DuckDB's is a double. */
function average(call: Call, p: Printer): Frag {
  const mean = aggregateCall('avg', call, p);
  const [x] = call.args;
  if (x && numeric.includes(p.kind(x))) return mean;
  return q`biform.bf_average(${mean}, ${aggregateCall('sum', call, p)}, ${aggregateCall('count', call, p)})`;
}

function limited(call: Call, made: Frag, p: Printer): Frag {
  if (!call.limit) return made;
  if (call.limit.kind !== 'int') return p.refuse(call.limit, 'LIMIT that is no literal');
  return isNothing(call.limit) ? q`CASE WHEN FALSE THEN ${made} END` : q`(${made})[1:${intText(call.limit.text)}]`;
}

function stringAgg(call: Call, p: Printer): Frag {
  const [x, delimiter] = call.args;
  if (delimiter?.kind === 'null')
    return p.refuse(delimiter, 'NULL between the texts of STRING_AGG', 'BigQuery fails on it.');
  const mark = delimiter ? p.expr(delimiter) : "','";
  if (!x) return '';
  if (p.kind(x) === 'BYTES') return p.refuse(x, 'STRING_AGG of BYTES');
  if (call.limit) {
    const items: Call = { ...call, args: [x], nulls: 'IGNORE' };
    return q`array_to_string(${limited(call, aggregateCall('list', items, p), p)}, ${mark})`;
  }
  const order = call.orderBy.length > 0 ? q` ORDER BY ${orderList(call.orderBy, p)}` : '';
  return q`string_agg(${call.distinct ? 'DISTINCT ' : ''}${p.expr(x)}, ${mark}${order})${overOf(call, p)}`;
}

/** The value at `ceil(share * rows)` in order, counted exactly; DuckDB's own function counts in doubles. */
function percentileDisc(call: Call, p: Printer): Frag {
  const [x, at] = call.args;
  const share = shareOf(at);
  if (!x || !share) return p.refuse(at ?? call, 'PERCENTILE_DISC at a place that is no literal');
  if (!call.over || (!('name' in call.over) && (call.over.orderBy.length > 0 || call.over.frame)))
    return p.refuse(call, 'PERCENTILE_DISC over an order');
  const over = overOf(call, p);
  const values = q`list(${p.expr(x)}) FILTER (WHERE ${p.operand(x)} IS NOT NULL)${over}`;
  const rank = q`(${String(share.over)}::HUGEINT * (count(${p.expr(x)})${over}) + ${String(share.under - 1n)}::HUGEINT) // ${String(share.under)}::HUGEINT`;
  return q`list_sort(${values})[greatest(${rank}, 1)::BIGINT]`;
}

export const windows: Readonly<Record<string, FunctionRule>> = {
  CUME_DIST: windowFunction('cume_dist', 0, 0, float),
  DENSE_RANK: windowFunction('dense_rank', 0, 0, int),
  FIRST_VALUE: windowFunction('first_value', 1, 1, { nulls: true, ...same }),
  LAG: windowFunction('lag', 1, 3, same),
  LAST_VALUE: windowFunction('last_value', 1, 1, { nulls: true, ...same }),
  LEAD: windowFunction('lead', 1, 3, same),
  NTH_VALUE: windowFunction('nth_value', 2, 2, { nulls: true, ...same }),
  NTILE: windowFunction('ntile', 1, 1, int),
  PERCENTILE_CONT: windowFunction('quantile_cont', 2, 2, {}),
  PERCENTILE_DISC: custom(2, 2, percentileDisc, { ...same, use: 'window', allows: ['over'] }),
  PERCENT_RANK: windowFunction('percent_rank', 0, 0, float),
  RANK: windowFunction('rank', 0, 0, int),
  ROW_NUMBER: windowFunction('row_number', 0, 0, int),
};
