import type { At, Expr } from '../../../../compiler/sql/ast.ts';
import { cast as castTo, struct as structOf, typeName } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { bound, fill, type Named } from '../template.ts';
import { decimalOf } from '../types/common.ts';
import {
  type Integral,
  isRepresentable,
  limits,
  NUMERIC_SCALE,
  type Spark,
  shown,
  typeNameOf,
} from '../types/spark.ts';
import { mapped } from './array.ts';
import { fitting, rangeOf, typedNull, unlessNull } from './coerce.ts';
import { representable, type Value } from './resolver.ts';

const day = String.raw`\d{4}-\d{1,2}-\d{1,2}`;
const clock = String.raw`[ T]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,6})?`;
const wholeDate = String.raw`^\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?$`;

/** What a text is that must be read, in GoogleSQL's words, and NULL or an error where it is none. */
const guarded = (pattern: string, read: string, safe: boolean, type: string, quiet = 'TRUE'): string =>
  `CASE WHEN REGEXP_CONTAINS(@a, r'${pattern}') THEN ${read} WHEN @a IS NOT NULL${safe ? ` AND NOT (${quiet})` : ''} THEN ERROR('this text is no ${type}') END`;

const toDate = (safe: boolean): string => {
  const cast = safe ? 'SAFE_CAST' : 'CAST';
  const padded = `CASE WHEN LENGTH(TRIM(@a)) = 4 THEN CONCAT(TRIM(@a), '-01-01') WHEN REGEXP_CONTAINS(TRIM(@a), r'^\\d{4}-\\d{1,2}$') THEN CONCAT(TRIM(@a), '-01') ELSE TRIM(@a) END`;
  const trimmed = `REGEXP_CONTAINS(TRIM(@a), r'${wholeDate}')`;
  const before = `SPLIT(REPLACE(TRIM(@a), ' ', 'T'), 'T')[OFFSET(0)]`;
  const timed = `REGEXP_CONTAINS(TRIM(@a), r'^${day}[ T].*$')`;
  const end = safe ? '' : ` WHEN @a IS NOT NULL THEN ERROR('this text is no DATE')`;
  return `CASE WHEN ${trimmed} THEN ${cast}(${padded} AS DATE) WHEN ${timed} THEN ${cast}(${before} AS DATE)${end} END`;
};

/** Texts that Databricks reads as a moment look like this; of others it is certain that it reads none. */
const momentLike = String.raw`^\s*(?:[+-]?\d{4}|T?\d{1,2}:)`;

const toMoment = (type: 'TIMESTAMP' | 'DATETIME', safe: boolean): string => {
  const zone = type === 'TIMESTAMP' ? String.raw`(?:[+-]\d{2}(?::\d{2})?|Z| UTC)?` : '';
  const read = `${safe ? 'SAFE_CAST' : 'CAST'}(@a AS ${type})`;
  return guarded(`^${day}(?:${clock}${zone})?$`, read, safe, type, `NOT REGEXP_CONTAINS(@a, r'${momentLike}')`);
};

const toBoolean = (safe: boolean): string => {
  const end = safe ? '' : ` WHEN @a IS NOT NULL THEN ERROR('this text is no BOOLEAN')`;
  return `CASE WHEN LOWER(TRIM(@a)) IN ('t', 'true', 'y', 'yes', '1') THEN TRUE WHEN LOWER(TRIM(@a)) IN ('f', 'false', 'n', 'no', '0') THEN FALSE${end} END`;
};

const toDouble = (safe: boolean): string => {
  const form = String.raw`(?i)^[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf|infinity|nan)$`;
  const cast = safe ? 'SAFE_CAST' : 'CAST';
  const end = safe ? '' : ` WHEN @a IS NOT NULL THEN ERROR('this text is no DOUBLE')`;
  const suffixed = ` WHEN REGEXP_CONTAINS(TRIM(@a), r'(?i)^[+-]?[\\d.]+(?:e[+-]?\\d+)?[df]$') THEN ERROR('a letter behind a number')`;
  return `CASE WHEN REGEXP_CONTAINS(TRIM(@a), r'${form}') THEN ${cast}(TRIM(@a) AS FLOAT64)${suffixed}${end} END`;
};

const toWhole = (safe: boolean): string => {
  const end = safe ? '' : ` WHEN @a IS NOT NULL THEN ERROR('this text is no number')`;
  return `CASE WHEN REGEXP_CONTAINS(TRIM(@a), r'^[+-]?\\d+$') THEN ${safe ? 'SAFE_CAST' : 'CAST'}(TRIM(@a) AS INT64)${end} END`;
};

