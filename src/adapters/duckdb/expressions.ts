import { parseOfCast } from '../../compiler/lower/translate/cast-format.ts';
import { decimalLiteral } from '../../compiler/lower/translate/decimal-literal.ts';
import { against, bare } from '../../compiler/lower/translate/expression.ts';
import { arrayOf } from '../../compiler/lower/translate/flattened.ts';
import { isConstant, kindOfType } from '../../compiler/lower/translate/kind.ts';
import { intText } from '../../compiler/lower/translate/literal-type.ts';
import { datePart, weekStart } from '../../compiler/lower/translate/parts.ts';
import type { FunctionRule, Kind, Printer, Rules } from '../../compiler/lower/translate/rules.ts';
import { comparedStructs } from '../../compiler/lower/translate/structs.ts';
import { commas, type Frag, from, indent, NL, q } from '../../compiler/lower/translate/text.ts';
import type { Call, Expr, Ident } from '../../compiler/sql/ast.ts';
import { castByFormat } from './cast-format.ts';
import { array, struct, typedStruct, underName } from './constructors.ts';
import { bytes, floatText, int, typed } from './literals.ts';
import { typedField, typedNull } from './nulls.ts';
import { string } from './quoting.ts';
import { byPlace } from './struct-place.ts';
import { typeOf } from './types.ts';
import { columnName } from './words.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** No array of DuckDB is longer. */
const MAX_INDEX = 2 ** 31;

const numeric: readonly (Kind | undefined)[] = ['INT64', 'FLOAT64'];

function unary(e: Of<'unary'>, p: Printer): Frag {
  if (e.op === 'NOT') return q`NOT ${p.operand(e.of)}`;
  if (e.op === '~' && p.kind(e.of) === 'BYTES') return q`biform.bf_bytes_not(${p.expr(e.of)})`;
  if (e.op === '-' && e.of.kind === 'int') return `(-${intText(e.of.text)})::BIGINT`;
  if (e.op === '+') return p.operand(e.of);
  return q`${e.op}${p.operand(e.of)}`;
}

const isError = (e: Expr): boolean => e.kind === 'call' && e.name === 'ERROR';

/** ERROR has no type on DuckDB, which takes it for NULL where a function or operator is NULL of NULL. */
export const refuseError = (e: Expr, p: Printer): Frag =>
  p.refuse(e, 'ERROR as an operand or argument', 'Make it the result of a branch of IF or CASE.');

/** The rule with arguments that are no ERROR. */
export const withoutErrors = (rule: FunctionRule): FunctionRule => ({
  ...rule,
  print: (call, p) => {
    const raised = call.args.find(isError);
    return raised ? refuseError(raised, p) : rule.print(call, p);
  },
});

const ofBytes: Readonly<Record<string, string>> = { '&': 'bf_bytes_and', '|': 'bf_bytes_or', '^': 'bf_bytes_xor' };

const bitwise = ['&', '|', '^', '<<', '>>'];

function binary(e: Of<'binary'>, p: Printer): Frag {
  const { op, left, right } = e;
  const raised = [left, right].find(isError);
  if (raised && !['AND', 'OR', '||'].includes(op)) return refuseError(raised, p);
  const [l, r] = [p.kind(left), p.kind(right)];
  if (bitwise.includes(op) && (l === 'BYTES' || r === 'BYTES')) {
    const macro = ofBytes[op];
    if (!macro || l !== r) return p.refuse(e, `the operator \`${op}\` on BYTES`);
    return q`biform.${macro}(${p.expr(left)}, ${p.expr(right)})`;
  }
  switch (op) {
    case 'AND':
    case 'OR':
      return q`${chain(left, op, p)} ${op} ${chain(right, op, p)}`;
    case '+':
    case '-':
    case '*':
      return arithmetic(e, p);
    case '/':
      return numeric.includes(l) && numeric.includes(r)
        ? q`biform.bf_divide_float(${bare(left, p)}, ${bare(right, p)})`
        : q`biform.bf_div(${literalFor(left, right, p)}, ${literalFor(right, left, p)})`;
    case '||':
      return q`${joinable(left, p)} || ${joinable(right, p)}`;
    case '&':
    case '|':
      return q`${p.operand(left)} ${op} ${p.operand(right)}`;
    case '<<':
      return q`biform.bf_shift_left(${bare(left, p)}, ${bare(right, p)})`;
    case '^':
      return q`xor(${p.expr(left)}, ${p.expr(right)})`;
    case '>>':
      return q`biform.bf_shift_right(${bare(left, p)}, ${bare(right, p)})`;
    default:
      if (l === 'STRUCT' || r === 'STRUCT') return comparedStructs(e, p);
      return q`${against(right, left, p)} ${op} ${against(left, right, p)}`;
  }
}

