import { binary, call, int, nothing } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { unified } from '../resolve/coerce.ts';
import { arithmetic, negated } from '../resolve/operators.ts';
import type { Value } from '../resolve/resolver.ts';
import { fill } from '../template.ts';
import { between, decimalOf, wider } from '../types/common.ts';
import { BIGINT, DOUBLE, decimal, NUMERIC_SCALE, type Spark, shown } from '../types/spark.ts';
import { type Called, custom, type Rules, scalar } from './rule.ts';

const OVERFLOW = 'A result beyond DOUBLE is Infinity on Databricks, and an error here.';

const unsure = 'Describe the columns of the table, or cast it.';

/** A function of DOUBLE that GoogleSQL has by the same name. */
const double = (name: string) => scalar('f', 'f', `${name}(@a)`);

/** One that gives a NaN on Databricks where GoogleSQL has an error. */
const within = (name: string, condition: string) =>
  scalar('f', 'f', `IF(@a IS NULL OR IS_NAN(@a) OR ${condition}, ${name}(@a), CAST('NaN' AS FLOAT64))`);

/** One that gives NULL there. */
const orNull = (name: string, condition: string) =>
  scalar('f', 'f', `IF(${condition} OR IS_NAN(@a), ${name}(@a), NULL)`);

/** ceil and floor: a BIGINT of a DOUBLE, a DECIMAL without fraction of a DECIMAL. */
const whole = (name: string) =>
  custom('n i?', ({ args, place, raw, r }) => {
    const [x, digits] = args;
    if (!x || digits) return refuse(raw, `\`${name.toLowerCase()}\` to a number of digits`);
    if (x.t.kind === 'INT') return { e: x.e, t: BIGINT };
    if (x.t.kind === 'DOUBLE') return { e: fill(r, `CAST(${name}(@a) AS INT64)`, [x.e], place), t: BIGINT };
    if (x.t.kind === 'DECIMAL')
      return { e: call(name, [x.e], place), t: decimal(Math.min(38, x.t.precision - x.t.scale + 1), 0) };
    return refuse(raw, `\`${name.toLowerCase()}\` of a value whose type is not known`, unsure);
  });

/** round: half away from zero. A DOUBLE is rounded by its digits in decimal. */
function round({ args, place, raw, r }: Called): Value {
  const [x, digits] = args;
  const n = digits ? Number(digits.literal ?? Number.NaN) : 0;
  if (!x || Number.isNaN(n) || Math.abs(n) > 15)
    return refuse(raw, '`round` to a number of digits that is no small literal');
  switch (x.t.kind) {
    case 'INT':
      return n >= 0 ? x : refuse(raw, '`round` of an integer to tens');
    case 'DECIMAL': {
      if (x.t.scale > NUMERIC_SCALE && n !== NUMERIC_SCALE) return refuse(raw, `\`round\` of ${shown(x.t)}`);
      if (n < 0) return refuse(raw, '`round` of a DECIMAL to tens');
      const scale = Math.min(n, x.t.scale);
      const t: Spark = decimal(Math.min(38, x.t.precision - x.t.scale + 1 + scale), scale);
      return { e: n >= Math.min(x.t.scale, NUMERIC_SCALE) ? x.e : call('ROUND', [x.e, int(n, place)], place), t };
    }
    case 'DOUBLE': {
      if (n === 0) return { e: call('ROUND', [x.e], place), t: DOUBLE };
      const text = `CAST(ROUND(CAST(CAST(@a AS STRING) AS NUMERIC), ${n}) AS FLOAT64)`;
      if (n > NUMERIC_SCALE || n < 0) return refuse(raw, '`round` of a DOUBLE to this number of digits');
      return {
        e: fill(
          r,
          `IF(ABS(@a) >= 1e15 OR IS_NAN(@a) OR ABS(@a) < 1e-9, IF(ABS(@a) < 1e-9, 0 * @a, @a), ${text})`,
          [x.e],
          place,
        ),
        t: DOUBLE,
      };
    }
    default:
      return refuse(raw, '`round` of a value whose type is not known', unsure);
  }
}

