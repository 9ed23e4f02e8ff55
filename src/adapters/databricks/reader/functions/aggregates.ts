import type { Call, Expr } from '../../../../compiler/sql/ast.ts';
import { call, cast, nothing, str, typeName } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { orderOf } from '../resolve/call.ts';
import { asFloat } from '../resolve/coerce.ts';
import { meaningOf } from '../resolve/expression.ts';
import { textOf } from '../resolve/operators.ts';
import { representable, type Value } from '../resolve/resolver.ts';
import { fill } from '../template.ts';
import { adjusted, between } from '../types/common.ts';
import { arrayOf, BIGINT, DOUBLE, decimal, isRepresentable, type Spark, STRING, shown } from '../types/spark.ts';
import { aggregate, type Called, custom, type Rule, type Rules } from './rule.ts';

const NAN = 'A NaN is the greatest of all values on Databricks.';

const own = (spec: string, read: (c: Called) => Value, more: Partial<Rule> = {}): Rule => ({
  ...custom(spec, read),
  use: 'aggregate',
  ...more,
});

/** COUNT(*), COUNT(x), COUNT(DISTINCT x). */
function count(c: Called): Value {
  const { raw, r, place } = c;
  const [first, ...rest] = raw.args;
  const condition = raw.filter && meaningOf(raw.filter, r).e;
  if (!first) return refuse(raw, '`count` without arguments');
  if (first.kind === 'star' && first.of) return refuse(first, 'a star of one table as a value');
  if (first.kind === 'star' || (first.kind === 'number' && !raw.distinct)) {
    const e = condition ? call('COUNTIF', [condition], place) : call('COUNT', [{ ...place, kind: 'star' }], place);
    return { e, t: BIGINT, grouped: true };
  }
  if (rest.length > 0 && raw.distinct) return refuse(raw, '`count(DISTINCT ..)` of several values');
  const values = raw.args.map((arg) => meaningOf(arg, r));
  const all = values.map((v) => v.e);
  const [only] = all;
  const value =
    all.length > 1 || !only
      ? call(
          'IF',
          [
            all
              .map((e): Expr => ({ ...place, kind: 'is', not: true, of: e, what: 'NULL' }))
              .reduce((a, b) => ({ ...place, kind: 'binary', op: 'AND', left: a, right: b })),
            { ...place, kind: 'int', text: '1' },
            nothing(place),
          ],
          place,
        )
      : only;
  if (values.some((v) => ['ARRAY', 'MAP', 'STRUCT'].includes(v.t.kind)) && raw.distinct)
    return refuse(raw, '`count(DISTINCT ..)` of this type');
  return {
    e: call('COUNT', [condition ? call('IF', [condition, value, nothing(place)], place) : value], place),
    t: BIGINT,
    grouped: true,
  };
}

/** SUM: of integers BIGINT, of decimals ten digits more. */
function sum({ args, place, raw }: Called): Value {
  const x = args[0] ?? refuse(raw, 'this use of `sum`');
  const t: Spark =
    x.t.kind === 'DECIMAL' ? decimal(Math.min(38, x.t.precision + 10), x.t.scale) : x.t.kind === 'INT' ? BIGINT : x.t;
  if (x.t.kind === 'UNKNOWN') return { e: call('SUM', [x.e], place), t: x.t, grouped: true };
  if (!isRepresentable(t) && x.t.kind === 'DECIMAL' && x.t.scale > 9) representable(x, place);
  return { e: call('SUM', [x.e], place), t, grouped: true };
}

/** AVG: of integers DOUBLE, of decimals four digits more. */
function average({ args, place, raw }: Called): Value {
  const x = args[0] ?? refuse(raw, 'this use of `avg`');
  if (x.t.kind === 'UNKNOWN')
    return refuse(raw, '`avg` of a value whose type is not known', 'Describe the columns of the table, or cast it.');
  if (x.t.kind !== 'DECIMAL') return { e: call('AVG', [x.e], place), t: DOUBLE, grouped: true };
  const t = adjusted(Math.min(38, x.t.precision + 4), Math.min(x.t.scale + 4, 38));
  if (x.t.precision === 38 && x.t.scale === 9)
    return refuse(raw, '`avg` of DECIMAL(38,9)', 'It has 13 digits behind the point. Cast to DOUBLE.');
  return refuse(raw, `\`avg\` of ${shown(x.t)}, which is a ${shown(t)}`, 'Cast to DOUBLE.');
}

