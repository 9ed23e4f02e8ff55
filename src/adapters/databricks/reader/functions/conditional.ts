import { call, not, nothing } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { castOf } from '../resolve/cast.ts';
import { alike, unified } from '../resolve/coerce.ts';
import { comparison } from '../resolve/operators.ts';
import { fill } from '../template.ts';
import { BIGINT, BINARY, BOOLEAN, DATE, DOUBLE, decimal, INT, type Spark, STRING, TIMESTAMP } from '../types/spark.ts';
import { custom, type Rules, scalar } from './rule.ts';

const first = (name: 'COALESCE') =>
  custom('*+', ({ args, place, raw }) => {
    const { values, t } = unified(args, raw, raw.name.toLowerCase());
    return {
      e: call(
        name,
        values.map((v) => v.e),
        place,
      ),
      t,
    };
  });

/** Functions that cast, named as types. */
const casting = (t: Spark) =>
  custom('*', ({ args, place, raw, r }) => castOf(r, args[0] ?? refuse(raw, 'this cast'), t, place, false));

const iff = custom('b * *', ({ args, place, raw }) => {
  const [condition, yes, no] = args;
  if (!condition || !yes || !no) return refuse(raw, 'this use of `if`');
  const { values, t } = unified([yes, no], raw, 'if');
  return { e: call('IF', [condition.e, ...values.map((v) => v.e)], place), t };
});

export const conditional: Rules = {
  ASSERT_TRUE: scalar(
    'b s?',
    { kind: 'VOID' },
    { 1: "IF(@a, NULL, ERROR('assert_true failed'))", 2: 'IF(@a, NULL, ERROR(@b))' },
  ),
  BIGINT: casting(BIGINT),
  BINARY: casting(BINARY),
  BOOLEAN: casting(BOOLEAN),
  COALESCE: first('COALESCE'),
  CURRENT_USER: scalar('', 's', 'SESSION_USER()'),
  DATE: casting(DATE),
  DECIMAL: casting(decimal(10, 0)),
  DECODE: custom('* * *+', ({ args, place, raw, r }) => {
    const [of, ...rest] = args;
    if (!of || rest.length < 2) return refuse(raw, 'this use of `decode`');
    const pairs = Math.floor(rest.length / 2);
    const keys = rest.filter((_, i) => i % 2 === 0 && i < pairs * 2);
    const results = rest.filter((_, i) => i % 2 === 1).concat(rest.length % 2 === 1 ? rest.slice(-1) : []);
    const { values, t } = unified(results, raw, 'decode');
    const whens = keys.map((key, i) => ({
      when: comparison('<=>', of, key, place, r).e,
      result: values[i]?.e ?? nothing(place),
    }));
    const otherwise = rest.length % 2 === 1 ? values.at(-1)?.e : undefined;
    return { e: { ...place, kind: 'case', whens, ...(otherwise && { otherwise }) }, t };
  }),
  DOUBLE: casting(DOUBLE),
  EQUAL_NULL: custom('* *', ({ args, place, raw, r }) =>
    args[0] && args[1] ? comparison('<=>', args[0], args[1], place, r) : refuse(raw, 'this use'),
  ),
  IF: iff,
  IFF: iff,
  IFNULL: first('COALESCE'),
  INT: casting(INT),
  ISNOTNULL: scalar('*', 'b', '@a IS NOT NULL'),
  ISNULL: scalar('*', 'b', '@a IS NULL'),
  NOT: custom('b', ({ args, place, raw }) => ({
    e: not(args[0]?.e ?? refuse(raw, 'this use of `not`'), place),
    t: BOOLEAN,
  })),
  NULLIF: custom('* *', ({ args, place, raw }) => {
    const [a, b] = args;
    if (!a || !b) return refuse(raw, 'this use of `nullif`');
    const [x, y] = alike(a, b, place, '`nullif`');
    return { e: call('NULLIF', [x.e, y.e], place), t: a.t };
  }),
  NULLIFZERO: scalar('n', '1', 'NULLIF(@a, 0)'),
  NVL: first('COALESCE'),
  NVL2: custom('* * *', ({ args, place, raw, r }) => {
    const [of, yes, no] = args;
    if (!of || !yes || !no) return refuse(raw, 'this use of `nvl2`');
    const { values, t } = unified([yes, no], raw, 'nvl2');
    return { e: fill(r, 'IF(@a IS NOT NULL, @b, @c)', [of.e, ...values.map((v) => v.e)], place), t };
  }),
  RAISE_ERROR: scalar('s', { kind: 'VOID' }, 'ERROR(@a)'),
  STRING: casting(STRING),
  TIMESTAMP: casting(TIMESTAMP),
  TYPEOF: custom('*', ({ raw }) => refuse(raw.nameAt, 'the function `typeof`')),
  UUID: scalar('', 's', 'GENERATE_UUID()'),
  ZEROIFNULL: scalar('n', '1', 'COALESCE(@a, 0)'),
};