/** greatest and least pass over NULLs. */
const extreme = (name: 'GREATEST' | 'LEAST') =>
  custom('*+', ({ args, place, raw, r }) => {
    if (args.length < 2) return refuse(raw, `\`${name.toLowerCase()}\` of one value`);
    const { values, t } = unified(args, raw, name.toLowerCase());
    if (t.kind === 'ARRAY' || t.kind === 'STRUCT' || t.kind === 'MAP')
      return refuse(raw, `\`${name.toLowerCase()}\` of ${shown(t)}`);
    // A NaN is the greatest value on Databricks, and comes first here: MAX gives it, MIN must pass over it.
    const least = 'COALESCE(MIN(IF(IS_NAN(bf_value), NULL, bf_value)), MAX(bf_value))';
    const best = name === 'GREATEST' ? 'MAX(bf_value)' : t.kind === 'DOUBLE' ? least : 'MIN(bf_value)';
    const neverNull = values.every((v) => v.literal !== undefined || v.e.kind === 'string' || v.e.kind === 'typed');
    if (neverNull)
      return {
        e: call(
          name,
          values.map((v) => v.e),
          place,
        ),
        t,
      };
    if (values.some((v) => v.grouped))
      return refuse(raw, `\`${name.toLowerCase()}\` of aggregates`, 'Make them in a subquery first.');
    const array = { start: place.start, end: place.end, kind: 'array' as const, items: values.map((v) => v.e) };
    return { e: fill(r, `(SELECT ${best} FROM UNNEST(@a) AS bf_value)`, [array], place), t };
  });

/** try_add and its like: NULL where the operation fails. */
const attempted = (op: string) =>
  custom('* *', ({ args, place, raw, r }) => {
    const [a, b] = args;
    if (!a || !b) return refuse(raw, 'this use');
    const name = raw.name.toLowerCase();
    if (a.t.kind === 'INT' && b.t.kind === 'INT' && op !== '/') {
      const made = arithmetic(op, { ...a, t: BIGINT }, { ...b, t: BIGINT }, place, r);
      const bits = wider(a.t, b.t);
      const safe = { '+': 'SAFE_ADD', '-': 'SAFE_SUBTRACT', '*': 'SAFE_MULTIPLY' }[op];
      if (!safe)
        return op === '%'
          ? { e: fill(r, 'IF(@b = 0, NULL, MOD(@a, @b))', [a.e, b.e], place), t: made.t }
          : refuse(raw, name);
      const e = call(safe, [a.e, b.e], place);
      if (bits === 64) return { e, t: BIGINT };
      const { lo, hi } = { lo: -(2n ** BigInt(bits - 1)), hi: 2n ** BigInt(bits - 1) - 1n };
      return { e: fill(r, `IF(@a BETWEEN ${lo} AND ${hi}, @a, NULL)`, [e], place), t: { kind: 'INT', bits } };
    }
    const numeric = ['INT', 'DOUBLE'];
    if (!numeric.includes(a.t.kind) || !numeric.includes(b.t.kind))
      return refuse(raw, `\`${name}\` of ${shown(a.t)} and ${shown(b.t)}`);
    if (op === '/') return { e: fill(r, 'IF(@b = 0, NULL, IEEE_DIVIDE(@a, @b))', [a.e, b.e], place), t: DOUBLE };
    return arithmetic(op, a, b, place, r);
  });

const modulo = ({ args, place, raw, r }: Called): Value => {
  const [a, b] = args;
  return a && b ? arithmetic('%', a, b, place, r) : refuse(raw, 'this use of `mod`');
};

/** pmod: the remainder that is never negative for a positive divisor. */
function pmod({ args, place, raw, r }: Called): Value {
  const [a, b] = args;
  if (!a || !b || a.t.kind !== 'INT' || b.t.kind !== 'INT') return refuse(raw, '`pmod` of other types than integers');
  const bits = wider(a.t, b.t);
  const n = Number(b.literal ?? 0);
  const t: Spark = n > 0 ? { ...between(0, n - 1), bits } : { kind: 'INT', bits };
  return { e: fill(r, 'IF(MOD(@a, @b) < 0, MOD(MOD(@a, @b) + @b, @b), MOD(@a, @b))', [a.e, b.e], place), t };
}

function log({ args, place, raw, r }: Called): Value {
  const [a, b] = args;
  if (!a) return refuse(raw, 'this use of `log`');
  if (!b) return { e: fill(r, 'IF(@a > 0 OR IS_NAN(@a), LN(@a), NULL)', [a.e], place), t: DOUBLE };
  return { e: fill(r, 'IF(@a > 0 AND @b > 0, LN(@b) / LN(@a), NULL)', [a.e, b.e], place), t: DOUBLE };
}

function sign({ args, place, raw, r }: Called): Value {
  const [x] = args;
  if (!x) return refuse(raw, 'this use of `sign`');
  // Negative zero stays what it is.
  const made = x.t.kind === 'DOUBLE' ? 'IF(@a = 0, @a, SIGN(@a))' : 'CAST(SIGN(@a) AS FLOAT64)';
  return { e: fill(r, made, [x.e], place), t: DOUBLE };
}

function abs({ args, place, raw }: Called): Value {
  const [x] = args;
  if (!x) return refuse(raw, 'this use of `abs`');
  if (x.t.kind === 'INT' && x.t.bits !== 64) return refuse(raw, `\`abs\` of ${shown(x.t)}`, 'Cast it to BIGINT.');
  return { e: call('ABS', [x.e], place), t: x.t.kind === 'INT' ? BIGINT : x.t };
}

