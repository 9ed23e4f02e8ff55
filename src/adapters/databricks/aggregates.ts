import { aggregate, aggregateCall, custom, fill, isNothing } from '../../compiler/lower/translate/define.ts';
import { bare, overOf } from '../../compiler/lower/translate/expression.ts';
import { shareOf } from '../../compiler/lower/translate/percentile.ts';
import type { FunctionRule, Printer } from '../../compiler/lower/translate/rules.ts';
import { commas, type Frag, plain, q } from '../../compiler/lower/translate/text.ts';
import { walk } from '../../compiler/lower/translate/walk.ts';
import type { Call, Expr } from '../../compiler/sql/ast.ts';
import { folded } from './arrays/fold.ts';
import { slice } from './arrays/slice.ts';

const text = { returns: 'STRING' } as const;
const int = { returns: 'INT64' } as const;
const float = { returns: 'FLOAT64' } as const;
const bool = { returns: 'BOOL' } as const;
const same = { returns: 'first' } as const;
const list = { returns: 'ARRAY' } as const;
const distinctly = ['over', 'distinct'] as const;

/** AVG of NUMERIC is NUMERIC; Databricks gives it more digits. */
function average(call: Call, p: Printer): Frag {
  const [x] = call.args;
  const made = aggregateCall('avg', call, p);
  return x && p.kind(x) === 'NUMERIC' ? q`CAST(${made} AS DECIMAL(38,9))` : made;
}

/** COUNT(DISTINCT x) with OVER: the size of the set of its values. */
function count(call: Call, p: Printer): Frag {
  return call.distinct && call.over
    ? q`CAST(array_size(collect_set(${fill('$1', call, p)})${overOf(call, p)}) AS BIGINT)`
    : aggregateCall('count', call, p);
}

/** An aggregate of its argument's type: an integer literal is a BIGINT. */
const ofOwnType = (name: string, allows: readonly ('over' | 'distinct')[]): FunctionRule =>
  custom(
    1,
    1,
    (call, p) =>
      aggregateCall(
        name,
        call,
        p,
        call.args.map((e) => p.expr(e)),
      ),
    { ...same, how: 'exact', use: 'aggregate', allows },
  );

/** Functions of doubles; those of NUMERIC are NUMERIC. */
const ofFloats = (name: string, count: number): FunctionRule =>
  custom(
    count,
    count,
    (call, p) => {
      const wrong = call.args.find((e) => p.kind(e) === 'NUMERIC');
      return wrong ? p.refuse(wrong, `\`${call.name}\` of NUMERIC`) : aggregateCall(name, call, p);
    },
    { ...float, use: 'aggregate', allows: ['over'] },
  );

/**
 * The values in order, as an array: each with its keys in a struct, sorted, taken out again. NULL keys sort first, as
 * on BigQuery; mixed directions are compared key by key.
 */
function collected(call: Call, p: Printer): Frag {
  const [x] = call.args;
  if (!x) return '';
  const over = overOf(call, p);
  const filter = call.nulls === 'IGNORE' ? q` FILTER (WHERE ${p.operand(x)} IS NOT NULL)` : '';
  if (call.distinct) return distinct(call, p);
  const keys = call.orderBy;
  const fields = keys.map((key, i) => q`'k${String(i)}', ${p.expr(key.of)}, `);
  const odd = keys.find((key) => key.nulls !== undefined && key.nulls !== (key.descending ? 'LAST' : 'FIRST'));
  if (odd) return p.refuse(odd.of, 'NULLS FIRST or LAST inside an aggregate');
  if (keys.length > 0 && call.over) return p.refuse(call, `ORDER BY inside \`${call.name}\` with OVER`);
  if (keys.length === 0 && call.nulls === 'IGNORE') return q`collect_list(${p.expr(x)})${over}`;
  const rows = q`collect_list(named_struct(${fields}'v', ${p.expr(x)}))${filter}${over}`;
  return q`transform(${sorted(
    rows,
    keys.map(({ descending }) => descending),
  )}, e -> e.v)`;
}

