import type { TypeName } from '../../sql/ast.ts';
import { type ScalarName, type SqlType, type StructField, UNKNOWN } from './type.ts';

const scalars: Readonly<Record<ScalarName, true>> = {
  BOOL: true,
  INT64: true,
  FLOAT64: true,
  NUMERIC: true,
  BIGNUMERIC: true,
  STRING: true,
  BYTES: true,
  DATE: true,
  DATETIME: true,
  TIME: true,
  TIMESTAMP: true,
  INTERVAL: true,
  JSON: true,
  GEOGRAPHY: true,
};

const byName = new Map<string, SqlType>(
  Object.keys(scalars).map((name) => [name, { kind: name as ScalarName } as SqlType]),
);

const aliases: Readonly<Record<string, ScalarName>> = {
  INT: 'INT64',
  SMALLINT: 'INT64',
  INTEGER: 'INT64',
  BIGINT: 'INT64',
  TINYINT: 'INT64',
  BYTEINT: 'INT64',
  BOOLEAN: 'BOOL',
  DECIMAL: 'NUMERIC',
  BIGDECIMAL: 'BIGNUMERIC',
};
for (const [alias, name] of Object.entries(aliases)) byName.set(alias, { kind: name });

/** Types that a parameter of a routine may have and no value has: nothing is known of what is passed. */
const open = new Set(['ANY TYPE', 'ANY', 'TABLE', 'TABLE TYPE', 'ANY TABLE']);

/** The type of values with this name, without parameters; undefined for a name that is no scalar type. */
export const scalar = (name: string): SqlType | undefined => byName.get(name);

/** A type as BigQuery writes it: `ARRAY<STRUCT<a INT64, b NUMERIC(10, 2)>>`; `?` where it is not known. */
export function typeText(type: SqlType): string {
  switch (type.kind) {
    case 'unknown':
      return '?';
    case 'ARRAY':
    case 'RANGE':
      return `${type.kind}<${typeText(type.element)}>`;
    case 'STRUCT':
      return `STRUCT<${type.fields.map(fieldText).join(', ')}>`;
    default:
      return type.parameters?.length ? `${type.kind}(${type.parameters.join(', ')})` : type.kind;
  }
}

/** Names that need back-quotes when they name a field are written with them. */
const fieldText = ({ name, type }: StructField): string =>
  name === undefined ? typeText(type) : `${isPlain(name) ? name : `\`${name}\``} ${typeText(type)}`;

function isPlain(name: string): boolean {
  for (let at = 0; at < name.length; at += 1) if (!isWord(name.charCodeAt(at), at > 0)) return false;
  return name !== '';
}

const isWord = (code: number, digits: boolean): boolean =>
  (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || (digits && code >= 48 && code <= 57);

/** The type that a written type stands for; undefined where GoogleSQL has none of that name. */
export function typeFromName(name: TypeName): SqlType | undefined {
  switch (name.name) {
    case 'ARRAY':
    case 'RANGE': {
      const of = name.fields[0];
      const element = of ? typeFromName(of.type) : UNKNOWN;
      return element && { kind: name.name, element };
    }
    case 'STRUCT': {
      const fields: StructField[] = [];
      for (const field of name.fields) {
        const type = typeFromName(field.type);
        if (!type) return undefined;
        fields.push(field.name ? { name: field.name.name, type } : { type });
      }
      return { kind: 'STRUCT', fields };
    }
    default: {
      const plain = byName.get(name.name);
      if (!plain) return open.has(name.name) ? UNKNOWN : undefined;
      return name.parameters.length > 0 ? ({ ...plain, parameters: name.parameters } as SqlType) : plain;
    }
  }
}

/** Reads a type as `typeText` writes it, aliases too (`INTEGER`, `RECORD` is none); undefined where it is no type. */
export function parseType(text: string): SqlType | undefined {
  const from = { text, at: 0 };
  const type = readType(from);
  skip(from);
  return from.at === text.length ? type : undefined;
}

interface Reading {
  readonly text: string;
  at: number;
}

function skip(from: Reading): void {
  while (from.text.charCodeAt(from.at) <= 32) from.at += 1;
}

function eat(from: Reading, sign: string): boolean {
  skip(from);
  if (!from.text.startsWith(sign, from.at)) return false;
  from.at += sign.length;
  return true;
}

function word(from: Reading): string {
  skip(from);
  if (from.text[from.at] === '`') {
    const end = from.text.indexOf('`', from.at + 1);
    const name = from.text.slice(from.at + 1, end < 0 ? undefined : end);
    from.at = end < 0 ? from.text.length : end + 1;
    return name;
  }
  const start = from.at;
  while (from.at < from.text.length && isWord(from.text.charCodeAt(from.at), true)) from.at += 1;
  return from.text.slice(start, from.at);
}

function readType(from: Reading): SqlType | undefined {
  if (eat(from, '?')) return UNKNOWN;
  return readNamed(from, word(from).toUpperCase());
}

function readNamed(from: Reading, name: string): SqlType | undefined {
  if (name === 'ARRAY' || name === 'RANGE') {
    if (!eat(from, '<')) return undefined;
    const element = readType(from);
    return element && eat(from, '>') ? { kind: name, element } : undefined;
  }
  if (name === 'STRUCT') return readStruct(from);
  const plain = byName.get(name);
  if (!plain || !eat(from, '(')) return plain;
  const end = from.text.indexOf(')', from.at);
  if (end < 0) return undefined;
  const parameters = from.text
    .slice(from.at, end)
    .split(',')
    .map((part) => part.trim());
  from.at = end + 1;
  return { ...plain, parameters } as SqlType;
}

function readStruct(from: Reading): SqlType | undefined {
  if (!eat(from, '<')) return undefined;
  const fields: StructField[] = [];
  if (eat(from, '>')) return { kind: 'STRUCT', fields };
  do {
    const field = readField(from);
    if (!field) return undefined;
    fields.push(field);
  } while (eat(from, ','));
  return eat(from, '>') ? { kind: 'STRUCT', fields } : undefined;
}

/** `name TYPE` or `TYPE`: what follows a lone type is a sign and no word. */
function readField(from: Reading): StructField | undefined {
  skip(from);
  const start = from.at;
  const name = word(from);
  skip(from);
  const next = from.text[from.at] ?? '>';
  if (name !== '' && (isWord(next.charCodeAt(0), true) || next === '?' || next === '`')) {
    const type = readType(from);
    return type && { name, type };
  }
  from.at = start;
  const type = readType(from);
  return type && { type };
}
