import {
  aggregate,
  aggregateCall,
  byArity,
  custom,
  fill,
  scalar,
  windowFunction,
} from '../../compiler/lower/translate/define.ts';
import { bare, orderList, overOf } from '../../compiler/lower/translate/expression.ts';
import { jsonPath, quotedPath } from '../../compiler/lower/translate/jsonpath.ts';
import { groupsOf } from '../../compiler/lower/translate/regexp.ts';
import type { FunctionRule, Kind, Printer } from '../../compiler/lower/translate/rules.ts';
import { commas, type Frag, joined, q } from '../../compiler/lower/translate/text.ts';
import type { Call, Expr } from '../../compiler/sql/ast.ts';
import { dateFunctions } from './dates.ts';
import { joinable } from './expressions.ts';
import { printfOf } from './formats.ts';
import { string } from './quoting.ts';

const text = { returns: 'STRING' } as const;
const int = { returns: 'INT64' } as const;
const float = { returns: 'FLOAT64' } as const;
const bool = { returns: 'BOOL' } as const;
const list = { returns: 'ARRAY' } as const;
const same = { returns: 'first' } as const;

/** Functions of text and bytes. Regular expressions are RE2 on both sides. */
const strings: Readonly<Record<string, FunctionRule>> = {
  ASCII: scalar(1, 'biform.bf_ascii($1)', int),
  BYTE_LENGTH: scalar(1, 'strlen($1)', int),
  CHAR_LENGTH: scalar(1, 'length($1)', int),
  CHARACTER_LENGTH: scalar(1, 'length($1)', int),
  CHR: scalar(1, 'chr(CAST($1 AS INTEGER))', text),
  CODE_POINTS_TO_STRING: scalar(1, 'biform.bf_from_code_points($1)', text),
  CONCAT: custom(
    1,
    99,
    (call, p) =>
      q`(${joined(
        call.args.map((e) => joinable(e, p)),
        ' || ',
      )})`,
    text,
  ),
  ENDS_WITH: scalar(2, 'ends_with($*)', bool),
  FORMAT: custom(1, 99, format, text),
  FROM_BASE64: scalar(1, 'from_base64($*)', { returns: 'BYTES' }),
  FROM_HEX: scalar(1, 'unhex($1)', { returns: 'BYTES' }),
  INITCAP: scalar(1, 'biform.bf_initcap($1)', text),
  INSTR: scalar(2, 'strpos($1, $2)', int),
  LEFT: scalar(2, 'biform.bf_left($1, $2)', text),
  LENGTH: scalar(1, 'length($*)', int),
  LOWER: scalar(1, 'biform.bf_lower($1)', text),
  LPAD: byArity({ 2: "biform.bf_lpad($1, $2, ' ')", 3: 'biform.bf_lpad($1, $2, $3)' }, { ...text, how: 'shim' }),
  LTRIM: byArity({ 1: 'biform.bf_ltrim($1)', 2: 'ltrim($1, $2)' }, { ...text, how: 'shim' }),
  MD5: scalar(1, 'unhex(md5($1))', { returns: 'BYTES' }),
  NORMALIZE: scalar(1, 'nfc_normalize($1)', text),
  OCTET_LENGTH: scalar(1, 'strlen($1)', int),
  REGEXP_CONTAINS: scalar(2, 'regexp_matches($1, $2)', bool),
  REGEXP_EXTRACT: custom(2, 2, regexpExtract, text),
  REGEXP_EXTRACT_ALL: custom(2, 2, regexpExtractAll, list),
  REGEXP_REPLACE: scalar(3, "regexp_replace($1, $2, $3, 'g')", text),
  REGEXP_SUBSTR: custom(2, 2, regexpExtract, text),
  REPEAT: scalar(2, 'biform.bf_repeat($1, $2)', text),
  REPLACE: scalar(3, 'replace($*)', text),
  REVERSE: scalar(1, 'reverse($*)', text),
  RIGHT: scalar(2, 'biform.bf_right($1, $2)', text),
  RPAD: byArity({ 2: "biform.bf_rpad($1, $2, ' ')", 3: 'biform.bf_rpad($1, $2, $3)' }, { ...text, how: 'shim' }),
  RTRIM: byArity({ 1: 'biform.bf_rtrim($1)', 2: 'rtrim($1, $2)' }, { ...text, how: 'shim' }),
  SHA1: scalar(1, 'unhex(sha1($1))', { returns: 'BYTES' }),
  SHA256: scalar(1, 'unhex(sha256($1))', { returns: 'BYTES' }),
  SPLIT: byArity({ 1: "string_split($1, ',')", 2: 'string_split($1, $2)' }, list),
  STARTS_WITH: scalar(2, 'starts_with($*)', bool),
  STRPOS: scalar(2, 'strpos($*)', int),
  SUBSTR: byArity({ 2: 'biform.bf_substr($1, $2)', 3: 'biform.bf_substr_n($1, $2, $3)' }, { ...text, how: 'shim' }),
  SUBSTRING: byArity({ 2: 'biform.bf_substr($1, $2)', 3: 'biform.bf_substr_n($1, $2, $3)' }, { ...text, how: 'shim' }),
  TO_BASE64: scalar(1, 'to_base64($*)', text),
  TO_CODE_POINTS: scalar(1, 'biform.bf_code_points($1)', list),
  TO_HEX: scalar(1, 'lower(hex($1))', text),
  TRANSLATE: scalar(3, 'translate($*)', text),
  TRIM: byArity({ 1: 'biform.bf_trim($1)', 2: 'trim($1, $2)' }, { ...text, how: 'shim' }),
  UNICODE: scalar(1, 'biform.bf_unicode($1)', int),
  UPPER: scalar(1, 'biform.bf_upper($1)', text),
};

