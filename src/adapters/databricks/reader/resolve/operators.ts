import type { At, Expr } from '../../../../compiler/sql/ast.ts';
import { binary, call, cast, typeName } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { fill, type Named } from '../template.ts';
import { decimalOf, decimalResult, greater, lesser, wider } from '../types/common.ts';
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type Integral,
  NUMERIC_SCALE,
  type Spark,
  STRING,
  shown,
  UNKNOWN,
} from '../types/spark.ts';
import { castOf } from './cast.ts';
import { alike, asFloat, fitting, implicit, rangeOf, typedNull } from './coerce.ts';
import { note, type Resolver, representable, type Value } from './resolver.ts';

const unsure =
  'Describe the columns of the table, in sources/<dataset>.yaml or in the config of its action, or cast it.';

const either = (a: Value, b: Value): { grouped?: true } => (a.grouped || b.grouped ? { grouped: true } : {});

/** Arithmetic under ANSI rules: an overflow and a division by zero are errors. */
export function arithmetic(op: string, a: Value, b: Value, place: At, r: Resolver): Value {
  if (a.t.kind === 'DATE' && b.t.kind === 'INT') return shifted(r, op, a, b, place);
  if (b.t.kind === 'DATE' && a.t.kind === 'INT' && op === '+') return shifted(r, op, b, a, place);
  const [x, y] = [numberOf(r, a, b, op, place), numberOf(r, b, a, op, place)];
  const made = numbers(op, x, y, place, r);
  return { ...made, ...either(a, b) };
}

function shifted(r: Named, op: string, d: Value, n: Value, place: At): Value {
  if (op !== '+' && op !== '-') return refuse(place, `\`${op}\` of a DATE`);
  return {
    e: fill(r, `DATE_${op === '+' ? 'ADD' : 'SUB'}(@a, INTERVAL @b DAY)`, [d.e, n.e], place),
    t: d.t,
    ...either(d, n),
  };
}

/** A text beside a number is cast, as Databricks does it. */
function numberOf(r: Named, v: Value, other: Value, op: string, place: At): Value {
  switch (v.t.kind) {
    case 'INT':
    case 'DECIMAL':
    case 'DOUBLE':
    case 'UNKNOWN':
      return v;
    case 'VOID':
      return { ...v, e: cast(v.e, typeName('INT64', place), place), t: other.t.kind === 'VOID' ? DOUBLE : other.t };
    case 'STRING':
      return castOf(r, v, other.t.kind === 'INT' && op !== '/' ? BIGINT : DOUBLE, place, false);
    case 'DATE':
    case 'TIMESTAMP':
    case 'TIMESTAMP_NTZ':
      return refuse(place, `\`${op}\` of dates or times`, 'Use datediff or timestampdiff.');
    default:
      return refuse(place, `\`${op}\` of ${shown(v.t)}`);
  }
}

function numbers(op: string, a: Value, b: Value, place: At, r: Resolver): Value {
  if (a.t.kind === 'UNKNOWN' || b.t.kind === 'UNKNOWN') return unknowns(op, a, b, place);
  if (a.t.kind === 'DOUBLE' || b.t.kind === 'DOUBLE') {
    if (op === '%' || op === 'DIV') return refuse(place, `\`${op}\` of DOUBLE`);
    note(r, place, op, 'exact', 'A result beyond DOUBLE is Infinity on Databricks, and an error here.');
    return { e: binary(op, asFloat(a, place), asFloat(b, place), place), t: DOUBLE };
  }
  if (a.t.kind === 'DECIMAL' || b.t.kind === 'DECIMAL') return decimals(op, a, b, place);
  if (a.t.kind === 'INT' && b.t.kind === 'INT') return integers(r, op, a, a.t, b, b.t, place);
  return refuse(place, `\`${op}\` of ${shown(a.t)} and ${shown(b.t)}`);
}