const best = (name: 'MAX' | 'MIN') =>
  own(
    '*',
    ({ args, place, raw }) => {
      const x = args[0] ?? refuse(raw, 'this use');
      if (['ARRAY', 'MAP', 'STRUCT'].includes(x.t.kind))
        return refuse(raw, `\`${raw.name.toLowerCase()}\` of ${shown(x.t)}`);
      return { e: call(name, [x.e], place), t: x.t, grouped: true };
    },
    { distinct: true },
  );

/** collect_list, array_agg: NULLs are left out. */
const collected = (distinct: boolean) =>
  own(
    '*',
    ({ args, place, raw, r }) => {
      const x = args[0] ?? refuse(raw, 'this use');
      if (raw.over && (distinct || raw.distinct || raw.within))
        return refuse(raw, `\`${raw.name.toLowerCase()}\` of these values with OVER`);
      const orderBy = raw.within ? orderOf(raw.within, r) : [];
      const made = call('ARRAY_AGG', [x.e], place, { nulls: 'IGNORE', ...(distinct && { distinct: true }), orderBy });
      return {
        e: fill(r, 'COALESCE(@a, @b)', [made, { ...place, kind: 'array', items: [] }], place),
        t: arrayOf(x.t),
        grouped: true,
      };
    },
    { distinct: true },
  );

/** listagg, string_agg. */
function listagg({ args, place, raw, r }: Called): Value {
  const [x, by] = args;
  if (!x) return refuse(raw, 'this use of `listagg`');
  if (by && by.e.kind !== 'string') return refuse(by.e, 'a delimiter that is no literal');
  const orderBy = raw.within ? orderOf(raw.within, r) : [];
  return {
    e: call('STRING_AGG', [textOf(r, x, place).e, by?.e ?? str('', place)], place, { orderBy }),
    t: STRING,
    grouped: true,
  };
}

/** Of one row NULL in GoogleSQL and on Databricks alike. */
const spread = (name: string) =>
  own('f', ({ args, place, raw }) => ({
    e: call(name, [args[0]?.e ?? refuse(raw, 'this use')], place),
    t: DOUBLE,
    grouped: true,
  }));

const pair = (name: string) =>
  own('f f', ({ args, place }) => ({
    e: call(
      name,
      args.map((v) => v.e),
      place,
    ),
    t: DOUBLE,
    grouped: true,
  }));

const by = (name: 'MAX_BY' | 'MIN_BY') =>
  own('* *', ({ args, place, raw }) => {
    const [x, key] = args;
    if (!x || !key || raw.over) return refuse(raw, `this use of \`${name.toLowerCase()}\``);
    return { e: call(name, [x.e, key.e], place), t: x.t, grouped: true };
  });

/** first, last, any_value: which row they take is open without an order; in a window it is not. */
const firstValue = (name: 'FIRST_VALUE' | 'LAST_VALUE') =>
  own(
    '* b?',
    ({ args, place, raw }) => {
      const [x, ignore] = args;
      if (!x) return refuse(raw, 'this use');
      if (ignore && ignore.e.kind !== 'bool') return refuse(ignore.e, 'a second argument that is no literal');
      const nulls: Partial<Call> = ignore?.e.kind === 'bool' && ignore.e.value ? { nulls: 'IGNORE' } : {};
      if (!raw.over)
        return refuse(
          raw.nameAt,
          `\`${raw.name.toLowerCase()}\` without OVER`,
          'Which row it takes is open. Use min_by or max_by.',
        );
      return { e: call(name, [x.e], place, nulls), t: x.t, grouped: true };
    },
    { nulls: true },
  );