/** An array of structs in the order of their fields `k0`, `k1` .. */
export function sorted(rows: Frag, descending: readonly boolean[]): Frag {
  if (descending.length === 0) return rows;
  if (descending.every((d) => d === descending[0])) return q`sort_array(${rows}, ${descending[0] ? 'FALSE' : 'TRUE'})`;
  const steps = descending.map((down, i) => {
    const [a, b] = [`l.k${i}`, `r.k${i}`];
    const [less, more] = down ? ['1', '-1'] : ['-1', '1'];
    return `WHEN ${a} <=> ${b} THEN 0 WHEN ${a} IS NULL OR ${a} < ${b} THEN ${less} ELSE ${more}`;
  });
  const compare = steps.map((step) => `CASE ${step} END`);
  const all = compare.map((c, i) => (i === compare.length - 1 ? c : `nullif(${c}, 0)`));
  return q`array_sort(${rows}, (l, r) -> coalesce(${commas(all)}))`;
}

/** DISTINCT keeps the first of each value, so only an order by the value itself is certain. */
function distinct(call: Call, p: Printer): Frag {
  const [x] = call.args;
  const [key, more] = call.orderBy;
  if (!x) return '';
  if (call.over) return p.refuse(call, `\`${call.name}(DISTINCT ..)\` with OVER`);
  if (more || (key && plain(p.expr(key.of)) !== plain(p.expr(x))))
    return p.refuse(call, `\`${call.name}(DISTINCT ..)\` in the order of another value`);
  const made =
    call.nulls === 'IGNORE'
      ? q`collect_set(${p.expr(x)})`
      : q`array_distinct(transform(collect_list(named_struct('v', ${p.expr(x)})), e -> e.v))`;
  return key ? q`sort_array(${made}, ${key.descending ? 'FALSE' : 'TRUE'})` : made;
}

function limited(made: Frag, call: Call, p: Printer): Frag {
  if (!call.limit) return made;
  if (call.limit.kind !== 'int') return p.refuse(call.limit, 'LIMIT that is no literal');
  return isNothing(call.limit) ? q`CASE WHEN FALSE THEN ${made} END` : slice(made, 0, Number(call.limit.text));
}

/** An empty array stands for no rows, which is NULL on BigQuery. */
function arrayAgg(call: Call, p: Printer): Frag {
  const [x] = call.args;
  const made = limited(collected(call, p), call, p);
  if (!x) return '';
  const some = call.nulls === 'IGNORE' ? q`count(${p.expr(x)})` : 'count(*)';
  return q`CASE WHEN ${some}${overOf(call, p)} > 0 THEN ${made} END`;
}

function stringAgg(call: Call, p: Printer): Frag {
  const [x, mark] = call.args;
  if (!x) return '';
  if (p.kind(x) === 'BYTES') return p.refuse(x, 'STRING_AGG of BYTES');
  if (mark?.kind === 'null') return p.refuse(mark, 'NULL between the texts of STRING_AGG', 'BigQuery fails on it.');
  const made = limited(collected({ ...call, args: [x], nulls: 'IGNORE' }, p), call, p);
  return q`CASE WHEN count(${p.expr(x)})${overOf(call, p)} > 0 THEN array_join(${made}, ${mark ? p.expr(mark) : "','"}) END`;
}

