import { custom, fill, scalar } from '../../compiler/lower/translate/define.ts';
import { alike, alikeValues, bare } from '../../compiler/lower/translate/expression.ts';
import type { FunctionRule, Kind, Printer } from '../../compiler/lower/translate/rules.ts';
import { commas, type Frag, joined, q } from '../../compiler/lower/translate/text.ts';
import type { Call, Expr } from '../../compiler/sql/ast.ts';
import { aggregates, windows } from './aggregates.ts';
import { dateFunctions } from './dates.ts';
import { literalFor, safeCall, withoutErrors } from './expressions.ts';
import { withTypedNulls } from './nulls.ts';
import { json, strings } from './strings.ts';

const text = { returns: 'STRING' } as const;
const int = { returns: 'INT64' } as const;
const float = { returns: 'FLOAT64' } as const;
const bool = { returns: 'BOOL' } as const;
const list = { returns: 'ARRAY' } as const;
const same = { returns: 'first' } as const;

const numeric: readonly (Kind | undefined)[] = ['INT64', 'FLOAT64'];

/** A function of FLOAT64: a NUMERIC argument would give a NUMERIC, which DuckDB cannot. */
const ofFloat = (name: string, arity: number): FunctionRule =>
  custom(
    arity,
    arity,
    (call, p) =>
      q`${name}(${commas(call.args.map((e) => (numeric.includes(p.kind(e)) ? bare(e, p) : q`biform.bf_float(${p.expr(e)})`)))})`,
    name.startsWith('biform.') ? { ...float, how: 'shim' } : float,
  );

/** NULL where the template's arithmetic fails. */
const safely = (arity: number, template: string): FunctionRule =>
  custom(
    arity,
    arity,
    (call, p) => {
      const made = safeCall(call, p, (safe) => fill(template, safe, p, true));
      const floating = arity === 2 && call.args.some((e) => p.kind(e) === 'FLOAT64');
      return floating ? q`biform.bf_null_beyond(${made}, ${fill('$1, $2', call, p)})` : made;
    },
    { returns: 'first' },
  );

/** A literal with a point beside NUMERIC is NUMERIC. */
function safeDivide(call: Call, p: Printer): Frag {
  const [x, y] = call.args;
  if (!x || !y) return '';
  const side = (e: Expr, other: Expr): Frag => (e.kind === 'float' ? literalFor(e, other, p) : bare(e, p));
  return q`biform.bf_safe_divide(${side(x, y)}, ${side(y, x)})`;
}

const math: Readonly<Record<string, FunctionRule>> = {
  ABS: scalar(1, 'abs($*)', same),
  ACOS: ofFloat('acos', 1),
  ASIN: ofFloat('asin', 1),
  ATAN: ofFloat('atan', 1),
  ATAN2: ofFloat('atan2', 2),
  BIT_COUNT: custom(
    1,
    1,
    (call, p) => {
      const [x] = call.args;
      return x && p.kind(x) === 'BYTES'
        ? q`biform.bf_bytes_count(${p.expr(x)})`
        : fill('CAST(bit_count($1) AS BIGINT)', call, p);
    },
    int,
  ),
  CBRT: ofFloat('cbrt', 1),
  CEIL: scalar(1, 'biform.bf_ceil($1)'),
  CEILING: scalar(1, 'biform.bf_ceil($1)'),
  COS: ofFloat('cos', 1),
  COT: ofFloat('cot', 1),
  DIV: custom(
    2,
    2,
    (call, p) =>
      call.args.some((e) => p.kind(e) === 'NUMERIC')
        ? p.refuse(call, 'DIV of NUMERIC')
        : fill('biform.bf_idiv($1, $2)', call, p, true),
    { ...same, how: 'shim' },
  ),
  EXP: ofFloat('biform.bf_exp', 1),
  FLOOR: scalar(1, 'biform.bf_floor($1)'),
  GREATEST: custom(1, 99, (call, p) => extreme('greatest', call, p)),
  IEEE_DIVIDE: scalar(2, 'biform.bf_ieee_divide($1, $2)', float),
  IS_INF: scalar(1, 'isinf(CAST($1 AS DOUBLE))', bool),
  IS_NAN: scalar(1, 'isnan(CAST($1 AS DOUBLE))', bool),
  LEAST: custom(1, 99, (call, p) => extreme('least', call, p)),
  LN: ofFloat('ln', 1),
  LOG: custom(
    1,
    2,
    (call, p) => {
      const args = call.args.map((e) => (numeric.includes(p.kind(e)) ? bare(e, p) : q`biform.bf_float(${p.expr(e)})`));
      const [x, base] = args;
      return base ? q`biform.bf_log(${x ?? ''}, ${base})` : q`ln(${x ?? ''})`;
    },
    float,
  ),
  LOG10: ofFloat('log10', 1),
  MOD: scalar(2, 'biform.bf_mod($1, $2)', same),
  POW: ofFloat('biform.bf_pow', 2),
  POWER: ofFloat('biform.bf_pow', 2),
  RAND: scalar(0, 'random()', float),
  RANGE_BUCKET: scalar(2, 'biform.bf_range_bucket($1, $2)', int),
  ROUND: custom(1, 2, round),
  SAFE_ADD: safely(2, '%1 + %2'),
  SAFE_DIVIDE: custom(2, 2, safeDivide, { how: 'shim' }),
  SAFE_MULTIPLY: safely(2, 'biform.bf_mul($1, $2)'),
  SAFE_NEGATE: safely(1, '-%1'),
  SAFE_SUBTRACT: safely(2, '%1 - %2'),
  SIGN: scalar(1, 'biform.bf_sign($1)', same),
  SIN: ofFloat('sin', 1),
  SQRT: ofFloat('sqrt', 1),
  TAN: ofFloat('tan', 1),
  TRUNC: scalar(1, 'biform.bf_trunc($1)'),
};