/** percentile_cont(share) WITHIN GROUP (ORDER BY x) OVER (..): GoogleSQL has it as a window function alone. */
function percentileCont({ args, place, raw, r }: Called): Value {
  const [share] = args;
  const [key, more] = raw.within ?? [];
  if (!share || !key || more || !raw.over)
    return refuse(
      raw.nameAt,
      '`percentile_cont` without WITHIN GROUP or without OVER',
      'GoogleSQL has no such aggregate.',
    );
  if (key.descending) return refuse(key.of, '`percentile_cont` in falling order');
  const x = meaningOf(key.of, r);
  if (x.t.kind !== 'INT' && x.t.kind !== 'DOUBLE') return refuse(key.of, `\`percentile_cont\` of ${shown(x.t)}`);
  return { e: call('PERCENTILE_CONT', [x.e, share.e], place), t: DOUBLE, grouped: true };
}

const logical = (name: string) => aggregate('b', 'b', name);
const bits = (name: string) => aggregate('i', '1', name);

/** Aggregates. Source: Databricks "Built-in functions", aggregate functions. */
export const aggregates: Rules = {
  ANY: logical('LOGICAL_OR'),
  ANY_VALUE: aggregate('*', '1', 'ANY_VALUE', { differs: 'Which row it takes is open, on both sides.' }),
  APPROX_COUNT_DISTINCT: aggregate('*', 'l', 'APPROX_COUNT_DISTINCT', {
    differs: 'Both are estimates, and each its own.',
  }),
  ARRAY_AGG: collected(false),
  AVG: own('n', average, { distinct: true }),
  BIT_AND: bits('BIT_AND'),
  BIT_OR: bits('BIT_OR'),
  BIT_XOR: bits('BIT_XOR'),
  BOOL_AND: logical('LOGICAL_AND'),
  BOOL_OR: logical('LOGICAL_OR'),
  COLLECT_LIST: collected(false),
  COLLECT_SET: { ...collected(true), differs: 'The order of the elements is open, on both sides.' },
  CORR: pair('CORR'),
  COUNT: { ...custom('* *?+', count, { lazy: true }), use: 'aggregate', distinct: true },
  COUNT_IF: own('b', ({ args, place, raw }) => ({
    e: call('COUNTIF', [args[0]?.e ?? refuse(raw, 'this use')], place),
    t: BIGINT,
    grouped: true,
  })),
  COVAR_POP: pair('COVAR_POP'),
  COVAR_SAMP: pair('COVAR_SAMP'),
  EVERY: logical('LOGICAL_AND'),
  FIRST: firstValue('FIRST_VALUE'),
  FIRST_VALUE: firstValue('FIRST_VALUE'),
  GROUPING: own('*', ({ args, place, raw }) => ({
    e: call('GROUPING', [args[0]?.e ?? refuse(raw, 'this use')], place),
    t: between(0, 1),
    grouped: true,
  })),
  LAST: firstValue('LAST_VALUE'),
  LAST_VALUE: firstValue('LAST_VALUE'),
  LISTAGG: own('* *?', listagg, { distinct: true }),
  MAX: { ...best('MAX') },
  MAX_BY: by('MAX_BY'),
  MEAN: own('n', average, { distinct: true }),
  MIN: { ...best('MIN') },
  MIN_BY: by('MIN_BY'),
  PERCENTILE_CONT: own('f', percentileCont),
  SOME: logical('LOGICAL_OR'),
  STD: spread('STDDEV_SAMP'),
  STDDEV: spread('STDDEV_SAMP'),
  STDDEV_POP: spread('STDDEV_POP'),
  STDDEV_SAMP: spread('STDDEV_SAMP'),
  STRING_AGG: own('* *?', listagg, { distinct: true }),
  SUM: own('n', sum, { distinct: true }),
  VARIANCE: spread('VAR_SAMP'),
  VAR_POP: spread('VAR_POP'),
  VAR_SAMP: spread('VAR_SAMP'),
};

export { asFloat, cast, NAN, typeName };