const rules: Readonly<Record<string, FunctionRule>> = {
  ANY_VALUE: ofOwnType('any_value', ['over']),
  APPROX_COUNT_DISTINCT: custom(1, 1, (call, p) => q`count(DISTINCT ${fill('$1', call, p)})`, {
    ...int,
    use: 'aggregate',
  }),
  ARRAY_AGG: custom(1, 1, arrayAgg, {
    ...list,
    use: 'aggregate',
    allows: ['over', 'distinct', 'orderBy', 'limit', 'nulls'],
  }),
  ARRAY_CONCAT_AGG: custom(
    1,
    1,
    (call, p) => {
      const made = collected({ ...call, nulls: 'IGNORE' }, p);
      return q`CASE WHEN count(${fill('$1', call, p)}) > 0 THEN flatten(${made}) END`;
    },
    { ...list, use: 'aggregate', allows: ['orderBy'] },
  ),
  AVG: custom(1, 1, average, { use: 'aggregate', allows: distinctly }),
  BIT_AND: aggregate('bit_and', 1, int),
  BIT_OR: aggregate('bit_or', 1, int),
  BIT_XOR: aggregate('bit_xor', 1, int),
  CORR: ofFloats('corr', 2),
  COUNT: custom(1, 1, count, { ...int, use: 'aggregate', how: 'exact', allows: distinctly }),
  COUNTIF: custom(1, 1, (call, p) => q`count_if(${fill('$1', call, p)})${overOf(call, p)}`, {
    ...int,
    use: 'aggregate',
    allows: ['over'],
  }),
  COVAR_POP: ofFloats('covar_pop', 2),
  COVAR_SAMP: ofFloats('covar_samp', 2),
  GROUPING: custom(1, 1, (call, p) => q`CAST(grouping(${fill('$1', call, p)}) AS BIGINT)`, {
    ...int,
    use: 'aggregate',
  }),
  LOGICAL_AND: aggregate('bool_and', 1, bool),
  LOGICAL_OR: aggregate('bool_or', 1, bool),
  MAX: ofOwnType('max', distinctly),
  MAX_BY: aggregate('max_by', 2, { allows: [] }),
  MIN: ofOwnType('min', distinctly),
  MIN_BY: aggregate('min_by', 2, { allows: [] }),
  STDDEV: ofFloats('stddev_samp', 1),
  STDDEV_POP: ofFloats('stddev_pop', 1),
  STDDEV_SAMP: ofFloats('stddev_samp', 1),
  STRING_AGG: custom(1, 2, stringAgg, {
    ...text,
    use: 'aggregate',
    allows: ['over', 'distinct', 'orderBy', 'limit'],
  }),
  SUM: aggregate('sum', 1, { ...same, allows: distinctly }),
  VARIANCE: ofFloats('var_samp', 1),
  VAR_POP: ofFloats('var_pop', 1),
  VAR_SAMP: ofFloats('var_samp', 1),
};

/** Whether an aggregate reads columns of its own query and of an outer one, which Databricks does not take. */
function isMixed(call: Call, p: Printer): boolean {
  const found = { own: false, outer: false };
  walk([call.args, call.orderBy], (node) => {
    if (node.kind !== 'path') return true;
    const name = (node as Extract<Expr, { kind: 'path' }>).parts[0]?.name.toLowerCase() ?? '';
    if (p.scope.ranges.has(name)) found.own = true;
    else for (let scope = p.scope.outer; scope; scope = scope.outer) if (scope.ranges.has(name)) found.outer = true;
    return true;
  });
  return found.own && found.outer;
}

export const aggregates: Readonly<Record<string, FunctionRule>> = Object.fromEntries(
  Object.entries(rules).map(([name, rule]) => [
    name,
    {
      ...rule,
      print: (call: Call, p: Printer) => {
        if (p.scope.group) return folded(call, p.scope.group, p);
        const why = 'Databricks takes columns of one query in an aggregate.';
        return isMixed(call, p) ? p.refuse(call, `\`${name}\` over columns of two queries`, why) : rule.print(call, p);
      },
    },
  ]),
);

const ranking = (name: string): FunctionRule =>
  custom(0, 1, (call, p) => q`CAST(${name}(${commas(call.args.map((e) => bare(e, p)))})${overOf(call, p)} AS BIGINT)`, {
    ...int,
    use: 'window',
    allows: ['over'],
  });

