import { plain } from '../../../../compiler/lower/translate/text.ts';
import { roundFloat } from '../../numbers.ts';
import { call, int } from '../make.ts';
import { fill } from '../template.ts';
import { BIGINT, DOUBLE, decimal } from '../types/spark.ts';
import { type Idiom, idiom, made, numberIn, valueIn } from './idiom.ts';
import { hole } from './shape.ts';

const NUMERIC = decimal(38, 9);
const INFINITY = "CAST('Infinity' AS DOUBLE)";
const NAN = "CAST('NaN' AS DOUBLE)";
const lost = (x: string): string => `isnan(${x}) OR abs(${x}) = ${INFINITY}`;

/** A function of NUMERIC whose result is cut to NUMERIC again: what it is in between may have more digits. */
const ofNumeric = (shape: string, template: string): Idiom => ({
  shape,
  read: (found) => {
    const v = valueIn(found, 'a');
    if (v?.t.kind !== 'DECIMAL' || v.t.scale !== 9) return undefined;
    const digits = numberIn(found, 'n');
    return made(
      fill(found.r, template, digits === undefined ? [v.e] : [v.e, int(digits, found.place)], found.place),
      shape.endsWith('BIGINT)') ? BIGINT : NUMERIC,
      [v],
    );
  },
});

/** Division of NUMERIC, which Databricks gives too many digits. */
const quotient = (shape: string, template: string): Idiom => ({
  shape,
  read: (found) => {
    const [a, b] = [valueIn(found, 'a'), valueIn(found, 'b')];
    if (a?.t.kind !== 'DECIMAL' || b?.t.kind !== 'DECIMAL') return undefined;
    const exact = a.t.scale === 9 && ((a.t.precision === 19 && b.t.precision === 18) || b.t.scale === 0);
    return exact ? made(fill(found.r, template, [a.e, b.e], found.place), NUMERIC, [a, b]) : undefined;
  },
});

/** ROUND of FLOAT64, as biform writes it for each number of digits. */
const rounds: readonly Idiom[] = Array.from({ length: 8 }, (_, i) =>
  idiom(plain(roundFloat(hole('a'), i + 1)), ['DOUBLE'], `ROUND(@a, ${i + 1})`, DOUBLE),
);

const domain = (name: string, wrong: string): Idiom =>
  idiom(
    `if(${wrong}, raise_error('${name.toUpperCase()} of this value'), ${name}(@a))`,
    ['DOUBLE'],
    `${name.toUpperCase()}(@a)`,
    DOUBLE,
  );

/** A function that fails, or is NULL, where finite values give infinity or NaN. */
function checked(name: string, letters: readonly string[]): readonly Idiom[] {
  const holes = letters.map((letter) => `@${letter}`);
  const upper = name.toUpperCase();
  const open = holes.map((one) => `(${lost(one)})`).join(' OR ');
  const shape = (fault: string): string =>
    `transform(array(${name}(${holes})), bf_v -> if((${lost('bf_v')}) AND NOT (${open}), ${fault}, bf_v))[0]`;
  const kinds = holes.map(() => 'DOUBLE' as const);
  return [
    idiom(shape('NULL'), kinds, `SAFE.${upper}(${holes})`, DOUBLE),
    ...[upper, 'POWER'].map((one) =>
      idiom(shape(`raise_error('${one} of these values')`), kinds, `${upper}(${holes})`, DOUBLE),
    ),
  ];
}

/** Bits shifted by any number, which is an error below 0 and leaves nothing from 64 on. */
const shift = (name: string, op: string): Idiom => {
  const moved = `${name}(@a, CAST(@b AS INT))`;
  const fault = "raise_error('Bit shift by a negative number')";
  return {
    shape: `CASE WHEN @b BETWEEN 0 AND 63 THEN ${moved} WHEN @b > 63 THEN CASE WHEN @a IS NOT NULL THEN 0L END WHEN @b < 0 AND @a IS NOT NULL THEN ${fault} END`,
    read: (found) => {
      const [x, n] = [valueIn(found, 'a'), valueIn(found, 'b')];
      if (x?.t.kind !== 'INT' || x.t.bits !== 64 || n?.t.kind !== 'INT') return undefined;
      return made(fill(found.r, `@a ${op} @b`, [x.e, n.e], found.place), BIGINT, [x, n]);
    },
  };
};

