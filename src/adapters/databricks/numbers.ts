import { byArity, custom, fill, scalar } from '../../compiler/lower/translate/define.ts';
import { alikeValues, bare } from '../../compiler/lower/translate/expression.ts';
import type { FunctionRule, Printer } from '../../compiler/lower/translate/rules.ts';
import { joined as between, commas, type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Call, Expr } from '../../compiler/sql/ast.ts';
import { bind, fail } from './bind.ts';
import { negated, safeQuotient } from './decimals.ts';

const int = { returns: 'INT64' } as const;
const float = { returns: 'FLOAT64' } as const;
const bool = { returns: 'BOOL' } as const;
const same = { returns: 'first' } as const;

/** NULL where any argument is NULL; Databricks' own skips them. */
function extreme(name: string, call: Call, p: Printer): Frag {
  const [only, ...more] = call.args;
  if (only && more.length === 0) return p.expr(only);
  const open = call.args.filter((e) => !['int', 'float', 'string', 'bool', 'typed'].includes(e.kind));
  const made = q`${name}(${commas(alikeValues(call.args, p))})`;
  if (open.length === 0) return made;
  return q`CASE WHEN ${between(
    open.map((e) => q`${p.operand(e)} IS NOT NULL`),
    ' AND ',
  )} THEN ${made} END`;
}

const infinity = "CAST('Infinity' AS DOUBLE)";

/** Doubles beyond it have no fraction. */
const WHOLE = 4503599627370496;
/** 2^27 + 1: cuts a double in two halves whose products are exact. Source: Dekker 1971. */
const SPLIT = '134217729D';
const MOST_DIGITS = 8;

const digitsOf = (e: Expr | undefined): number | undefined => {
  if (e?.kind === 'int') return Number(e.text);
  return e?.kind === 'unary' && e.op === '-' && e.of.kind === 'int' ? -Number(e.of.text) : undefined;
};

/** A rounded value with the sign that it had, also where nothing but the sign is left. */
const signed = (v: Frag, rounded: Frag): Frag => q`sign(${v}) * abs(${rounded})`;

/**
 * FLOAT64 to a number of digits: BigQuery rounds the binary value, Databricks' own function its decimal text. Where the
 * scaled value is half way between two whole numbers, the error of the product says on which side it really is.
 */
export function roundFloat(x: Frag, digits: number): Frag {
  const scale = `1e${digits}D`;
  return bind(x, (v) => {
    const high = q`(${SPLIT} * ${v} - (${SPLIT} * ${v} - ${v}))`;
    const rest = q`((${high} * ${scale} - ${v} * ${scale}) + (${v} - ${high}) * ${scale})`;
    const half = q`abs(${v} * ${scale}) % 1 = 0.5D AND sign(${v}) * ${rest} < 0`;
    const whole = q`if(${half}, ${v} * ${scale} - sign(${v}) * 0.5D, round(${v} * ${scale}))`;
    return q`if(abs(${v}) < ${String(WHOLE / 10 ** digits)}D, ${signed(v, q`(${whole} / ${scale})`)}, ${v})`;
  });
}

const INTEGER_UNKNOWN = 'the type of this value must be known: cast it to INT64';
const NUMERIC_UNKNOWN = 'the type of this value must be known: cast it to FLOAT64 or NUMERIC';

/** A value that may be NUMERIC as a double: where it is NUMERIC, the statement fails. */
function asFloat(e: Expr, p: Printer): Frag {
  const kind = p.kind(e);
  if (kind === 'FLOAT64') return p.expr(e);
  if (kind === 'INT64') return q`CAST(${bare(e, p)} AS DOUBLE)`;
  if (kind === 'NUMERIC') return p.refuse(e, 'this function of NUMERIC', 'Cast it to FLOAT64.');
  return bind(
    p.expr(e),
    (v) => q`if(typeof(${v}) LIKE 'decimal%', CAST(${fail(NUMERIC_UNKNOWN)} AS DOUBLE), CAST(${v} AS DOUBLE))`,
  );
}