/** The number of the group that GoogleSQL extracts, or undefined after a refusal. */
function groupOf(e: Expr | undefined, p: Printer, single: boolean): number | undefined {
  if (e?.kind !== 'string') {
    p.refuse(e ?? { start: 0, end: 0 }, 'a regular expression that is no literal', 'Its groups must be known.');
    return undefined;
  }
  const { count, always } = groupsOf(e.value);
  if (count > 1) p.refuse(e, 'a regular expression with several groups', 'GoogleSQL allows one.');
  else if (count === 1 && !always && single)
    p.refuse(
      e,
      'a regular expression whose group may be left out of a match',
      'Make the group take part in every match.',
    );
  return Math.min(count, 1);
}

function regexpExtract(call: Call, p: Printer): Frag {
  const group = groupOf(call.args[1], p, true);
  return fill(`biform.bf_regexp_extract($1, $2, ${group ?? 0})`, call, p);
}

function regexpExtractAll(call: Call, p: Printer): Frag {
  const group = groupOf(call.args[1], p, false);
  const made = fill(`regexp_extract_all($1, $2, ${group ?? 0})`, call, p);
  return group === 1 ? q`biform.bf_no_gaps(${made})` : made;
}

/** FORMAT with a literal format: each element says which type its argument has. */
function format(call: Call, p: Printer): Frag {
  const [first, ...rest] = call.args;
  if (first?.kind !== 'string') return p.refuse(first ?? call, 'FORMAT with a format that is no literal');
  const made = printfOf(first.value, rest.length);
  if ('fault' in made) return p.refuse(first, made.fault);
  const args = made.casts.map((cast, i) => {
    const e = rest[i];
    const value = e ? bare(e, p) : '';
    return cast === '' ? value : cast.startsWith('biform.') ? q`${cast}(${value})` : q`CAST(${value} AS ${cast})`;
  });
  return q`printf(${commas([string(made.format), ...args])})`;
}

const numeric: readonly (Kind | undefined)[] = ['INT64', 'FLOAT64'];

/** A function of FLOAT64: a NUMERIC argument would give a NUMERIC, which DuckDB cannot. */
const ofFloat = (name: string, arity: number): FunctionRule =>
  custom(
    arity,
    arity,
    (call, p) =>
      q`${name}(${commas(call.args.map((e) => (numeric.includes(p.kind(e)) ? bare(e, p) : q`biform.bf_float(${p.expr(e)})`)))})`,
    float,
  );

