import { type ScalarName, type SqlType, type StructField, type Typed, UNKNOWN } from './type.ts';

/** Implicit coercion of values. Source: GoogleSQL "Conversion rules", coercion. */
const implicit: Readonly<Partial<Record<ScalarName, readonly ScalarName[]>>> = {
  INT64: ['NUMERIC', 'BIGNUMERIC', 'FLOAT64'],
  NUMERIC: ['BIGNUMERIC', 'FLOAT64'],
  BIGNUMERIC: ['FLOAT64'],
  DATE: ['DATETIME'],
};

/** What a literal may become besides. Source: GoogleSQL "Conversion rules", literal coercion. */
const ofLiteral: Readonly<Partial<Record<ScalarName, readonly ScalarName[]>>> = {
  FLOAT64: ['NUMERIC', 'BIGNUMERIC'],
  STRING: ['DATE', 'DATETIME', 'TIMESTAMP', 'TIME'],
};

/** What a query parameter may become besides. Source: GoogleSQL "Conversion rules", parameter coercion. */
const ofParameter: Readonly<Partial<Record<ScalarName, readonly ScalarName[]>>> = {
  STRING: ['DATE', 'DATETIME', 'TIMESTAMP', 'TIME'],
};

/** Explicit conversion by CAST, besides coercion and to the same type. Source: GoogleSQL "Conversion functions", CAST. */
const explicit: Readonly<Partial<Record<ScalarName, readonly ScalarName[]>>> = {
  INT64: ['BOOL', 'STRING'],
  FLOAT64: ['INT64', 'NUMERIC', 'BIGNUMERIC', 'STRING'],
  NUMERIC: ['INT64', 'STRING'],
  BIGNUMERIC: ['INT64', 'NUMERIC', 'STRING'],
  BOOL: ['INT64', 'STRING'],
  STRING: [
    'INT64',
    'FLOAT64',
    'NUMERIC',
    'BIGNUMERIC',
    'BOOL',
    'BYTES',
    'DATE',
    'DATETIME',
    'TIME',
    'TIMESTAMP',
    'INTERVAL',
  ],
  BYTES: ['STRING'],
  DATE: ['STRING', 'TIMESTAMP'],
  DATETIME: ['STRING', 'DATE', 'TIME', 'TIMESTAMP'],
  TIMESTAMP: ['STRING', 'DATE', 'DATETIME', 'TIME'],
  TIME: ['STRING'],
  INTERVAL: ['STRING'],
};

/** Whether two types are one: field names count (without case), parameters do not. Unknown is the same as any. */
export function sameType(a: SqlType, b: SqlType): boolean {
  if (a === b || a.kind === 'unknown' || b.kind === 'unknown') return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'STRUCT' && b.kind === 'STRUCT') return sameFields(a.fields, b.fields);
  if ((a.kind === 'ARRAY' || a.kind === 'RANGE') && (b.kind === 'ARRAY' || b.kind === 'RANGE'))
    return sameType(a.element, b.element);
  return true;
}

const sameFields = (a: readonly StructField[], b: readonly StructField[]): boolean =>
  a.length === b.length &&
  a.every((field, i) => {
    const other = b[i];
    return (
      other !== undefined &&
      (field.name ?? '').toLowerCase() === (other.name ?? '').toLowerCase() &&
      sameType(field.type, other.type)
    );
  });

/** Whether two types differ at most in the names of their fields. */
function equivalent(a: SqlType, b: SqlType): boolean {
  if (a.kind === 'STRUCT' && b.kind === 'STRUCT')
    return (
      a.fields.length === b.fields.length &&
      a.fields.every(({ type }, i) => equivalent(type, b.fields[i]?.type ?? UNKNOWN))
    );
  if (a.kind === 'ARRAY' && b.kind === 'ARRAY') return equivalent(a.element, b.element);
  return sameType(a, b);
}

/** The type without `(10, 2)` and the like, at all depths: what a computed value has. */
export function withoutParameters(type: SqlType): SqlType {
  switch (type.kind) {
    case 'unknown':
      return type;
    case 'ARRAY':
    case 'RANGE': {
      const element = withoutParameters(type.element);
      return element === type.element ? type : { kind: type.kind, element };
    }
    case 'STRUCT': {
      const fields = type.fields.map((field) => {
        const plain = withoutParameters(field.type);
        return plain === field.type ? field : { ...field, type: plain };
      });
      return fields.every((field, i) => field === type.fields[i]) ? type : { kind: 'STRUCT', fields };
    }
    default:
      return type.parameters ? { kind: type.kind } : type;
  }
}