/** Shifts of a BIGINT by a number of bits that is written out; others count bits from 64 on anew. */
const shifted =
  (op: '<<' | '>>') =>
  ({ args, place, raw }: Called): Value => {
    const [x, n] = args;
    const bits = Number(n?.literal ?? -1);
    if (x?.t.kind !== 'INT' || x.t.bits !== 64 || !n || bits < 0 || bits > 63)
      return refuse(raw, `\`${raw.name.toLowerCase()}\` of another type than BIGINT, or by no literal from 0 to 63`);
    return { e: binary(op, x.e, n.e, place), t: BIGINT };
  };

/** Functions of numbers. Source: Databricks "Built-in functions", by name. */
export const numbers: Rules = {
  ABS: custom('n', (c) =>
    c.args[0]?.t.kind === 'INT' && c.args[0].literal !== undefined
      ? { e: call('ABS', [c.args[0].e], c.place), t: { kind: 'INT', bits: c.args[0].t.bits } }
      : abs(c),
  ),
  ACOS: within('ACOS', '@a BETWEEN -1 AND 1'),
  ASIN: within('ASIN', '@a BETWEEN -1 AND 1'),
  ATAN: double('ATAN'),
  // Negative zero counts as zero.
  ATAN2: scalar('f f', 'f', 'ATAN2(@a + 0.0, @b + 0.0)'),
  BIT_COUNT: scalar('i', between(0, 64), 'BIT_COUNT(@a)'),
  CBRT: double('CBRT'),
  CEIL: whole('CEIL'),
  CEILING: whole('CEIL'),
  COS: double('COS'),
  DEGREES: scalar('f', 'f', '@a * 57.29577951308232'),
  DIV: custom('i i', ({ args, place, raw, r }) =>
    args[0] && args[1] ? arithmetic('DIV', args[0], args[1], place, r) : refuse(raw, 'this use of `div`'),
  ),
  E: scalar('', 'f', 'EXP(1.0)'),
  EXP: scalar('f', 'f', "IF(IS_NAN(@a), @a, IF(@a > 709.782712893384, CAST('Infinity' AS FLOAT64), EXP(@a)))"),
  FACTORIAL: custom('i', ({ raw }) => refuse(raw.nameAt, 'the function `factorial`')),
  FLOOR: whole('FLOOR'),
  GREATEST: extreme('GREATEST'),
  ISNAN: scalar('f', 'b', 'COALESCE(IS_NAN(@a), FALSE)'),
  LEAST: extreme('LEAST'),
  LN: orNull('LN', '@a > 0'),
  LOG: custom('f f?', log),
  LOG10: orNull('LOG10', '@a > 0'),
  LOG2: scalar('f', 'f', 'IF(@a > 0, LN(@a) / LN(2.0), NULL)'),
  MOD: custom('* *', modulo),
  NANVL: scalar('f f', 'f', 'IF(IS_NAN(@a), @b, @a)'),
  NEGATIVE: custom('n', ({ args, place, raw, r }) =>
    negated(r, args[0] ?? refuse(raw, 'this use of `negative`'), place),
  ),
  PI: scalar('', 'f', '3.141592653589793'),
  PMOD: custom('i i', pmod),
  POSITIVE: custom('n', ({ args, raw }) => args[0] ?? refuse(raw, 'this use of `positive`')),
  POW: scalar('f f', 'f', 'POW(@a, @b)', { differs: OVERFLOW }),
  POWER: scalar('f f', 'f', 'POW(@a, @b)', { differs: OVERFLOW }),
  RADIANS: scalar('f', 'f', '@a * 0.017453292519943295'),
  RAND: scalar('', 'f', 'RAND()'),
  RANDOM: scalar('', 'f', 'RAND()'),
  RINT: custom('f', ({ raw }) => refuse(raw.nameAt, 'the function `rint`')),
  ROUND: custom('r i?', round, { differs: 'A DOUBLE of more than nine decimals is rounded to nine before.' }),
  SHIFTLEFT: custom('i i', shifted('<<')),
  SHIFTRIGHTUNSIGNED: custom('i i', shifted('>>')),
  SIGN: custom('n', sign),
  SIGNUM: custom('n', sign),
  SIN: double('SIN'),
  SQRT: within('SQRT', '@a >= 0'),
  TAN: double('TAN'),
  TRY_ADD: attempted('+'),
  TRY_DIVIDE: attempted('/'),
  TRY_MOD: attempted('%'),
  TRY_MULTIPLY: attempted('*'),
  TRY_SUBTRACT: attempted('-'),
};

export { decimalOf, nothing };