function round(call: Call, p: Printer): Frag {
  const [x, second] = call.args;
  if (!x) return '';
  const digits = second === undefined ? 0 : digitsOf(second);
  if (digits === undefined || Math.abs(digits) > MOST_DIGITS)
    return p.refuse(second ?? call, 'ROUND to a number of digits that is no small literal');
  if (p.kind(x) === 'NUMERIC') return fill('CAST(round($*) AS DECIMAL(38,9))', call, p);
  if (p.kind(x) === 'INT64' && digits >= 0) return q`CAST(${bare(x, p)} AS DOUBLE)`;
  if (digits > 0) return roundFloat(asFloat(x, p), digits);
  return bind(asFloat(x, p), (v) => q`(${signed(v, q`round(${v}, ${String(digits)})`)})`);
}

/** CEIL, FLOOR, TRUNC: Databricks gives BIGINT, so a double without a fraction stands for itself. */
function whole(of: (v: Frag) => Frag): FunctionRule {
  return custom(
    1,
    1,
    (call, p) => {
      const [x] = call.args;
      if (!x) return '';
      if (p.kind(x) === 'NUMERIC') return bind(p.expr(x), (v) => q`CAST(${of(v)} AS DECIMAL(38,9))`);
      return bind(asFloat(x, p), (v) => q`if(abs(${v}) < ${String(WHOLE)}D, ${signed(v, of(v))}, ${v})`);
    },
    same,
  );
}

/** A function of doubles, with the condition under which BigQuery fails. */
function ofFloat(name: string, wrong?: (v: Frag) => Frag): FunctionRule {
  return custom(
    1,
    1,
    (call, p) => {
      const [x] = call.args;
      if (!x) return '';
      if (!wrong) return q`${name}(${asFloat(x, p)})`;
      return bind(asFloat(x, p), (v) => q`if(${wrong(v)}, ${fail(`${call.name} of this value`)}, ${name}(${v}))`);
    },
    float,
  );
}

/** Of infinity and NaN, which is greater still, the result is NaN. */
const beyondOne = (v: Frag): Frag => q`abs(${v}) > 1 AND abs(${v}) < ${infinity}`;
const lost = (v: Frag): Frag => q`isnan(${v}) OR abs(${v}) = CAST('Infinity' AS DOUBLE)`;

/** Whether a zero is the negative one. */
const isNegativeZero = (v: Frag): Frag => q`CAST(${v} AS STRING) = '-0.0'`;

/** ATAN2: Spark's own takes negative zero for zero. */
function arcTangent(call: Call, p: Printer): Frag {
  const [y, x] = call.args.map((e) => asFloat(e, p));
  if (y === undefined || x === undefined) return '';
  return bind(q`named_struct('y', ${y}, 'x', ${x})`, (v) => {
    const sign = q`if(${isNegativeZero(q`${v}.y`)}, -1D, 1D)`;
    const angle = q`if(${v}.x < 0 OR ${isNegativeZero(q`${v}.x`)}, 3.141592653589793D, 0D)`;
    return q`CASE WHEN ${v}.y = 0 AND ${v}.x IS NOT NULL AND NOT isnan(${v}.x) THEN ${sign} * ${angle} ELSE atan2(${v}.y, ${v}.x) END`;
  });
}

/** Fails where finite arguments give infinity or NaN. */
function checked(make: (args: readonly Frag[]) => Frag, count: number): FunctionRule {
  return custom(
    count,
    count,
    (call, p) => {
      const args = call.args.map((e) => asFloat(e, p));
      const open = between(
        args.map((a) => q`(${lost(a)})`),
        ' OR ',
      );
      return bind(
        make(args),
        (v) => q`if((${lost(v)}) AND NOT (${open}), ${fail(`${call.name} of these values`)}, ${v})`,
      );
    },
    float,
  );
}

/** A logarithm: of negative infinity it is NaN, where Databricks' own is NULL. */
const logarithm = (name: string, e: Expr, p: Printer): Frag =>
  bind(
    asFloat(e, p),
    (v) =>
      q`CASE WHEN ${v} = -${infinity} THEN CAST('NaN' AS DOUBLE) WHEN ${v} <= 0 THEN ${fail('a logarithm of a value that is not positive')} ELSE ${name}(${v}) END`,
  );