/** The same AND or OR needs no brackets. */
const chain = (e: Expr, op: string, p: Printer): Frag =>
  e.kind === 'binary' && (e.op === op || (op === 'OR' && e.op === 'AND')) ? p.expr(e) : p.operand(e);

const adding = ['+', '-'];

/** Parts that an instant does not know. */
const months = /^(?:YEAR|QUARTER|MONTH)$/i;

function arithmetic(e: Of<'binary'>, p: Printer): Frag {
  const { op, left, right } = e;
  const [l, r] = [p.kind(left), p.kind(right)];
  const first = isConstant(right) && left.kind === 'int' ? p.expr(left) : literalFor(left, right, p);
  const shown = adding.includes(op) && left.kind === 'binary' && (adding.includes(left.op) || left.op === '*');
  const a = left.kind === 'int' || left.kind === 'float' || (shown && !guarded(left, p)) ? first : p.operand(left);
  const b = right.kind === 'int' || right.kind === 'float' ? literalFor(right, left, p) : p.operand(right);
  if (op === '-' && r === undefined && right.kind !== 'interval' && !numeric.includes(l))
    return q`${a} - biform.bf_minus(${p.expr(right)})`;
  if (op === '-' && (r === 'DATE' || r === 'TIMESTAMP' || r === 'DATETIME' || r === 'TIME'))
    return p.refuse(e, 'the difference of two dates or times', 'DATE_DIFF, DATETIME_DIFF and TIMESTAMP_DIFF count it.');
  const step = [left, right].find((side) => side.kind === 'interval');
  if (step?.kind === 'interval' && (l === 'TIMESTAMP' || r === 'TIMESTAMP') && months.test(step.part.name))
    return p.refuse(step, 'months added to a TIMESTAMP', 'BigQuery does not add them either. Use DATETIME.');
  if (adding.includes(op) && l === 'DATE' && r === 'INT64' && right.kind !== 'int')
    return q`${a} ${op} CAST(${p.expr(right)} AS INTEGER)`;
  if (op === '+' && l === 'INT64' && r === 'DATE' && left.kind !== 'int')
    return q`${b} + CAST(${p.expr(left)} AS INTEGER)`;
  const adapting = [left, right].some((x) => x.kind === 'float') && ![l, r].every((kind) => numeric.includes(kind));
  if (op !== '*' || (!adapting && [l, r].some((kind) => numeric.includes(kind)))) return q`${a} ${op} ${b}`;
  return q`biform.bf_mul(${literalFor(left, right, p)}, ${literalFor(right, left, p)})`;
}

/** Whether `left` is printed as a macro call rather than with its operator. */
const guarded = (left: Expr, p: Printer): boolean =>
  left.kind === 'binary' &&
  left.op === '*' &&
  (![p.kind(left.left), p.kind(left.right)].some((kind) => numeric.includes(kind)) ||
    left.left.kind === 'float' ||
    left.right.kind === 'float');

/** A literal beside a value of unknown type: a FLOAT64 literal becomes NUMERIC beside a NUMERIC. */
export function literalFor(e: Expr, other: Expr, p: Printer): Frag {
  if (e.kind === 'int') return from(e, intText(e.text));
  if (e.kind !== 'float') return p.expr(e);
  const kind = p.kind(other);
  if (kind === 'NUMERIC') return from(e, `CAST('${e.text}' AS DECIMAL(38,9))`);
  if (kind !== undefined) return p.expr(e);
  return from(e, q`biform.bf_as(${floatText(e.text)}, ${p.expr(other)})`);
}

const textKinds: readonly (Kind | undefined)[] = ['STRING', 'BYTES', 'ARRAY', 'INT64', 'DATE', 'BOOL'];