const math: Readonly<Record<string, FunctionRule>> = {
  ABS: scalar(1, 'abs($*)', same),
  ACOS: ofFloat('acos', 1),
  ASIN: ofFloat('asin', 1),
  ATAN: ofFloat('atan', 1),
  ATAN2: ofFloat('atan2', 2),
  BIT_COUNT: scalar(1, 'CAST(bit_count($1) AS BIGINT)', int),
  CBRT: ofFloat('cbrt', 1),
  CEIL: scalar(1, 'biform.bf_ceil($1)'),
  CEILING: scalar(1, 'biform.bf_ceil($1)'),
  COS: ofFloat('cos', 1),
  COT: ofFloat('cot', 1),
  DIV: scalar(2, 'biform.bf_idiv($1, $2)', same),
  EXP: ofFloat('exp', 1),
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
      return base ? q`(ln(${x ?? ''}) / ln(${base}))` : q`ln(${x ?? ''})`;
    },
    float,
  ),
  LOG10: ofFloat('log10', 1),
  MOD: scalar(2, 'biform.bf_mod($1, $2)', same),
  POW: ofFloat('pow', 2),
  POWER: ofFloat('pow', 2),
  RAND: scalar(0, 'random()', float),
  RANGE_BUCKET: scalar(2, 'biform.bf_range_bucket($1, $2)', int),
  ROUND: custom(1, 2, round),
  SAFE_ADD: scalar(2, 'TRY(%1 + %2)', same),
  SAFE_DIVIDE: scalar(2, 'biform.bf_safe_divide($1, $2)'),
  SAFE_MULTIPLY: scalar(2, 'TRY(biform.bf_mul($1, $2))', same),
  SAFE_NEGATE: scalar(1, 'TRY(-%1)', same),
  SAFE_SUBTRACT: scalar(2, 'TRY(%1 - %2)', same),
  SIGN: scalar(1, 'cast_to_type(sign($1), $1)', same),
  SIN: ofFloat('sin', 1),
  SQRT: ofFloat('sqrt', 1),
  TAN: ofFloat('tan', 1),
  TRUNC: scalar(1, 'biform.bf_trunc($1)'),
};

/** NULL where any argument is NULL, unlike DuckDB's own. */
function extreme(name: string, call: Call, p: Printer): Frag {
  const values = call.args.map((e, i) => (i === 0 ? p.expr(e) : bare(e, p)));
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
    return q`CASE WHEN ${p.expr(condition)} THEN ${p.expr(yes)} ELSE ${bare(no, p)} END`;
  }),
  IFNULL: custom(2, 2, (call, p) => q`coalesce(${values(call.args, p)})`),
  NULLIF: scalar(2, 'nullif($*)', same),
};

/** Values of one type: the first literal says which. */
const values = (args: readonly Expr[], p: Printer): Frag =>
  commas(args.map((e, i) => (i === 0 ? p.expr(e) : bare(e, p))));

/** A JSON function with a literal path; without one it reads the whole value. */
const byPath = (macro: string, options: { returns?: Kind }): FunctionRule =>
  custom(
    1,
    2,
    (call, p) => {
      const [x, path] = call.args;
      const steps = path === undefined ? [] : path.kind === 'string' ? jsonPath(path.value) : undefined;
      if (!steps)
        return p.refuse(path ?? call, 'this JSON path', 'Only literal paths of names and numbers are supported.');
      return q`biform.${macro}(${x ? p.expr(x) : ''}, ${string(quotedPath(steps))})`;
    },
    { ...options, how: 'shim' },
  );

const json: Readonly<Record<string, FunctionRule>> = {
  BOOL: scalar(1, 'biform.bf_json_bool($1)', bool),
  FLOAT64: scalar(1, 'biform.bf_json_float64($1)', float),
  INT64: scalar(1, 'biform.bf_json_int64($1)', int),
  JSON_EXTRACT: byPath('bf_json_query', {}),
  JSON_EXTRACT_ARRAY: byPath('bf_json_array', list),
  JSON_EXTRACT_SCALAR: byPath('bf_json_value', text),
  JSON_EXTRACT_STRING_ARRAY: byPath('bf_json_value_array', list),
  JSON_QUERY: byPath('bf_json_query', {}),
  JSON_QUERY_ARRAY: byPath('bf_json_array', list),
  JSON_TYPE: scalar(1, 'biform.bf_json_type($1)', text),
  JSON_VALUE: byPath('bf_json_value', text),
  JSON_VALUE_ARRAY: byPath('bf_json_value_array', list),
  PARSE_JSON: scalar(1, 'biform.bf_parse_json($1)', { returns: 'JSON' }),
  STRING: scalar(1, 'biform.bf_json_string($1)', text),
  TO_JSON: scalar(1, 'CAST(biform.bf_to_json_string($1) AS JSON)', { returns: 'JSON' }),
  TO_JSON_STRING: scalar(1, 'biform.bf_to_json_string($1)', text),
};

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

