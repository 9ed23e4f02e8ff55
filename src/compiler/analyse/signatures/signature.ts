import { scalar } from '../types/text.ts';
import type { SqlType, StructField } from '../types/type.ts';

/** What a parameter takes or a function returns: a type with holes that a call fills (`T1`, `T2`). */
export type Pattern =
  | { readonly kind: 'type'; readonly type: SqlType }
  | { readonly kind: 'hole'; readonly hole: number }
  | { readonly kind: 'array' | 'range'; readonly of: Pattern }
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name?: string; readonly of: Pattern }[] }
  /** Any value, whatever its type. */
  | { readonly kind: 'any' }
  /** A STRING or what CONCAT turns into one: any scalar but BYTES, JSON and GEOGRAPHY. */
  | { readonly kind: 'text' }
  /** A bare word: a date part, or a mode like NFC. */
  | { readonly kind: 'word'; readonly of: 'PART' | 'MODE' }
  /** `INTERVAL 1 DAY` written out. */
  | { readonly kind: 'span' }
  /** A constant out of a list that is written as a string. */
  | { readonly kind: 'choice' }
  | { readonly kind: 'lambda'; readonly parameters: readonly Pattern[]; readonly body: Pattern }
  | { readonly kind: 'relation'; readonly of: 'TABLE' | 'MODEL' };

/**
 * What is asked of an argument besides its type: an order, equality; to be no array (`element`), the very type without
 * coercion (`exact`), not to be NULL without a type (`typed`), a literal or parameter, a constant.
 */
export type Demand = 'order' | 'equality' | 'grouping' | 'element' | 'exact' | 'typed' | 'literal' | 'constant';

export interface Parameter {
  readonly of: Pattern;
  readonly count: 'required' | 'optional' | 'repeated';
  readonly name?: string;
  /** It cannot be passed by its place. */
  readonly onlyByName: boolean;
  readonly demands: readonly Demand[];
}

export interface Signature {
  readonly parameters: readonly Parameter[];
  readonly returns: Pattern;
  /** It does not take a string literal as a date or time. */
  readonly strict: boolean;
  /** It takes any arguments: what they are is not known, or said in words only. */
  readonly open: boolean;
}

/**
 * Reads a signature of the table: `(STRING, [INT64]) STRING`. In brackets: may be left out; `...`: repeated; `name => `:
 * only by name; `name: `: by name or place; `T1 order`: a demand; `(T1) -> BOOL`: a lambda; `~` in front: strict; `(..)`:
 * anything; `?`: not known.
 */
export function readSignature(text: string): Signature {
  const from: Reading = { text, at: 0 };
  const strict = eat(from, '~');
  expect(from, '(');
  const parameters: Parameter[] = [];
  const open = eat(from, '..');
  if (!eat(from, ')')) {
    do parameters.push(readParameter(from));
    while (eat(from, ','));
    expect(from, ')');
  }
  return { parameters, returns: readPattern(from), strict, open };
}

interface Reading {
  readonly text: string;
  at: number;
}

function eat(from: Reading, sign: string): boolean {
  while (from.text[from.at] === ' ') from.at += 1;
  if (!from.text.startsWith(sign, from.at)) return false;
  from.at += sign.length;
  return true;
}

function expect(from: Reading, sign: string): void {
  if (!eat(from, sign)) throw new Error(`signature ${from.text}: ${sign} is missing at ${from.at}`);
}