/** NULL where any argument is NULL, unlike DuckDB's own. */
function extreme(name: string, call: Call, p: Printer): Frag {
  const values = alikeValues(call.args, p);
  const open = call.args.filter((e) => !['int', 'float', 'string', 'bool', 'typed'].includes(e.kind));
  const made = q`${name}(${commas(values)})`;
  if (open.length === 0) return made;
  return q`CASE WHEN ${joined(
    open.map((e) => q`${p.operand(e)} IS NOT NULL`),
    ' AND ',
  )} THEN ${made} END`;
}

function round(call: Call, p: Printer): Frag {
  const [x, digits] = call.args;
  if (!digits) return fill('biform.bf_round_0($1)', call, p);
  const literal = digits.kind === 'int' || (digits.kind === 'unary' && digits.op === '-' && digits.of.kind === 'int');
  const n = literal && digits.kind === 'int' ? Number(digits.text) : Number.NaN;
  const negative = digits.kind === 'unary' && digits.of.kind === 'int' ? -Number(digits.of.text) : n;
  if (!literal || Math.abs(negative) > 15)
    return p.refuse(digits, 'ROUND to a number of digits that is no small literal');
  return q`biform.bf_round(${x ? bare(x, p) : ''}, ${String(negative)})`;
}

const conditional: Readonly<Record<string, FunctionRule>> = {
  COALESCE: custom(1, 99, (call, p) => q`coalesce(${values(call.args, p)})`),
  ERROR: scalar(1, 'error($*)'),
  IF: custom(3, 3, (call, p) => {
    const [condition, yes, no] = call.args;
    if (!condition || !yes || !no) return '';
    const [first, second] = alikeValues([yes, no], p);
    return q`CASE WHEN ${p.expr(condition)} THEN ${first ?? ''} ELSE ${second ?? ''} END`;
  }),
  IFNULL: custom(2, 2, (call, p) => q`coalesce(${values(call.args, p)})`),
  NULLIF: scalar(2, 'nullif($*)', same),
  NULLIFZERO: scalar(1, 'nullif($1, 0)', same),
  ZEROIFNULL: scalar(1, 'coalesce($1, 0)', same),
};

/** Values of one type: the first literal says which. */
const values = (args: readonly Expr[], p: Printer): Frag => commas(alikeValues(args, p));

/** GENERATE_ARRAY; a step of zero is an error. */
function series(call: Call, p: Printer): Frag {
  const kinds = call.args.map((e) => p.kind(e));
  const wrong = call.args.find((_, i) => kinds[i] === 'NUMERIC');
  if (wrong) return p.refuse(wrong, 'GENERATE_ARRAY of NUMERIC', 'Cast the ends and the step to FLOAT64.');
  const [, , step] = call.args;
  if (kinds.includes('FLOAT64')) {
    const values = call.args.map((e) => q`CAST(${bare(e, p)} AS DOUBLE)`);
    return q`biform.bf_float_series(${commas(values)}${step ? '' : ', 1'})`;
  }
  const literal = step === undefined || (step.kind === 'int' && Number(step.text) !== 0);
  return fill(`${literal ? 'generate_series' : 'biform.bf_series'}($*)`, call, p);
}

/** DuckDB's own function joins by a constant alone. */
function joinedArray(call: Call, p: Printer): Frag {
  const items = call.args.length === 3 ? 'biform.bf_filled($1, $3)' : '$1';
  return fill(`biform.${call.args[1]?.kind === 'string' ? 'bf_join' : 'bf_join_by'}(${items}, $2)`, call, p);
}

const arrays: Readonly<Record<string, FunctionRule>> = {
  ARRAY_CONCAT: custom(
    1,
    99,
    (call, p) =>
      q`(${joined(
        alike(call.args, p).map((e) => p.operand(e)),
        ' || ',
      )})`,
    list,
  ),
  ARRAY_FIRST: scalar(1, 'biform.bf_first($1)'),
  ARRAY_LAST: scalar(1, 'biform.bf_last($1)'),
  ARRAY_LENGTH: scalar(1, 'len($*)', int),
  ARRAY_REVERSE: scalar(1, 'list_reverse($*)', list),
  ARRAY_TO_STRING: custom(2, 3, joinedArray, { ...text, how: 'shim' }),
  GENERATE_ARRAY: custom(2, 3, series, list),
  GENERATE_UUID: scalar(0, 'CAST(uuid() AS VARCHAR)', text),
};

/** Functions whose arguments are all worked out; CONCAT gives ERROR a type. */
function strict(rules: Readonly<Record<string, FunctionRule>>): Readonly<Record<string, FunctionRule>> {
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [name, withTypedNulls(name === 'CONCAT' ? rule : withoutErrors(rule))]),
  );
}

/** Every GoogleSQL function that may be used on DuckDB. What is not here is BF4001; each has executed cases. */
export const functions: Readonly<Record<string, FunctionRule>> = {
  ...strict({ ...strings, ...math }),
  ...conditional,
  ...strict({ ...json, ...arrays, ...aggregates, ...windows, ...dateFunctions }),
};