/** What `||` and CONCAT join: text as it is; what GoogleSQL would spell differently is refused at run time. */
export function joinable(e: Expr, p: Printer): Frag {
  if (isError(e)) return q`CAST(${p.expr(e)} AS VARCHAR)`;
  const kind = p.kind(e);
  if (kind === 'FLOAT64' || kind === 'NUMERIC' || kind === 'TIMESTAMP' || kind === 'DATETIME' || kind === 'TIME')
    return q`biform.bf_cast_string(${p.expr(e)})`;
  if (textKinds.includes(kind) || e.kind === 'null')
    return e.kind === 'binary' && e.op === '||' ? p.expr(e) : p.operand(e);
  return e.kind === 'binary' && e.op === '||' ? p.expr(e) : q`biform.bf_text(${p.expr(e)})`;
}

function like(e: Of<'like'>, p: Printer): Frag {
  if ([e.left, e.right].some((x) => p.kind(x) === 'BYTES')) return p.refuse(e, 'LIKE on BYTES');
  const ending = e.right.kind === 'string' && !e.right.value.includes('\\') ? '' : " ESCAPE '\\'";
  return q`${p.operand(e.left)} ${e.not ? 'NOT LIKE' : 'LIKE'} ${p.operand(e.right)}${ending}`;
}