/** Functions of numbers. */
export const numbers: readonly Idiom[] = [
  ...rounds,
  quotient('CAST(round(@a / @b, 9) AS DECIMAL(38,9))', '@a / @b'),
  quotient('CAST(@a / @b AS DECIMAL(38,9))', '@a / @b'),
  quotient('CAST(round(try_divide(@a, @b), 9) AS DECIMAL(38,9))', 'SAFE_DIVIDE(@a, @b)'),
  quotient('CAST(try_divide(@a, @b) AS DECIMAL(38,9))', 'SAFE_DIVIDE(@a, @b)'),
  {
    shape: 'sign(@a) * abs(round(@a, @n))',
    read: (found) => {
      const [v, n] = [valueIn(found, 'a'), numberIn(found, 'n')];
      if (v?.t.kind !== 'DOUBLE' || n === undefined || n > 0) return undefined;
      return made(call('ROUND', n === 0 ? [v.e] : [v.e, int(n, found.place)], found.place), DOUBLE, [v]);
    },
  },
  ofNumeric('CAST(round(@a) AS BIGINT)', 'CAST(@a AS INT64)'),
  ofNumeric('TRY_CAST(round(@a) AS BIGINT)', 'SAFE_CAST(@a AS INT64)'),
  ofNumeric('CAST(round(@a) AS DECIMAL(38,9))', 'ROUND(@a)'),
  ofNumeric('CAST(round(@a, @n) AS DECIMAL(38,9))', 'ROUND(@a, @b)'),
  ofNumeric('CAST(ceil(@a) AS DECIMAL(38,9))', 'CEIL(@a)'),
  ofNumeric('CAST(floor(@a) AS DECIMAL(38,9))', 'FLOOR(@a)'),
  ofNumeric('CAST(if(@a < 0, ceil(@a), floor(@a)) AS DECIMAL(38,9))', 'TRUNC(@a)'),
  {
    shape: 'CAST(avg(@a) AS DECIMAL(38,9))',
    read: (found) => {
      const v = valueIn(found, 'a');
      if (v?.t.kind !== 'DECIMAL' || v.t.scale !== 9 || v.t.precision !== 38) return undefined;
      return { e: call('AVG', [v.e], found.place), t: NUMERIC, grouped: true };
    },
  },
  shift('shiftleft', '<<'),
  shift('shiftrightunsigned', '>>'),
  domain('cot', '@a = 0'),
  domain('sqrt', '@a < 0'),
  domain('acos', 'abs(@a) > 1 AND NOT isnan(@a)'),
  domain('asin', 'abs(@a) > 1 AND NOT isnan(@a)'),
  ...checked('exp', ['a']),
  ...checked('pow', ['a', 'b']),
  idiom(
    `CASE WHEN @b <> 0 OR isnan(@b) THEN try_divide(@a, @b) WHEN @b = 0 THEN CASE WHEN @a = 0 OR isnan(@a) THEN ${NAN} WHEN @a IS NOT NULL THEN if((@a > 0) = (CAST(@b AS STRING) = '0.0'), ${INFINITY}, -${INFINITY}) END END`,
    ['DOUBLE', 'DOUBLE'],
    'IEEE_DIVIDE(@a, @b)',
    DOUBLE,
  ),
  idiom('CASE WHEN @a IS NOT NULL THEN isnan(@b) END', ['ANY', 'DOUBLE'], 'IF(@a IS NOT NULL, IS_NAN(@b), NULL)', {
    kind: 'BOOLEAN',
  }),
];