/** Where a type is not known only what means the same for all types is read. */
function unknowns(op: string, a: Value, b: Value, place: At): Value {
  const known = a.t.kind === 'UNKNOWN' ? b : a;
  if (op !== '+' && op !== '-' && !(known.t.kind === 'DOUBLE' && (op === '*' || op === '/')))
    return refuse(place, `\`${op}\` of a value whose type is not known`, unsure);
  const side = (v: Value): Expr => (v.t.kind === 'DECIMAL' && v.literal !== undefined ? asFloat(v, place) : v.e);
  return { e: binary(op, side(a), side(b), place), t: known.t.kind === 'DOUBLE' ? DOUBLE : UNKNOWN };
}

function integers(r: Named, op: string, a: Value, ta: Integral, b: Value, tb: Integral, place: At): Value {
  if (op === '/') return { e: binary('/', a.e, b.e, place), t: DOUBLE };
  const [x, y] = [rangeOf(ta), rangeOf(tb)];
  const bits = wider(ta, tb);
  if (op === 'DIV') return { e: call('DIV', [a.e, b.e], place), t: BIGINT };
  if (op === '%') return { e: call('MOD', [a.e, b.e], place), t: { kind: 'INT', bits } };
  const corners =
    op === '+'
      ? [x.lo + y.lo, x.hi + y.hi]
      : op === '-'
        ? [x.lo - y.hi, x.hi - y.lo]
        : [x.lo * y.lo, x.lo * y.hi, x.hi * y.lo, x.hi * y.hi];
  const range = {
    lo: corners.reduce(lesser),
    hi: corners.reduce(greater),
  };
  const e = binary(op, a.e, b.e, place);
  if (bits === 64) return { e, t: { kind: 'INT', bits } };
  return fitting(r, e, range, bits, place);
}

function decimals(op: string, a: Value, b: Value, place: At): Value {
  const side = (v: Value): Extract<Spark, { kind: 'DECIMAL' }> =>
    v.t.kind === 'INT' || v.t.kind === 'DECIMAL'
      ? decimalOf(v.t, v.literal?.replace('-', ''))
      : refuse(place, 'this operation');
  const [ta, tb] = [side(a), side(b)];
  for (const v of [a, b]) representable(v, place);
  const t = decimalResult(op, ta, tb);
  if (t.kind !== 'DECIMAL') return refuse(place, 'this operation');
  const e = (v: Value): Expr => (v.t.kind === 'INT' ? cast(v.e, typeName('NUMERIC', place), place) : v.e);
  const way = 'Cast one side to DOUBLE, or both to DECIMALs with fewer digits.';
  if (op === 'DIV') return refuse(place, '`DIV` of DECIMAL');
  if (op === '%') return { e: call('MOD', [e(a), e(b)], place), t };
  if (op === '*') {
    const scale = ta.scale + tb.scale;
    if (t.scale !== scale && !(t.scale === NUMERIC_SCALE))
      return refuse(place, `a product of the type ${shown(t)}, which loses digits`, way);
    return { e: binary('*', e(a), e(b), place), t };
  }
  if (op === '/') return quotient(a, b, e, ta, tb, t, place, way);
  if (t.scale > NUMERIC_SCALE || t.scale < Math.max(ta.scale, tb.scale))
    return refuse(place, `a result of the type ${shown(t)}`, way);
  return { e: binary(op, e(a), e(b), place), t };
}

type Decimal = Extract<Spark, { kind: 'DECIMAL' }>;

/** A quotient rounds to the digits of its type: GoogleSQL's nine, or fewer where nine never stand between two values. */
function quotient(
  a: Value,
  b: Value,
  e: (v: Value) => Expr,
  ta: Decimal,
  tb: Decimal,
  t: Decimal,
  place: At,
  way: string,
): Value {
  const made = binary('/', e(a), e(b), place);
  if (t.scale === NUMERIC_SCALE) return { e: made, t };
  const divisor = b.literal !== undefined && /^-?\d+$/.test(b.literal) ? Math.abs(Number(b.literal)) : Number.NaN;
  const certain = divisor > 0 && divisor * 10 ** (t.scale + 1) < 2e9 && ta.scale <= t.scale + 1;
  if (t.scale < NUMERIC_SCALE && certain)
    return {
      e: call('ROUND', [made, { start: place.start, end: place.end, kind: 'int', text: String(t.scale) }], place),
      t,
    };
  return refuse(
    place,
    `a quotient of ${shown(ta)} and ${shown(tb)}, which has ${t.scale} digits behind the point`,
    way,
  );
}