function log(call: Call, p: Printer): Frag {
  const [x, base] = call.args;
  if (!x || !base) return x ? logarithm('ln', x, p) : '';
  return bind(asFloat(x, p), (v) => {
    const b = asFloat(base, p);
    const none = q`${v} IS NULL OR ${b} IS NULL`;
    const nan = q`isnan(${v}) OR isnan(${b}) OR ${v} = -${infinity} OR abs(${b}) = ${infinity}`;
    return q`CASE WHEN ${none} THEN NULL WHEN ${nan} THEN CAST('NaN' AS DOUBLE) WHEN ${v} = ${infinity} THEN CASE WHEN ${b} >= 1 THEN ${infinity} WHEN ${b} > 0 THEN -${infinity} ELSE CAST('NaN' AS DOUBLE) END WHEN ${v} <= 0 OR ${b} <= 0 THEN ${fail('a logarithm of a value that is not positive')} ELSE ln(${v}) / ln(${b}) END`;
  });
}

/** SIGN keeps its argument's type; of negative zero it is zero. */
function sign(call: Call, p: Printer): Frag {
  const [x] = call.args;
  const type = { INT64: 'BIGINT', FLOAT64: 'DOUBLE', NUMERIC: 'DECIMAL(38,9)' }[String(x && p.kind(x))];
  if (type === 'DOUBLE') return fill('(sign($1) + 0D)', call, p);
  return type ? fill(`CAST(sign($1) AS ${type})`, call, p) : p.refuse(call, 'SIGN of a value whose type is not known');
}

/** Arithmetic on INT64 that is NULL where it overflows. */
const safely = (arity: number, template: string): FunctionRule =>
  custom(
    arity,
    arity,
    (call, p) => {
      const wrong = call.args.find((e) => p.kind(e) !== 'INT64' && e.kind !== 'null');
      return wrong ? p.refuse(wrong, `\`${call.name}\` of another type than INT64`) : fill(template, call, p, true);
    },
    same,
  );

/** DIV: where a value of unknown type is NUMERIC, the statement fails. */
function div(call: Call, p: Printer): Frag {
  const [x, y] = call.args.map((e, i) => {
    const kind = p.kind(e);
    if (kind === 'NUMERIC') return p.refuse(call, 'DIV of NUMERIC');
    if (kind !== undefined || e.kind === 'null') return i > 0 && e.kind === 'int' ? bare(e, p) : p.operand(e);
    return bind(p.expr(e), (v) => q`if(typeof(${v}) LIKE 'decimal%', ${fail(INTEGER_UNKNOWN)}, ${v})`);
  });
  return q`(${x ?? ''} DIV ${y ?? ''})`;
}

const kindsOf = (call: Call, p: Printer): readonly (string | undefined)[] => call.args.map((e) => p.kind(e));

function mod(call: Call, p: Printer): Frag {
  return kindsOf(call, p).includes('NUMERIC')
    ? fill('CAST(mod(CAST($1 AS DECIMAL(38,9)), CAST($2 AS DECIMAL(38,9))) AS DECIMAL(38,9))', call, p)
    : fill('mod($*)', call, p, true);
}

/** NULL where the divisor is 0. NUMERIC is divided as the operator divides it: an operand that is too great fails. */
function safeDivide(call: Call, p: Printer): Frag {
  const [x, y] = call.args;
  if (!x || !y) return '';
  const kinds = [x, y].map((e) => (e.kind === 'float' ? undefined : p.kind(e)));
  if (kinds.includes('NUMERIC') && !kinds.includes('FLOAT64')) return safeQuotient(x, y, p);
  return q`try_divide(${commas([x, y].map((e) => (p.kind(e) === 'INT64' ? bare(e, p) : asFloat(e, p))))})`;
}