const share = (name: string): FunctionRule =>
  custom(0, 0, (call, p) => q`${name}()${overOf(call, p)}`, { ...float, use: 'window', allows: ['over'] });

const valueAt = (name: string, min: number, max: number, nulls: boolean): FunctionRule =>
  custom(
    min,
    max,
    (call, p) => {
      const args = commas(call.args.map((e, i) => (i === 0 ? p.expr(e) : bare(e, p))));
      return q`${name}(${args})${call.nulls === 'IGNORE' ? ' IGNORE NULLS' : ''}${overOf(call, p)}`;
    },
    { ...same, use: 'window', allows: nulls ? ['over', 'nulls'] : ['over'] },
  );

function percentileCont(call: Call, p: Printer): Frag {
  const [x, at] = call.args;
  if (!x || !at) return '';
  if (p.kind(x) === 'NUMERIC') return p.refuse(x, 'PERCENTILE_CONT of NUMERIC');
  if (call.over && !('name' in call.over) && (call.over.orderBy.length > 0 || call.over.frame))
    return p.refuse(call, 'PERCENTILE_CONT over an order');
  return q`percentile_cont(${p.expr(at)}) WITHIN GROUP (ORDER BY ${p.expr(x)})${overOf(call, p)}`;
}

/** The value at `ceil(share * rows)` in order, counted exactly; Databricks' own function counts in doubles. */
function percentileDisc(call: Call, p: Printer): Frag {
  const [x, at] = call.args;
  const share = shareOf(at);
  if (!x || !share) return p.refuse(at ?? call, 'PERCENTILE_DISC at a place that is no literal');
  const kind = p.kind(x);
  if (!kind) return p.refuse(x, 'PERCENTILE_DISC of a value whose type is not known', 'Cast it.');
  if (!call.over || (!('name' in call.over) && (call.over.orderBy.length > 0 || call.over.frame)))
    return p.refuse(call, 'PERCENTILE_DISC over an order');
  const over = overOf(call, p);
  const value = p.expr(x);
  const { over: m, under: d } = share;
  const unit = m < 2n ** 20n && d < 2n ** 20n ? 'L' : 'BD';
  const rows = unit === 'L' ? q`count(${value})${over}` : q`CAST(count(${value})${over} AS DECIMAL(20,0))`;
  const rank = q`CAST(greatest((${`${m}${unit}`} * ${rows} + ${`${d - 1n}${unit}`}) DIV ${`${d}${unit}`}, 1L) AS INT)`;
  if (kind !== 'FLOAT64') return q`get(sort_array(collect_list(${value})${over}), ${rank} - 1)`;
  const keyed = q`collect_list(CASE WHEN ${value} IS NOT NULL THEN named_struct('k', NOT isnan(${value}), 'v', ${value}) END)${over}`;
  return q`get(sort_array(${keyed}), ${rank} - 1).v`;
}

export const windows: Readonly<Record<string, FunctionRule>> = {
  CUME_DIST: share('cume_dist'),
  DENSE_RANK: ranking('dense_rank'),
  FIRST_VALUE: valueAt('first_value', 1, 1, true),
  LAG: valueAt('lag', 1, 3, false),
  LAST_VALUE: valueAt('last_value', 1, 1, true),
  LEAD: valueAt('lead', 1, 3, false),
  NTH_VALUE: valueAt('nth_value', 2, 2, true),
  NTILE: ranking('ntile'),
  PERCENTILE_CONT: custom(2, 2, percentileCont, { ...float, use: 'window', allows: ['over'] }),
  PERCENTILE_DISC: custom(2, 2, percentileDisc, { ...same, use: 'window', allows: ['over'] }),
  PERCENT_RANK: share('percent_rank'),
  RANK: ranking('rank'),
  ROW_NUMBER: ranking('row_number'),
};