const isWord = (code: number): boolean =>
  (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || (code >= 48 && code <= 57);

function word(from: Reading): string {
  eat(from, '');
  const start = from.at;
  while (from.at < from.text.length && isWord(from.text.charCodeAt(from.at))) from.at += 1;
  return from.text.slice(start, from.at);
}

const demandNames: readonly Demand[] = [
  'order',
  'equality',
  'grouping',
  'element',
  'exact',
  'typed',
  'literal',
  'constant',
];

function readParameter(from: Reading): Parameter {
  const optional = eat(from, '[');
  const start = from.at;
  const name = word(from);
  const onlyByName = name !== '' && eat(from, '=>');
  const named = onlyByName || (name !== '' && eat(from, ':'));
  if (!named) from.at = start;
  const of = readPattern(from);
  const demands: Demand[] = [];
  for (let demand = demandOf(from); demand; demand = demandOf(from)) demands.push(demand);
  const repeated = eat(from, '...');
  if (optional) expect(from, ']');
  return {
    of,
    count: optional ? 'optional' : repeated ? 'repeated' : 'required',
    ...(named && { name }),
    onlyByName,
    demands,
  };
}

const demandOf = (from: Reading): Demand | undefined => demandNames.find((name) => eat(from, name));

const fixed: Readonly<Record<string, Pattern>> = {
  ANY: { kind: 'any' },
  TEXT: { kind: 'text' },
  PART: { kind: 'word', of: 'PART' },
  MODE: { kind: 'word', of: 'MODE' },
  SPAN: { kind: 'span' },
  CHOICE: { kind: 'choice' },
  TABLE: { kind: 'relation', of: 'TABLE' },
  MODEL: { kind: 'relation', of: 'MODEL' },
  T1: { kind: 'hole', hole: 1 },
  T2: { kind: 'hole', hole: 2 },
};

function readPattern(from: Reading): Pattern {
  if (eat(from, '?')) return { kind: 'type', type: { kind: 'unknown' } };
  if (eat(from, '(')) {
    const parameters = [readPattern(from)];
    while (eat(from, ',')) parameters.push(readPattern(from));
    expect(from, ')');
    expect(from, '->');
    return { kind: 'lambda', parameters, body: readPattern(from) };
  }
  const name = word(from);
  if (name === 'ARRAY' || name === 'RANGE') {
    expect(from, '<');
    const of = readPattern(from);
    expect(from, '>');
    if (of.kind === 'type') return { kind: 'type', type: { kind: name, element: of.type } };
    return { kind: name === 'ARRAY' ? 'array' : 'range', of };
  }
  if (name === 'STRUCT') return readStruct(from);
  const type = scalar(name);
  const pattern = type ? ({ kind: 'type', type } as const) : fixed[name];
  if (!pattern) throw new Error(`signature ${from.text}: no type ${name}`);
  return pattern;
}

function readStruct(from: Reading): Pattern {
  const fields: { name?: string; of: Pattern }[] = [];
  expect(from, '<');
  do {
    const start = from.at;
    const name = word(from);
    if (from.text[from.at] === ' ') fields.push({ name, of: readPattern(from) });
    else {
      from.at = start;
      fields.push({ of: readPattern(from) });
    }
  } while (eat(from, ','));
  expect(from, '>');
  const plain = fields.flatMap(({ name, of }): StructField[] =>
    of.kind === 'type' ? [name === undefined ? { type: of.type } : { name, type: of.type }] : [],
  );
  if (plain.length === fields.length) return { kind: 'type', type: { kind: 'STRUCT', fields: plain } };
  return { kind: 'struct', fields };
}

/** The type that a pattern stands for once its holes are filled; undefined for what is no value. */
export function filled(of: Pattern, holes: ReadonlyMap<number, SqlType>): SqlType | undefined {
  switch (of.kind) {
    case 'type':
      return of.type;
    case 'hole':
      return holes.get(of.hole);
    case 'array':
    case 'range': {
      const element = filled(of.of, holes);
      return element && { kind: of.kind === 'array' ? 'ARRAY' : 'RANGE', element };
    }
    case 'struct': {
      const fields: StructField[] = [];
      for (const field of of.fields) {
        const type = filled(field.of, holes);
        if (!type) return undefined;
        fields.push(field.name === undefined ? { type } : { name: field.name, type });
      }
      return { kind: 'STRUCT', fields };
    }
    case 'choice':
    case 'text':
      return { kind: 'STRING' };
    default:
      return undefined;
  }
}