/** Texts with more digits are rounded once; where a cast to fewer digits follows they would be rounded twice. */
const toNumeric = (safe: boolean, whole: boolean): string => {
  const end = safe
    ? ` WHEN REGEXP_CONTAINS(TRIM(@a), r'(?i)^[+-]?\\.?\\d[\\d.]*(?:e[+-]?\\d+)?$') THEN ERROR('a DECIMAL with an exponent or more than 9 digits behind the point')`
    : ` WHEN @a IS NOT NULL THEN ERROR('this text is no DECIMAL of 9 digits behind the point')`;
  const form = whole
    ? String.raw`(?i)^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?$`
    : String.raw`^[+-]?(?:\d+\.?\d{0,9}|\.\d{1,9})$`;
  return `CASE WHEN REGEXP_CONTAINS(TRIM(@a), r'${form}') THEN ${safe ? 'SAFE_CAST' : 'CAST'}(TRIM(@a) AS NUMERIC)${end} END`;
};

/** The text of a double as Java spells it, as far as it can be told; an error beyond that. */
const doubleText = `CASE WHEN IS_NAN(@a) THEN 'NaN' WHEN IS_INF(@a) THEN IF(@a > 0, 'Infinity', '-Infinity') WHEN @a = 0 THEN IF(IEEE_DIVIDE(1.0, @a) < 0, '-0.0', '0.0') WHEN ABS(@a) >= 1e-3 AND ABS(@a) < 1e7 THEN IF(@a = TRUNC(@a), CONCAT(CAST(CAST(@a AS INT64) AS STRING), '.0'), CAST(@a AS STRING)) WHEN @a IS NOT NULL THEN ERROR('the text of a DOUBLE with an exponent') END`;

/** Casts by source and target, as templates; where `safe` matters, as a function of it. */
const casts: Readonly<Record<string, string | ((safe: boolean) => string)>> = {
  'BOOLEAN DOUBLE': 'CAST(CAST(@a AS INT64) AS FLOAT64)',
  'BOOLEAN STRING': 'CAST(@a AS STRING)',
  'INT BOOLEAN': 'CAST(@a AS BOOL)',
  'DOUBLE BOOLEAN': '@a <> 0',
  'DECIMAL BOOLEAN': '@a <> 0',
  'STRING BOOLEAN': toBoolean,
  'INT DOUBLE': 'CAST(@a AS FLOAT64)',
  'DECIMAL DOUBLE': 'CAST(@a AS FLOAT64)',
  'STRING DOUBLE': toDouble,
  'INT STRING': 'CAST(@a AS STRING)',
  'DATE STRING': 'CAST(@a AS STRING)',
  'DOUBLE STRING': doubleText,
  'TIMESTAMP STRING':
    "CONCAT(FORMAT_TIMESTAMP('%Y-%m-%d %H:%M:%S', @a), IF(EXTRACT(MICROSECOND FROM @a) = 0, '', RTRIM(CONCAT('.', LPAD(CAST(EXTRACT(MICROSECOND FROM @a) AS STRING), 6, '0')), '0')))",
  'TIMESTAMP_NTZ STRING':
    "CONCAT(FORMAT_DATETIME('%Y-%m-%d %H:%M:%S', @a), IF(EXTRACT(MICROSECOND FROM @a) = 0, '', RTRIM(CONCAT('.', LPAD(CAST(EXTRACT(MICROSECOND FROM @a) AS STRING), 6, '0')), '0')))",
  'BINARY STRING': 'CAST(@a AS STRING)',
  'STRING BINARY': 'CAST(@a AS BYTES)',
  'STRING DATE': toDate,
  'TIMESTAMP DATE': 'DATE(@a)',
  'TIMESTAMP_NTZ DATE': 'DATE(@a)',
  'DATE TIMESTAMP': 'TIMESTAMP(@a)',
  'DATE TIMESTAMP_NTZ': 'DATETIME(@a)',
  'TIMESTAMP TIMESTAMP_NTZ': 'DATETIME(@a)',
  'TIMESTAMP_NTZ TIMESTAMP': 'TIMESTAMP(@a)',
  'STRING TIMESTAMP': (safe) => toMoment('TIMESTAMP', safe),
  'STRING TIMESTAMP_NTZ': (safe) => toMoment('DATETIME', safe),
  'INT TIMESTAMP': 'TIMESTAMP_SECONDS(@a)',
  'TIMESTAMP DOUBLE': 'UNIX_MICROS(@a) / 1000000',
};