function index(e: Of<'index'>, p: Printer): Frag {
  const kind = p.kind(e.of);
  if (e.how === 'KEY' && kind === 'ARRAY') return index({ ...e, how: 'OFFSET' }, p);
  if (e.how === 'KEY') {
    if (kind === 'JSON' && e.index.kind === 'int')
      return q`json_extract(${p.expr(e.of)}, ${string(`$[${intText(e.index.text)}]`)})`;
    if (e.index.kind === 'string' && !/["\\]/.test(e.index.value))
      return q`json_extract(${p.expr(e.of)}, ${string(`$."${e.index.value}"`)})`;
    return p.refuse(e, 'a subscript without OFFSET', 'Write [OFFSET(n)] for an array.');
  }
  const safe = e.how.startsWith('SAFE');
  const ordinal = e.how.endsWith('ORDINAL');
  const name = safe ? 'biform.bf_safe_at' : 'biform.bf_at';
  if (e.index.kind === 'int') {
    const at = Number(intText(e.index.text)) - (ordinal ? 1 : 0);
    if (safe) return q`(${p.expr(e.of)})[${String(at < 0 || at > MAX_INDEX ? 0 : at + 1)}]`;
    return q`${name}(${p.expr(e.of)}, ${String(at)})`;
  }
  return q`${name}(${p.expr(e.of)}, ${ordinal ? q`${p.operand(e.index)} - 1` : bare(e.index, p)})`;
}

const casts: Readonly<Partial<Record<Kind, string>>> = {
  INT64: 'bf_cast_int64',
  FLOAT64: 'bf_cast_float64',
  NUMERIC: 'bf_cast_numeric',
  STRING: 'bf_cast_string',
  BOOL: 'bf_cast_bool',
  DATE: 'bf_cast_date',
  DATETIME: 'bf_cast_datetime',
  TIMESTAMP: 'bf_timestamp',
  TIME: 'bf_cast_time',
};

/** Casts between known types on which both agree; the others go through a macro that looks at the type. */
const agreed: Readonly<Partial<Record<Kind, readonly Kind[]>>> = {
  INT64: ['INT64', 'BOOL'],
  FLOAT64: ['INT64', 'FLOAT64', 'NUMERIC'],
  NUMERIC: ['INT64', 'NUMERIC'],
  STRING: ['STRING', 'INT64', 'DATE', 'BOOL'],
  BOOL: ['BOOL', 'INT64'],
  DATE: ['DATE', 'DATETIME'],
  DATETIME: ['DATE', 'DATETIME'],
  TIMESTAMP: ['TIMESTAMP'],
  TIME: ['TIME', 'DATETIME'],
};

function cast(e: Of<'cast'>, p: Printer): Frag {
  const parse = parseOfCast(e);
  if (parse) return p.expr(parse);
  if (e.format) return castByFormat(e, e.format, p);
  const kind = kindOfType(e.type);
  if (kind === 'NUMERIC' && e.type.name !== 'BIGNUMERIC' && e.type.parameters.length > 0) return castToScale(e, p);
  if (isError(e.of)) return refuseError(e.of, p);
  const decimal = kind === 'NUMERIC' && e.type.name !== 'BIGNUMERIC' ? decimalLiteral(e.of) : undefined;
  if (decimal !== undefined) return decimalText(decimal);
  const type = typeOf(e.type, p);
  if ((kind === 'ARRAY' || kind === 'STRUCT') && e.of.kind === 'struct' && !e.of.type && !e.safe)
    return typedStruct(e.of, e.type, p);
  const source = p.kind(e.of);
  const value = kind === 'ARRAY' || kind === 'STRUCT' ? byPlace(p.expr(e.of), e.type, p.type(e.of)) : bare(e.of, p);
  const macro = kind && casts[kind];
  const same = kind && source && agreed[kind]?.includes(source);
  if (e.of.kind === 'null' || same || kind === 'ARRAY' || kind === 'STRUCT') {
    if (e.safe && !same && e.of.kind !== 'null') return p.refuse(e.type, `SAFE_CAST to ${e.type.name}`);
    return q`CAST(${value} AS ${type})`;
  }
  if (kind === 'BYTES') return e.safe ? p.refuse(e, 'SAFE_CAST to BYTES') : q`encode(${value})`;
  if (!macro) return p.refuse(e.type, `CAST to ${e.type.name}`);
  const made = (x: Frag): Frag => q`biform.${macro}(${x})`;
  return e.safe ? safely(value, made) : made(value);
}

const decimalText = (digits: string): string => `CAST(${string(digits)} AS DECIMAL(38,9))`;

/** CAST to NUMERIC(p, s): rounded to the scale, an error beyond the precision. */
function castToScale(e: Of<'cast'>, p: Printer): Frag {
  const [precision = '', scale = '0'] = e.type.parameters;
  const [digits, behind] = [Number(precision), Number(scale)];
  if (!(behind >= 0 && behind <= 9 && digits >= Math.max(1, behind) && digits <= behind + 29))
    return p.refuse(e.type, `the type \`NUMERIC(${e.type.parameters.join(', ')})\``);
  if (e.safe) return p.refuse(e.type, 'SAFE_CAST to NUMERIC with parameters');
  const decimal = decimalLiteral(e.of);
  const value = decimal === undefined ? q`biform.bf_cast_numeric(${bare(e.of, p)})` : decimalText(decimal);
  return q`CAST(CAST(${value} AS DECIMAL(${precision},${scale})) AS DECIMAL(38,9))`;
}

/** NULL where `make` fails; failures inside the value itself still count. The inner lambda hides error() from TRY's rules. */
const safely = (value: Frag, make: (x: Frag) => Frag): Frag =>
  q`list_transform([${value}], lambda safe_1: ${attempt(make('safe_1'))})[1]`;

const attempt = (value: Frag): Frag => q`TRY(list_transform([0], lambda safe_0: ${value})[1])`;

const partNames = /^(?:YEAR|ISOYEAR|QUARTER|MONTH|WEEK|ISOWEEK|DAY|HOUR|MINUTE|SECOND|MILLISECOND|MICROSECOND)$/;
const isPart = (e: Expr): boolean => partNames.test(datePart(e)?.name ?? '');

/** `SAFE.f(..)`: arguments are worked out before, for what fails in them is no failure of the function. */
export function safeCall(call: Call, p: Printer, print: (call: Call) => Frag): Frag {
  const bound: Frag[] = [];
  const ident = (e: Expr, name: string): Ident => ({ start: e.start, end: e.end, name, quoted: false });
  const args = call.args.map((arg): Expr => {
    if (['string', 'int', 'float', 'bool', 'null', 'typed', 'interval'].includes(arg.kind) || isPart(arg)) return arg;
    const name = `safe_${bound.length + 1}`;
    bound.push(q`${name} := ${underName(p.expr(arg))}`);
    return { start: arg.start, end: arg.end, kind: 'path', parts: [ident(arg, 'safe_values'), ident(arg, name)] };
  });
  const made = attempt(print({ ...call, args }));
  if (bound.length === 0) return made;
  return q`list_transform([struct_pack(${commas(bound)})], lambda safe_values: ${made})[1]`;
}

/** A time zone, which DuckDB knows by name alone. */
export const zone = (e: Expr, p: Printer): Frag =>
  e.kind === 'string' && !/^[A-Za-z]/.test(e.value)
    ? p.refuse(e, 'a time zone as an offset', 'Name the zone, as in `Europe/Paris` or `Etc/GMT-3`.')
    : p.expr(e);

const plainParts: Readonly<Record<string, string>> = {
  YEAR: 'year',
  QUARTER: 'quarter',
  MONTH: 'month',
  DAY: 'day',
  HOUR: 'hour',
  MINUTE: 'minute',
  SECOND: 'second',
  ISOWEEK: 'week',
  ISOYEAR: 'isoyear',
  DAYOFYEAR: 'dayofyear',
};

function extract(e: Of<'extract'>, p: Printer): Frag {
  const part = datePart(e.part);
  if (!part) return p.refuse(e.part, 'this part in EXTRACT');
  const kind = p.kind(e.of);
  if (kind === 'INTERVAL') return p.refuse(e, 'EXTRACT from an INTERVAL');
  const value = e.zone
    ? q`timezone(${zone(e.zone, p)}, ${p.expr(e.of)})`
    : kind === 'DATE' || kind === 'DATETIME' || kind === 'TIME'
      ? p.expr(e.of)
      : q`biform.bf_naive(${p.expr(e.of)})`;
  const plain = plainParts[part.name];
  if (plain) return q`extract('${plain}' FROM ${value})`;
  const start = weekStart(part);
  if (start !== undefined) return q`biform.bf_week_number(${value}, ${String(start)})`;
  switch (part.name) {
    case 'DAYOFWEEK':
      return q`dayofweek(${value}) + 1`;
    case 'MILLISECOND':
      return q`extract('millisecond' FROM ${value}) % 1000`;
    case 'MICROSECOND':
      return q`extract('microsecond' FROM ${value}) % 1000000`;
    case 'DATE':
    case 'TIME':
      return q`CAST(${value} AS ${part.name})`;
    default:
      return p.refuse(e.part, `the part \`${part.name}\` in EXTRACT`);
  }
}

const units: Readonly<Record<string, readonly [name: string, factor: number]>> = {
  YEAR: ['years', 1],
  QUARTER: ['months', 3],
  MONTH: ['months', 1],
  WEEK: ['days', 7],
  DAY: ['days', 1],
  HOUR: ['hours', 1],
  MINUTE: ['minutes', 1],
  SECOND: ['seconds', 1],
  MILLISECOND: ['milliseconds', 1],
  MICROSECOND: ['microseconds', 1],
};

/** `INTERVAL x part`; days and longer take an INTEGER in DuckDB. */
export function interval(e: Of<'interval'>, p: Printer): Frag {
  const unit = units[e.part.name.toUpperCase()];
  if (!unit || e.to) return p.refuse(e, `INTERVAL in ${e.part.name}${e.to ? ` TO ${e.to.name}` : ''}`);
  const [name, factor] = unit;
  if (e.of.kind === 'int') return `INTERVAL ${Number(intText(e.of.text)) * factor} ${name.slice(0, -1).toUpperCase()}`;
  if (e.of.kind === 'string') return p.refuse(e.of, 'an INTERVAL from a string');
  const count = factor === 1 ? bare(e.of, p) : q`${p.operand(e.of)} * ${String(factor)}`;
  const whole = ['years', 'months', 'days'].includes(name);
  return q`to_${name}(${whole ? q`CAST(${count} AS INTEGER)` : count})`;
}

/** The expressions that DuckDB writes in its own way. */
export const expressions: Rules['expr'] = {
  int,
  float: (e) => floatText(e.text),
  bytes,
  typed,
  unary: (e, p) => typedNull(e, unary(e, p), p),
  binary: (e, p) => typedNull(e, binary(e, p), p),
  like,
  index: (e, p) => typedField(e, index(e, p), p),
  cast,
  extract,
  array,
  struct,
  interval,
  field: (e, p) => q`(${p.expr(e.of)}).${columnName(e.name.name)}`,
  inArray: (e, p) =>
    p.kind(e.of) === 'STRUCT'
      ? p.refuse(e.of, 'a STRUCT before IN UNNEST', 'Write EXISTS over UNNEST and compare the fields.')
      : q`${e.not ? 'NOT ' : ''}biform.bf_in(${bare(e.of, p)}, ${arrayOf(e.array, p)})`,
  arrayQuery: (e, p) => q`coalesce(ARRAY (${indent([NL, p.query(e.query)])}${NL}), [])`,
};
