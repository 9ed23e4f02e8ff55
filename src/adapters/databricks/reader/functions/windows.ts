import { call, int } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import type { Value } from '../resolve/resolver.ts';
import { between } from '../types/common.ts';
import { DOUBLE, type Spark } from '../types/spark.ts';
import { type Called, custom, type Rule, type Rules } from './rule.ts';

const rank = between(1, 2147483647);

const window = (spec: string, read: (c: Called) => Value, more: Partial<Rule> = {}): Rule => ({
  ...custom(spec, read),
  use: 'window',
  ...more,
});

const plain = (name: string, t: Spark) => window('', ({ place }) => ({ e: call(name, [], place), t, grouped: true }));

/** lag and lead: a literal number of rows, and what stands for rows that there are not. */
const shifted = (name: 'LAG' | 'LEAD') =>
  window('* i? *?', ({ args, place, raw }) => {
    const [x, n, instead] = args;
    if (!x || (n && !/^\d+$/.test(n.literal ?? '')))
      return refuse(raw, `\`${name.toLowerCase()}\` by a number of rows that is no literal`);
    if (instead && instead.t.kind !== x.t.kind && x.t.kind !== 'UNKNOWN' && instead.t.kind !== 'VOID')
      return refuse(instead.e, 'a default of another type', 'Write the cast.');
    return {
      e: call(name, [x.e, n?.e ?? int(1, place), ...(instead ? [instead.e] : [])], place),
      t: x.t,
      grouped: true,
    };
  });

/** Functions that need OVER. Source: Databricks "Window functions". */
export const windows: Rules = {
  CUME_DIST: plain('CUME_DIST', DOUBLE),
  DENSE_RANK: plain('DENSE_RANK', rank),
  LAG: shifted('LAG'),
  LEAD: shifted('LEAD'),
  NTH_VALUE: window(
    '* i',
    ({ args, place, raw }) => {
      const [x, n] = args;
      if (!x || !n || !/^[1-9]\d*$/.test(n.literal ?? ''))
        return refuse(raw, '`nth_value` with a number that is no literal');
      return { e: call('NTH_VALUE', [x.e, n.e], place), t: x.t, grouped: true };
    },
    { nulls: true },
  ),
  NTILE: window('i', ({ args, place, raw }) => {
    const [n] = args;
    if (!n || !/^[1-9]\d*$/.test(n.literal ?? '')) return refuse(raw, '`ntile` of a number that is no literal');
    return { e: call('NTILE', [n.e], place), t: rank, grouped: true };
  }),
  PERCENT_RANK: plain('PERCENT_RANK', DOUBLE),
  RANK: plain('RANK', rank),
  ROW_NUMBER: plain('ROW_NUMBER', rank),
};
