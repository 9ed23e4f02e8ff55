import type { SqlType } from '../../../../compiler/analyse/types/type.ts';
import type { At, TypeName } from '../../../../compiler/sql/ast.ts';
import { refuse } from '../parse/cursor.ts';
import type { RawType } from '../tree.ts';

/** An integer type. `lo` and `hi` bound the values that the expression can have, where that is known. */
export interface Integral {
  readonly kind: 'INT';
  readonly bits: 8 | 16 | 32 | 64;
  readonly lo?: bigint;
  readonly hi?: bigint;
}

/** A type of Databricks SQL. `UNKNOWN` spreads to whatever is made of it. */
export type Spark =
  | {
      readonly kind:
        | 'UNKNOWN'
        | 'VOID'
        | 'BOOLEAN'
        | 'DOUBLE'
        | 'STRING'
        | 'BINARY'
        | 'DATE'
        | 'TIMESTAMP'
        | 'TIMESTAMP_NTZ'
        | 'VARIANT'
        | 'INTERVAL';
    }
  | Integral
  | { readonly kind: 'DECIMAL'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'ARRAY'; readonly element: Spark }
  | { readonly kind: 'MAP'; readonly key: Spark; readonly value: Spark }
  | { readonly kind: 'STRUCT'; readonly fields: readonly { readonly name: string; readonly type: Spark }[] };

export type Kind = Spark['kind'];

export const UNKNOWN: Spark = { kind: 'UNKNOWN' };
export const STRING: Spark = { kind: 'STRING' };
export const BOOLEAN: Spark = { kind: 'BOOLEAN' };
export const DOUBLE: Spark = { kind: 'DOUBLE' };
export const BINARY: Spark = { kind: 'BINARY' };
export const DATE: Spark = { kind: 'DATE' };
export const TIMESTAMP: Spark = { kind: 'TIMESTAMP' };
export const NTZ: Spark = { kind: 'TIMESTAMP_NTZ' };
export const INT: Integral = { kind: 'INT', bits: 32 };
export const BIGINT: Integral = { kind: 'INT', bits: 64 };
export const decimal = (precision: number, scale: number): Spark => ({ kind: 'DECIMAL', precision, scale });
export const arrayOf = (element: Spark): Spark => ({ kind: 'ARRAY', element });

/** The least and the greatest value of an integer type. */
export const limits = (bits: Integral['bits']): { readonly lo: bigint; readonly hi: bigint } => ({
  lo: -(2n ** BigInt(bits - 1)),
  hi: 2n ** BigInt(bits - 1) - 1n,
});

const integers: Readonly<Record<string, Integral['bits']>> = {
  TINYINT: 8,
  BYTE: 8,
  SMALLINT: 16,
  SHORT: 16,
  INT: 32,
  INTEGER: 32,
  BIGINT: 64,
  LONG: 64,
};

const plain: Readonly<Record<string, Spark>> = {
  BOOLEAN,
  DOUBLE,
  STRING,
  BINARY,
  DATE,
  TIMESTAMP,
  TIMESTAMP_LTZ: TIMESTAMP,
  TIMESTAMP_NTZ: NTZ,
  VARIANT: { kind: 'VARIANT' },
  VOID: { kind: 'VOID' },
};

/** The type that an author wrote. */
export function sparkOf(type: RawType): Spark {
  const { name, parameters, fields } = type;
  const bits = integers[name];
  if (bits) return { kind: 'INT', bits };
  if (name === 'DECIMAL' || name === 'DEC' || name === 'NUMERIC')
    return decimal(parameters[0] ?? 10, parameters[1] ?? 0);
  const [first, second] = fields;
  if (name === 'ARRAY' && first) return arrayOf(sparkOf(first.type));
  if (name === 'MAP' && first && second) return { kind: 'MAP', key: sparkOf(first.type), value: sparkOf(second.type) };
  if (name === 'STRUCT')
    return { kind: 'STRUCT', fields: fields.map((f) => ({ name: f.name?.name ?? '', type: sparkOf(f.type) })) };
  const found = plain[name];
  if (found) return found;
  if (name === 'FLOAT' || name === 'REAL')
    return refuse(type, 'the type FLOAT', 'There is no type of 32 bits. Use DOUBLE.');
  return refuse(type, `the type \`${name}\``);
}