/** `-x`. */
export function negated(r: Named, v: Value, place: At): Value {
  const e: Expr = { start: place.start, end: place.end, kind: 'unary', op: '-', of: v.e };
  if (v.t.kind === 'INT' && v.t.bits !== 64) {
    const { lo, hi } = rangeOf(v.t);
    return { ...fitting(r, e, { lo: -hi, hi: -lo }, v.t.bits, place), ...either(v, v) };
  }
  if (v.t.kind === 'INT' || v.t.kind === 'DECIMAL' || v.t.kind === 'DOUBLE' || v.t.kind === 'UNKNOWN')
    return { e, t: v.t.kind === 'INT' ? BIGINT : v.t, ...either(v, v) };
  return refuse(place, `\`-\` of ${shown(v.t)}`);
}

const NAN = 'A NaN is equal to itself and greater than all other values on Databricks, and neither here.';

/** GoogleSQL compares no bare NULL. */
function seen(a: Value, b: Value, place: At): readonly [Value, Value] {
  const typed = (v: Value, other: Value): Value => {
    const t = other.e.kind === 'null' ? BOOLEAN : other.t;
    return v.e.kind === 'null' && v.t.kind !== 'UNKNOWN' ? { ...v, e: typedNull(t, place) } : v;
  };
  return [typed(a, b), typed(b, a)];
}

/** `=`, `<` and their like, and `<=>`. */
export function comparison(op: string, left: Value, right: Value, place: At, r: Resolver): Value {
  const [a, b] = seen(...alike(left, right, place, `\`${op}\``), place);
  for (const v of [a, b])
    if (v.t.kind === 'ARRAY' || v.t.kind === 'MAP' || v.t.kind === 'VARIANT')
      return refuse(place, `\`${op}\` of ${shown(v.t)}`, 'GoogleSQL compares no arrays and no maps.');
  const more = { t: BOOLEAN, ...either(left, right) };
  const doubles = a.t.kind === 'DOUBLE' || b.t.kind === 'DOUBLE';
  if (doubles) note(r, place, op, 'exact', NAN);
  if (op === '<=>' || op === 'DISTINCT')
    return {
      e: { start: place.start, end: place.end, kind: 'distinctFrom', not: op === '<=>', left: a.e, right: b.e },
      ...more,
    };
  const shownOp = op === '==' ? '=' : op === '!=' ? '<>' : op;
  return { e: binary(shownOp, a.e, b.e, place), ...more };
}

/** `||` of texts, or of arrays. */
export function joined(r: Named, a: Value, b: Value, place: At): Value {
  if (a.t.kind === 'ARRAY' || b.t.kind === 'ARRAY')
    return { e: call('ARRAY_CONCAT', [a.e, b.e], place), t: a.t.kind === 'ARRAY' ? a.t : b.t, ...either(a, b) };
  if (a.t.kind === 'BINARY' && b.t.kind === 'BINARY')
    return { e: binary('||', a.e, b.e, place), t: a.t, ...either(a, b) };
  const [x, y] = [textOf(r, a, place), textOf(r, b, place)];
  return { e: binary('||', x.e, y.e, place), t: STRING, ...either(a, b) };
}

/** A value as a text, cast as Databricks casts it where a text is wanted. */
export function textOf(r: Named, v: Value, place: At): Value {
  if (v.t.kind === 'STRING' || v.t.kind === 'UNKNOWN') return v;
  if (v.t.kind === 'VOID') return { ...v, e: cast(v.e, typeName('STRING', place), place), t: STRING };
  return implicit(v, STRING, place) ?? castOf(r, v, STRING, place, false);
}

export function bits(op: string, a: Value, b: Value, place: At): Value {
  if (a.t.kind !== 'INT' || b.t.kind !== 'INT') return refuse(place, `\`${op}\` of ${shown(a.t)} and ${shown(b.t)}`);
  if (op !== '&' && op !== '|' && op !== '^')
    return refuse(place, `the operator \`${op}\``, 'Use shiftleft or shiftright.');
  return { e: binary(op, a.e, b.e, place), t: { kind: 'INT', bits: wider(a.t, b.t) }, ...either(a, b) };
}