/** To an integer type: what is not whole is cut off. */
const whole: Readonly<Partial<Record<Spark['kind'], string | ((safe: boolean) => string)>>> = {
  BOOLEAN: 'CAST(@a AS INT64)',
  DECIMAL: 'CAST(TRUNC(@a) AS INT64)',
  STRING: toWhole,
  TIMESTAMP: 'UNIX_SECONDS(@a)',
};

const truncatedDouble = (safe: boolean): string =>
  safe
    ? 'IF(IS_NAN(@a) OR TRUNC(@a) >= 9223372036854775808.0 OR TRUNC(@a) < -9223372036854775808.0, NULL, CAST(TRUNC(@a) AS INT64))'
    : 'CAST(TRUNC(@a) AS INT64)';

/** CAST, TRY_CAST and `::` under ANSI rules. Source: Databricks "cast function". */
export function castOf(r: Named, v: Value, to: Spark, place: At, safe: boolean): Value {
  const from = v.t;
  const more = v.grouped ? { grouped: true as const } : {};
  if (!isRepresentable(to))
    return refuse(place, `a cast to ${shown(to)}`, 'NUMERIC has 29 digits before the point and 9 behind it.');
  // NULL, or an error in the place of a value, which GoogleSQL takes for any type.
  if (from.kind === 'VOID') return { e: v.e.kind === 'call' ? v.e : typedNull(to, place), t: to };
  if (from.kind === 'UNKNOWN')
    return refuse(
      place,
      `a cast of a value whose type is not known to ${shown(to)}`,
      'Describe the columns of the table, in sources/<dataset>.yaml or in the config of its action.',
    );
  if (to.kind === 'INT') return { ...toInteger(r, v, to, place, safe), ...more };
  if (to.kind === 'DECIMAL') return { ...toDecimal(r, v, to, place, safe), ...more };
  if (to.kind === 'ARRAY' || to.kind === 'STRUCT' || to.kind === 'MAP')
    return { ...nested(r, v, to, place, safe), ...more };
  if (from.kind === to.kind) return { ...v, t: to };
  if (to.kind === 'STRING' && from.kind === 'DECIMAL') return { e: decimalText(r, v, place), t: to, ...more };
  const template = casts[`${from.kind} ${to.kind}`];
  if (template === undefined) return refuse(place, `a cast of ${shown(from)} to ${shown(to)}`);
  return { e: fill(r, typeof template === 'string' ? template : template(safe), [v.e], place), t: to, ...more };
}

/** A decimal with all digits of its scale. */
function decimalText(r: Named, v: Value, place: At): Expr {
  const { t } = representable(v, place);
  const scale = t.kind === 'DECIMAL' ? t.scale : 0;
  if (scale === 0) return castTo(v.e, typeName('STRING', place), place);
  const zeros = '0'.repeat(scale);
  return fill(
    r,
    `IF(STRPOS(CAST(@a AS STRING), '.') = 0, CONCAT(CAST(@a AS STRING), '.${zeros}'), RPAD(CAST(@a AS STRING), STRPOS(CAST(@a AS STRING), '.') + ${scale}, '0'))`,
    [v.e],
    place,
  );
}

function toInteger(r: Named, v: Value, to: Integral, place: At, safe: boolean): Value {
  if (v.t.kind === 'INT')
    return {
      ...fitting(r, v.e, rangeOf(v.t), to.bits, place, safe),
      ...(v.literal !== undefined && { literal: v.literal }),
    };
  const template = v.t.kind === 'DOUBLE' ? truncatedDouble : whole[representable(v, place).t.kind];
  if (template === undefined) return refuse(place, `a cast of ${shown(v.t)} to ${shown(to)}`);
  const e = fill(r, typeof template === 'string' ? template : template(safe), [v.e], place);
  return fitting(r, e, v.t.kind === 'BOOLEAN' ? { lo: 0n, hi: 1n } : limits(64), to.bits, place, safe);
}