const arrays: Readonly<Record<string, FunctionRule>> = {
  ARRAY_CONCAT: custom(
    1,
    99,
    (call, p) =>
      q`(${joined(
        call.args.map((e) => p.operand(e)),
        ' || ',
      )})`,
    list,
  ),
  ARRAY_FIRST: scalar(1, 'biform.bf_first($1)'),
  ARRAY_LAST: scalar(1, 'biform.bf_last($1)'),
  ARRAY_LENGTH: scalar(1, 'len($*)', int),
  ARRAY_REVERSE: scalar(1, 'list_reverse($*)', list),
  ARRAY_TO_STRING: byArity(
    { 2: 'array_to_string($1, $2)', 3: 'biform.bf_array_to_string($1, $2, $3)' },
    { ...text, how: 'shim' },
  ),
  GENERATE_ARRAY: byArity({ 2: 'generate_series($1, $2)', 3: 'generate_series($1, $2, $3)' }, list),
  GENERATE_UUID: scalar(0, 'CAST(uuid() AS VARCHAR)', text),
};

const distinctly = ['over', 'distinct'] as const;

const aggregates: Readonly<Record<string, FunctionRule>> = {
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
  ARRAY_CONCAT_AGG: custom(1, 1, (call, p) => q`flatten(${aggregateCall('list', call, p)})`, {
    ...list,
    use: 'aggregate',
    allows: ['orderBy'],
  }),
  AVG: custom(1, 1, average, { use: 'aggregate', allows: distinctly }),
  BIT_AND: aggregate('bit_and', 1, int),
  BIT_OR: aggregate('bit_or', 1, int),
  BIT_XOR: aggregate('bit_xor', 1, int),
  CORR: aggregate('corr', 2, float),
  COUNT: aggregate('count', 1, { ...int, allows: distinctly }),
  COUNTIF: custom(1, 1, (call, p) => q`count(CASE WHEN ${bareArgs(call, p)} THEN 1 END)${overOf(call, p)}`, {
    ...int,
    use: 'aggregate',
    allows: ['over'],
  }),
  COVAR_POP: aggregate('covar_pop', 2, float),
  COVAR_SAMP: aggregate('covar_samp', 2, float),
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
  return q`cast_to_type(${made}, ${call.over ? example : q`any_value(${example})`})`;
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
  return call.limit.kind === 'int'
    ? q`(${made})[1:${call.limit.text}]`
    : p.refuse(call.limit, 'LIMIT that is no literal');
}

function stringAgg(call: Call, p: Printer): Frag {
  const [x, delimiter] = call.args;
  const mark = delimiter ? p.expr(delimiter) : "','";
  if (!x) return '';
  if (call.limit) {
    const items: Call = { ...call, args: [x], nulls: 'IGNORE' };
    return q`array_to_string(${limited(call, aggregateCall('list', items, p), p)}, ${mark})`;
  }
  const order = call.orderBy.length > 0 ? q` ORDER BY ${orderList(call.orderBy, p)}` : '';
  return q`string_agg(${call.distinct ? 'DISTINCT ' : ''}${p.expr(x)}, ${mark}${order})${overOf(call, p)}`;
}

const windows: Readonly<Record<string, FunctionRule>> = {
  CUME_DIST: windowFunction('cume_dist', 0, 0, float),
  DENSE_RANK: windowFunction('dense_rank', 0, 0, int),
  FIRST_VALUE: windowFunction('first_value', 1, 1, { nulls: true, ...same }),
  LAG: windowFunction('lag', 1, 3, same),
  LAST_VALUE: windowFunction('last_value', 1, 1, { nulls: true, ...same }),
  LEAD: windowFunction('lead', 1, 3, same),
  NTH_VALUE: windowFunction('nth_value', 2, 2, { nulls: true, ...same }),
  NTILE: windowFunction('ntile', 1, 1, int),
  PERCENTILE_CONT: windowFunction('quantile_cont', 2, 2, {}),
  PERCENTILE_DISC: windowFunction('quantile_disc', 2, 2, same),
  PERCENT_RANK: windowFunction('percent_rank', 0, 0, float),
  RANK: windowFunction('rank', 0, 0, int),
  ROW_NUMBER: windowFunction('row_number', 0, 0, int),
};

/** Every GoogleSQL function that may be used on DuckDB. What is not here is BF4001; each has executed cases. */
export const functions: Readonly<Record<string, FunctionRule>> = {
  ...strings,
  ...math,
  ...conditional,
  ...json,
  ...arrays,
  ...aggregates,
  ...windows,
  ...dateFunctions,
};