function ieeeDivide(call: Call, p: Printer): Frag {
  const [x, y] = call.args;
  if (!x || !y) return '';
  const [a, b] = [asFloat(x, p), asFloat(y, p)];
  const nan = "CAST('NaN' AS DOUBLE)";
  return q`CASE WHEN ${b} <> 0 OR isnan(${b}) THEN try_divide(${a}, ${b}) WHEN ${b} = 0 THEN CASE WHEN ${a} = 0 OR isnan(${a}) THEN ${nan} WHEN ${a} IS NOT NULL THEN if((${a} > 0) = (CAST(${b} AS STRING) = '0.0'), ${infinity}, -${infinity}) END END`;
}

function absolute(call: Call, p: Printer): Frag {
  const [x] = call.args;
  if (!x || p.kind(x) !== 'NUMERIC') return fill('abs($1)', call, p, true);
  return q`if(${p.operand(x)} < 0, ${negated(x, p)}, CAST(${p.expr(x)} AS DECIMAL(38,9)))`;
}

/** Functions of numbers. Errors stay errors: a value outside of a function's domain fails as it does on BigQuery. */
export const numbers: Readonly<Record<string, FunctionRule>> = {
  ABS: custom(1, 1, absolute, same),
  ACOS: ofFloat('acos', beyondOne),
  ASIN: ofFloat('asin', beyondOne),
  ATAN: ofFloat('atan'),
  ATAN2: custom(2, 2, arcTangent, float),
  BIT_COUNT: custom(
    1,
    1,
    (call, p) => {
      const [x] = call.args;
      return x && p.kind(x) === 'BYTES'
        ? p.refuse(x, '`BIT_COUNT` of BYTES')
        : fill('CAST(bit_count($1) AS BIGINT)', call, p);
    },
    int,
  ),
  CBRT: ofFloat('cbrt'),
  CEIL: whole((v) => q`ceil(${v})`),
  CEILING: whole((v) => q`ceil(${v})`),
  COS: ofFloat('cos'),
  COT: ofFloat('cot', (v) => q`${v} = 0`),
  DIV: custom(2, 2, div, int),
  EXP: checked((args) => q`exp(${commas(args)})`, 1),
  FLOOR: whole((v) => q`floor(${v})`),
  GREATEST: custom(1, 99, (call, p) => extreme('greatest', call, p), same),
  IEEE_DIVIDE: custom(2, 2, ieeeDivide, float),
  IS_INF: custom(1, 1, (call, p) => fill(`(abs(CAST($1 AS DOUBLE)) = ${infinity})`, call, p), bool),
  IS_NAN: scalar(1, 'CASE WHEN $1 IS NOT NULL THEN isnan(CAST($1 AS DOUBLE)) END', bool),
  LEAST: custom(1, 99, (call, p) => extreme('least', call, p), same),
  LN: custom(1, 1, log, float),
  LOG: custom(1, 2, log, float),
  LOG10: custom(1, 1, (call, p) => (call.args[0] ? logarithm('log10', call.args[0], p) : ''), float),
  MOD: custom(2, 2, mod, same),
  POW: checked((args) => q`pow(${commas(args)})`, 2),
  POWER: checked((args) => q`pow(${commas(args)})`, 2),
  RAND: scalar(0, 'rand()', float),
  RANGE_BUCKET: byArity(
    { 2: 'CASE WHEN $1 IS NOT NULL THEN CAST(size(filter($2, bf_v -> bf_v <= $1)) AS BIGINT) END' },
    int,
  ),
  ROUND: custom(1, 2, round, same),
  SAFE_ADD: safely(2, 'try_add($1, $2)'),
  SAFE_DIVIDE: custom(2, 2, safeDivide, {}),
  SAFE_MULTIPLY: safely(2, 'try_multiply($1, $2)'),
  SAFE_NEGATE: safely(1, 'try_subtract(0L, $1)'),
  SAFE_SUBTRACT: safely(2, 'try_subtract($1, $2)'),
  SIGN: custom(1, 1, sign, same),
  SIN: ofFloat('sin'),
  SQRT: ofFloat('sqrt', (v) => q`${v} < 0`),
  TAN: ofFloat('tan'),
  TRUNC: whole((v) => q`if(${v} < 0, ceil(${v}), floor(${v}))`),
};