function toDecimal(r: Named, v: Value, to: Extract<Spark, { kind: 'DECIMAL' }>, place: At, safe: boolean): Value {
  const from = v.t;
  const bounded = typeName('NUMERIC', place, [String(to.precision), String(to.scale)]);
  const plain = typeName('NUMERIC', place);
  const isWhole = to.precision === 38 && to.scale === NUMERIC_SCALE;
  const cut = (e: Expr): Expr => {
    if (isWhole) return e;
    if (!safe) return castTo(e, bounded, place);
    const limit = `NUMERIC '1${'0'.repeat(to.precision - to.scale)}'`;
    return to.precision - to.scale > 28
      ? refuse(place, 'TRY_CAST to this DECIMAL')
      : fill(r, `IF(ABS(ROUND(@a, ${to.scale})) >= ${limit}, NULL, ROUND(@a, ${to.scale}))`, [e], place);
  };
  if (from.kind === 'INT' || from.kind === 'DECIMAL') {
    const source = decimalOf(from);
    if (source.scale > NUMERIC_SCALE && to.scale !== NUMERIC_SCALE) representable(v, place);
    const number = from.kind === 'INT' ? castTo(v.e, plain, place) : v.e;
    const widens = source.scale <= to.scale && source.precision - source.scale <= to.precision - to.scale;
    return { e: widens || (source.scale > NUMERIC_SCALE && isWhole) ? number : cut(number), t: to };
  }
  if (from.kind === 'BOOLEAN') return { e: castTo(castTo(v.e, typeName('INT64', place), place), plain, place), t: to };
  if (from.kind === 'DOUBLE') {
    const text = castTo(v.e, typeName('STRING', place), place);
    return { e: cut(castTo(text, plain, place, safe)), t: to };
  }
  if (from.kind === 'STRING') return { e: cut(fill(r, toNumeric(safe, isWhole), [v.e], place)), t: to };
  return refuse(place, `a cast of ${shown(from)} to ${shown(to)}`);
}

/** Whether values of a type are GoogleSQL values of the other without any cast. */
function fits(from: Spark, to: Spark): boolean {
  if (from.kind === 'VOID') return true;
  if (from.kind === 'ARRAY' && to.kind === 'ARRAY') return fits(from.element, to.element);
  if (from.kind === 'INT' && to.kind === 'INT')
    return rangeOf(from).lo >= limits(to.bits).lo && rangeOf(from).hi <= limits(to.bits).hi;
  if (from.kind === 'DECIMAL' && to.kind === 'DECIMAL')
    return from.scale <= to.scale && from.precision - from.scale <= to.precision - to.scale;
  if (from.kind === 'STRUCT' && to.kind === 'STRUCT')
    return (
      from.fields.length === to.fields.length &&
      from.fields.every((f, i) => f.name === to.fields[i]?.name && fits(f.type, to.fields[i]?.type ?? to))
    );
  return from.kind === to.kind && from.kind !== 'MAP';
}

type Struct = Extract<Spark, { kind: 'STRUCT' }>;

/** A struct of a column, field by field. */
function ofFields(r: Named, v: Value, from: Struct, to: Struct, place: At, safe: boolean): Value {
  const { grouped: _, ...plain } = v;
  const made = (e: Expr): Expr => {
    const fields = to.fields.map(({ name, type }, i) => {
      const own = { start: place.start, end: place.end, name: from.fields[i]?.name ?? '', quoted: false };
      const field: Expr = { start: place.start, end: place.end, kind: 'field', of: e, name: own };
      return { name, value: castOf(r, { ...plain, e: field, t: from.fields[i]?.type ?? to }, type, place, safe).e };
    });
    return unlessNull(e, structOf(fields, place), place);
  };
  if (from.fields.some(({ name }) => name === '')) return refuse(place, 'a cast of a struct without names');
  return { e: bound(r, v.e, place, made), t: to };
}

/** Element by element, field by field. */
function nested(r: Named, v: Value, to: Spark, place: At, safe: boolean): Value {
  const from = v.t;
  if (v.e.kind === 'array' && v.e.items.length === 0) {
    const type = typeNameOf(to, place);
    return type ? { e: { ...v.e, type }, t: to } : refuse(place, `a cast to ${shown(to)}`);
  }
  // An array of nothing but NULLs has the type that it is cast to.
  const type =
    v.e.kind === 'array' && !v.e.type && v.e.items.every(({ kind }) => kind === 'null') && typeNameOf(to, place);
  if (v.e.kind === 'array' && type) return { e: { ...v.e, type }, t: to };
  if (fits(from, to)) return { ...v, t: to };
  if (from.kind === 'ARRAY' && to.kind === 'ARRAY')
    return mapped(r, v, place, (element) => castOf(r, element, to.element, place, safe));
  if (from.kind === 'STRUCT' && to.kind === 'STRUCT' && from.fields.length === to.fields.length) {
    const { e } = v;
    if (e.kind !== 'struct' || e.type) return ofFields(r, v, from, to, place, safe);
    const fields = to.fields.map(({ name, type }, i) => {
      const made = castOf(r, { e: e.fields[i]?.value ?? e, t: from.fields[i]?.type ?? to }, type, place, safe);
      return { name, value: made.e };
    });
    return { e: structOf(fields, place), t: to };
  }
  return refuse(place, `a cast of ${shown(from)} to ${shown(to)}`);
}