/** What is known of a field of a value: literals and constructors say more than their type does. */
export function fieldOf(of: Typed, index: number): Typed {
  const known = of.fields?.[index];
  if (known) return known;
  const type = of.type.kind === 'STRUCT' ? of.type.fields[index]?.type : undefined;
  return loose(of) ? { type: type ?? UNKNOWN, form: of.form } : { type: type ?? UNKNOWN };
}

/** What is known of the elements of an array. */
export function elementOf(of: Typed): Typed {
  const type = of.type.kind === 'ARRAY' ? of.type.element : UNKNOWN;
  return loose(of) ? { type, form: of.form } : { type };
}

/** Whether a value is coerced more freely than others, and its parts with it. */
const loose = (of: Typed): of is Typed & { readonly form: 'literal' | 'parameter' } =>
  of.form === 'literal' || of.form === 'parameter';

/** Whether a value may stand where `to` is wanted, without CAST. Certain only in its "no". */
export function coerces(from: Typed, to: SqlType): boolean {
  const { type } = from;
  if (to.kind === 'unknown' || type.kind === 'unknown') return true;
  if (from.form === 'null') return type.kind !== 'ARRAY' || to.kind === 'ARRAY';
  switch (type.kind) {
    case 'ARRAY':
      if (to.kind !== 'ARRAY') return false;
      return equivalent(type.element, to.element) || (loose(from) && coerces(elementOf(from), to.element));
    case 'RANGE':
      return to.kind === 'RANGE' && sameType(type.element, to.element);
    case 'STRUCT':
      return (
        to.kind === 'STRUCT' &&
        to.fields.length === type.fields.length &&
        to.fields.every((field, i) => coerces(fieldOf(from, i), field.type))
      );
    default:
      return to.kind === type.kind || scalarCoerces(type.kind, to.kind, from.form);
  }
}

function scalarCoerces(from: ScalarName, to: SqlType['kind'], form: Typed['form']): boolean {
  const name = to as ScalarName;
  return (
    implicit[from]?.includes(name) === true ||
    (form === 'literal' && ofLiteral[from]?.includes(name) === true) ||
    (form === 'parameter' && ofParameter[from]?.includes(name) === true)
  );
}

/** Whether `CAST(from AS to)` is allowed for a value: NULL goes everywhere, the fields of a struct one by one. */
export function castsValue(from: Typed, to: SqlType): boolean {
  if (from.form === 'null') return coerces(from, to);
  const { type } = from;
  if (!from.fields || type.kind !== 'STRUCT' || to.kind !== 'STRUCT') return casts(type, to);
  return (
    to.fields.length === type.fields.length && to.fields.every((field, i) => castsValue(fieldOf(from, i), field.type))
  );
}

/** Whether `CAST(from AS to)` is allowed; whether each value survives it is not asked. Certain only in its "no". */
export function casts(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'unknown' || to.kind === 'unknown') return true;
  switch (from.kind) {
    case 'ARRAY':
      return to.kind === 'ARRAY' && casts(from.element, to.element);
    case 'RANGE':
      return to.kind === 'STRING' || (to.kind === 'RANGE' && sameType(from.element, to.element));
    case 'STRUCT':
      return (
        to.kind === 'STRUCT' &&
        to.fields.length === from.fields.length &&
        to.fields.every(({ type }, i) => casts(from.fields[i]?.type ?? UNKNOWN, type))
      );
    default:
      if (to.kind === from.kind || (from.kind === 'STRING' && to.kind === 'RANGE')) return true;
      return (
        scalarCoerces(from.kind, to.kind, undefined) || explicit[from.kind]?.includes(to.kind as ScalarName) === true
      );
  }
}

/**
 * The type that all values have in common, after coercion (`IF`, `CASE`, `COALESCE`, arrays, set operations): unknown
 * as soon as one of them is, INT64 for NULLs alone, undefined where there is none.
 */
