import { create } from './message.ts';
import type { Field, Loose, MessageType, Schema } from './schema.ts';

const hasOwn = Object.hasOwn;

/**
 * A message as plain JSON data: fields in the order of their numbers, enumerations by name, nothing that is unset.
 * Values are bent as Dataform's wire format bends them (a text that stands for a number becomes that number).
 * Throws a TypeError where something else than text stands in a text field, as Dataform's encoder does.
 */
export function plain(schema: Schema, type: MessageType, message: object): Loose {
  const source = message as Loose;
  const out: Loose = { ...type.blank };
  for (const field of type.fields) {
    const value = source[field.name];
    if (value === null || value === undefined) continue;
    if (field.shape === 'list') {
      const list = value as ArrayLike<unknown>;
      if (list.length) out[field.name] = plainList(schema, field, list);
    } else if (field.shape === 'map') {
      const entries = Object.entries(value);
      if (entries.length > 0) out[field.name] = plainMap(schema, field, entries);
    } else if (hasOwn(source, field.name)) {
      out[field.name] = plainValue(schema, field, value);
    }
  }
  return out;
}

function plainList(schema: Schema, field: Field, list: ArrayLike<unknown>): unknown[] {
  const out: unknown[] = [];
  for (let i = 0; i < list.length; i += 1) out.push(plainValue(schema, field, list[i]));
  return out;
}

function plainMap(schema: Schema, field: Field, entries: readonly [string, unknown][]): Loose {
  const out: Loose = {};
  for (const [key, value] of entries) {
    const part = plainValue(schema, field, value);
    if (key === '__proto__') Object.defineProperty(out, key, { value: part, enumerable: true });
    else out[key] = part;
  }
  return out;
}

function plainValue(schema: Schema, field: Field, value: unknown): unknown {
  switch (field.kind) {
    case 'string':
      if (typeof value === 'string') return value;
      throw new TypeError(
        `The "string" argument must be of type string or an instance of Buffer or ArrayBuffer. Received ${described(value)}`,
      );
    case 'bool':
      return Boolean(value);
    case 'int':
      return Number(value) | 0;
    case 'number':
      return Number(value);
    case 'enum': {
      const names = schema.values(field.type);
      return typeof value === 'number' ? (names[value] ?? value) : names[0];
    }
    case 'message':
      return plain(schema, schema.type(field.type), value as object);
  }
}

function described(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== 'object' && typeof value !== 'function') return `type ${typeof value} (${String(value)})`;
  return typeof value === 'function'
    ? `function ${value.name}`
    : `an instance of ${value.constructor?.name ?? 'Object'}`;
}

/**
 * JSON data as messages at every level: numbers of enumerations from names, scalars converted. Throws Dataform's
 * TypeError where a list is none.
 */
export function parsed(schema: Schema, type: MessageType, data: Loose): Loose {
  const made = create(type);
  for (const field of type.fields) {
    const value = data[field.name];
    if (value === null || value === undefined) continue;
    if (field.shape === 'list') {
      if (!Array.isArray(value)) throw new TypeError(`.dataform.${type.name}.${field.name}: array expected`);
      made[field.name] = value.map((part: unknown) => parsedValue(schema, field, part));
    } else if (field.shape === 'map') {
      made[field.name] = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, parsedValue(schema, field, v)]));
    } else {
      const read = parsedValue(schema, field, value);
      if (read !== undefined) made[field.name] = read;
    }
  }
  return made;
}

function parsedValue(schema: Schema, field: Field, value: unknown): unknown {
  switch (field.kind) {
    case 'string':
      return String(value);
    case 'bool':
      return Boolean(value);
    case 'int':
      return Number(value) | 0;
    case 'number':
      return Number(value);
    case 'enum': {
      if (typeof value === 'number') return value;
      const number = schema.values(field.type).indexOf(String(value));
      return number >= 0 ? number : undefined;
    }
    case 'message':
      return parsed(schema, schema.type(field.type), value as Loose);
  }
}
