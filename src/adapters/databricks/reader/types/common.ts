import { arrayOf, DOUBLE, decimal, INT, type Integral, type Spark, UNKNOWN } from './spark.ts';

const MAX_PRECISION = 38;
const LEAST_SCALE = 6;

/** A decimal type cut to 38 digits as Databricks cuts it. Source: Databricks "DECIMAL type", Spark `DecimalType.adjustPrecisionScale`. */
export function adjusted(precision: number, scale: number): Spark {
  if (precision <= MAX_PRECISION) return decimal(precision, scale);
  const whole = precision - scale;
  return decimal(MAX_PRECISION, Math.max(MAX_PRECISION - whole, Math.min(scale, LEAST_SCALE)));
}

const digits: Readonly<Record<Integral['bits'], number>> = { 8: 3, 16: 5, 32: 10, 64: 20 };

type Decimal = Extract<Spark, { kind: 'DECIMAL' }>;

/** The decimal type that holds every value of an integer type; that of a decimal type itself. */
export const decimalOf = (type: Integral | Decimal, literal?: string): Decimal =>
  type.kind === 'DECIMAL'
    ? type
    : { kind: 'DECIMAL', precision: literal === undefined ? digits[type.bits] : literal.length, scale: 0 };

/** The type of both values; undefined where Databricks would not find one, or a cast between texts and others is needed. */
export function common(a: Spark, b: Spark): Spark | undefined {
  if (a.kind === 'VOID') return b;
  if (b.kind === 'VOID') return a;
  if (a.kind === 'UNKNOWN' || b.kind === 'UNKNOWN') return UNKNOWN;
  if (a.kind === 'INT' && b.kind === 'INT') return widest(a, b);
  const numeric = (t: Spark): t is Integral | Decimal => t.kind === 'INT' || t.kind === 'DECIMAL';
  if (numeric(a) && numeric(b)) return widerDecimal(decimalOf(a), decimalOf(b));
  if ((a.kind === 'DOUBLE' || numeric(a)) && (b.kind === 'DOUBLE' || numeric(b))) return DOUBLE;
  if (a.kind === 'ARRAY' && b.kind === 'ARRAY') {
    const element = common(a.element, b.element);
    return element && arrayOf(element);
  }
  if (a.kind === 'MAP' && b.kind === 'MAP') {
    const [key, value] = [common(a.key, b.key), common(a.value, b.value)];
    return key && value && { kind: 'MAP', key, value };
  }
  if (a.kind === 'STRUCT' && b.kind === 'STRUCT') return structs(a, b);
  return a.kind === b.kind ? a : undefined;
}

type Struct = Extract<Spark, { kind: 'STRUCT' }>;

function structs(a: Struct, b: Struct): Spark | undefined {
  if (a.fields.length !== b.fields.length) return undefined;
  const fields: { name: string; type: Spark }[] = [];
  for (const [i, { name, type }] of a.fields.entries()) {
    const both = common(type, b.fields[i]?.type ?? UNKNOWN);
    if (!both) return undefined;
    fields.push({ name, type: both });
  }
  return { kind: 'STRUCT', fields };
}

function widest(a: Integral, b: Integral): Integral {
  const bits = wider(a, b);
  const bounded = a.lo !== undefined && b.lo !== undefined && a.hi !== undefined && b.hi !== undefined;
  if (!bounded) return { kind: 'INT', bits };
  const lo = (a.lo ?? 0n) < (b.lo ?? 0n) ? a.lo : b.lo;
  const hi = (a.hi ?? 0n) > (b.hi ?? 0n) ? a.hi : b.hi;
  return { kind: 'INT', bits, ...(lo !== undefined && { lo }), ...(hi !== undefined && { hi }) };
}

function widerDecimal(a: Decimal, b: Decimal): Spark {
  const scale = Math.max(a.scale, b.scale);
  return adjusted(Math.max(a.precision - a.scale, b.precision - b.scale) + scale, scale);
}

/** The type of all values together. */
export const commonOf = (types: readonly Spark[]): Spark | undefined =>
  types.reduce<Spark | undefined>((made, type) => made && common(made, type), { kind: 'VOID' });

/** An INT whose values lie between two numbers. */
export const between = (lo: number, hi: number): Integral => ({ ...INT, lo: BigInt(lo), hi: BigInt(hi) });

/** The type of an arithmetic operation on two decimals. Source: Databricks "DECIMAL type", Spark `DecimalPrecision`. */
export function decimalResult(op: string, a: Decimal, b: Decimal): Spark {
  const { precision: p1, scale: s1 } = a;
  const { precision: p2, scale: s2 } = b;
  switch (op) {
    case '*':
      return adjusted(p1 + p2 + 1, s1 + s2);
    case '/': {
      const scale = Math.max(LEAST_SCALE, s1 + p2 + 1);
      return adjusted(p1 - s1 + s2 + scale, scale);
    }
    case '%':
      return adjusted(Math.min(p1 - s1, p2 - s2) + Math.max(s1, s2), Math.max(s1, s2));
    default:
      return adjusted(Math.max(p1 - s1, p2 - s2) + Math.max(s1, s2) + 1, Math.max(s1, s2));
  }
}

export const isNumeric = (t: Spark): boolean => t.kind === 'INT' || t.kind === 'DECIMAL' || t.kind === 'DOUBLE';

/** The bits of the wider of two integer types. */
export function wider(a: Integral, b: Integral): Integral['bits'] {
  return Math.max(a.bits, b.bits) as Integral['bits'];
}

export function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

export function greater(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}