export function supertype(of: readonly Typed[]): SqlType | undefined {
  let first: Typed | undefined;
  let same = true;
  for (const typed of of) {
    if (typed.type.kind === 'unknown' && typed.form !== 'null') return UNKNOWN;
    if (typed.form === 'null' && typed.type.kind !== 'ARRAY') continue;
    if (first && typed.type.kind !== first.type.kind) same = false;
    if (first === undefined || (first.form === 'null' && typed.form !== 'null')) first = typed;
  }
  if (first === undefined) return { kind: 'INT64' };
  switch (first.type.kind) {
    case 'STRUCT':
      return same ? structSupertype(first, of) : undefined;
    case 'ARRAY':
      return same ? arraySupertype(first, of) : undefined;
    case 'RANGE':
      return of.every((typed) => coerces(typed, first.type)) ? first.type : undefined;
    case 'unknown':
      return UNKNOWN;
    default:
      return same ? withoutParameters(first.type) : scalarSupertype(of);
  }
}

/** Field by field; the names are those of the first struct. */
function structSupertype(first: Typed, of: readonly Typed[]): SqlType | undefined {
  if (first.type.kind !== 'STRUCT') return undefined;
  const structs = of.filter((typed) => typed.form !== 'null');
  if (structs.length === 1) return withoutParameters(first.type);
  const fields: StructField[] = [];
  for (const [i, field] of first.type.fields.entries()) {
    const type = supertype(structs.map((typed) => fieldOf(typed, i)));
    if (!type) return undefined;
    fields.push({ ...field, type });
  }
  const count = first.type.fields.length;
  const even = structs.every(({ type }) => type.kind === 'STRUCT' && type.fields.length === count);
  return even ? { kind: 'STRUCT', fields } : undefined;
}

/** Arrays that are no literals must agree; literals follow them, element by element. */
function arraySupertype(first: Typed, of: readonly Typed[]): SqlType | undefined {
  const arrays = of.filter((typed) => typed.form !== 'null');
  if (arrays.length < 2) return withoutParameters(first.type);
  const fixed = arrays.find((typed) => !loose(typed)) ?? arrays.find(({ form }) => form === 'parameter');
  const fits = fixed !== undefined && of.every((typed) => coerces(typed, fixed.type));
  if (fixed && !fits && !loose(fixed)) return undefined;
  const element = supertype(fixed && fits ? [elementOf(first), elementOf(fixed)] : arrays.map(elementOf));
  return element && { kind: 'ARRAY', element };
}

const numbers: readonly ScalarName[] = ['INT64', 'NUMERIC', 'BIGNUMERIC', 'FLOAT64'];
const dates: readonly ScalarName[] = ['DATE', 'DATETIME'];

/** Values decide, literals follow; parameters are values, and where that does not do, literals. */
function scalarSupertype(of: readonly Typed[]): SqlType | undefined {
  const typed = of.filter(({ form }) => form !== 'null');
  const values = typed.filter(({ form }) => form !== 'literal');
  const found = coveringAll(of, values.length > 0 ? values : typed);
  if (found || values.length === 0) return found;
  const sure = values.filter(({ form }) => form !== 'parameter');
  return sure.length === values.length ? undefined : coveringAll(of, sure.length > 0 ? sure : typed);
}

/** The type that some values have in common, if all are coerced to it. A literal like 1.5 is no whole number. */
function coveringAll(of: readonly Typed[], some: readonly Typed[]): SqlType | undefined {
  const wide = widest(some);
  if (!wide) return undefined;
  const fraction = wide === 'INT64' && of.some(({ type, form }) => type.kind === 'FLOAT64' && form !== 'null');
  const to: SqlType = { kind: fraction ? 'FLOAT64' : wide };
  return of.every((typed) => coerces(typed, to)) ? to : undefined;
}

function widest(of: readonly Typed[]): ScalarName | undefined {
  const kinds = of.map(({ type }) => type.kind);
  if (kinds.every((kind) => kind === kinds[0])) return kinds[0] as ScalarName;
  for (const chain of [numbers, dates]) {
    const places = kinds.map((kind) => chain.indexOf(kind as ScalarName));
    if (places.every((place) => place >= 0)) return chain[Math.max(...places)];
  }
  return undefined;
}