const google: Readonly<Record<string, Spark>> = {
  BOOL: BOOLEAN,
  INT64: BIGINT,
  FLOAT64: DOUBLE,
  NUMERIC: decimal(38, 9),
  STRING,
  BYTES: BINARY,
  DATE,
  DATETIME: NTZ,
  TIMESTAMP,
  JSON: { kind: 'VARIANT' },
};

/** What a column that GoogleSQL knows by this type is on Databricks. */
export function sparkOfColumn(type: SqlType): Spark {
  if (type.kind === 'ARRAY') return arrayOf(sparkOfColumn(type.element));
  if (type.kind === 'STRUCT')
    return {
      kind: 'STRUCT',
      fields: type.fields.map(({ name = '', type: inner }) => ({ name, type: sparkOfColumn(inner) })),
    };
  return google[type.kind] ?? UNKNOWN;
}

const written: Readonly<Partial<Record<Kind, string>>> = {
  BOOLEAN: 'BOOL',
  INT: 'INT64',
  DOUBLE: 'FLOAT64',
  DECIMAL: 'NUMERIC',
  STRING: 'STRING',
  BINARY: 'BYTES',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP',
  TIMESTAMP_NTZ: 'DATETIME',
  VARIANT: 'JSON',
  VOID: 'INT64',
};

/** The type in GoogleSQL; a MAP is an array of its entries. Undefined where a part of it is not known. */
export function typeNameOf(type: Spark, at: At): TypeName | undefined {
  const { start, end } = at;
  const base = { start, end, parameters: [] };
  const named = (name: string) => ({ start, end, name, quoted: false });
  if (type.kind === 'ARRAY') {
    const element = typeNameOf(type.element, at);
    return element && { ...base, name: 'ARRAY', fields: [{ type: element }] };
  }
  if (type.kind === 'MAP') return typeNameOf(arrayOf(entryOf(type)), at);
  if (type.kind === 'STRUCT') {
    const fields = type.fields.map((f) => ({ name: named(f.name), type: typeNameOf(f.type, at) }));
    const known = fields.flatMap(({ name, type: inner }) => (inner ? [{ name, type: inner }] : []));
    return known.length === fields.length ? { ...base, name: 'STRUCT', fields: known } : undefined;
  }
  const name = written[type.kind];
  return name === undefined ? undefined : { ...base, name, fields: [] };
}

/** An entry of a map. */
export const entryOf = ({ key, value }: Extract<Spark, { kind: 'MAP' }>): Spark => ({
  kind: 'STRUCT',
  fields: [
    { name: 'key', type: key },
    { name: 'value', type: value },
  ],
});

/** Digits behind the point that GoogleSQL's NUMERIC keeps, and those in front of it. */
export const NUMERIC_SCALE = 9;
const NUMERIC_WHOLE = 29;

/** Whether every value of the type is one of GoogleSQL's. */
export function isRepresentable(type: Spark): boolean {
  switch (type.kind) {
    case 'DECIMAL':
      return type.scale <= NUMERIC_SCALE && type.precision - type.scale <= NUMERIC_WHOLE;
    case 'ARRAY':
      return isRepresentable(type.element);
    case 'MAP':
      return isRepresentable(type.key) && isRepresentable(type.value);
    case 'STRUCT':
      return type.fields.every((f) => isRepresentable(f.type));
    default:
      return true;
  }
}

/** As a person reads it. */
export function shown(type: Spark): string {
  switch (type.kind) {
    case 'INT':
      return { 8: 'TINYINT', 16: 'SMALLINT', 32: 'INT', 64: 'BIGINT' }[type.bits];
    case 'DECIMAL':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'ARRAY':
      return `ARRAY<${shown(type.element)}>`;
    case 'MAP':
      return `MAP<${shown(type.key)}, ${shown(type.value)}>`;
    default:
      return type.kind;
  }
}
