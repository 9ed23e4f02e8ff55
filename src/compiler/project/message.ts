import type { Field, Loose, MessageType, Schema } from './schema.ts';

const { isArray } = Array;
const hasOwn = Object.hasOwn;
const keysOf = Object.keys;

const noList: unknown[] = [];
const noMap: Loose = {};
Object.freeze(noList);
Object.freeze(noMap);

/** A message with these properties: nulls are left out, lists and maps are always there, the rest reads as default. */
export function create(type: MessageType, properties?: object | null): Loose {
  const made = copied(type, properties);
  for (const name of type.lists) if (made[name] === undefined) made[name] = [];
  for (const name of type.maps) if (made[name] === undefined) made[name] = {};
  return made;
}

/** As `create`, for a message that is only read: what is absent is shared and frozen. */
export function createForReading(type: MessageType, properties: object): Loose {
  const made = copied(type, properties);
  for (const name of type.lists) if (made[name] === undefined) made[name] = noList;
  for (const name of type.maps) if (made[name] === undefined) made[name] = noMap;
  return made;
}

function copied(type: MessageType, properties?: object | null): Loose {
  const made = new type.Message();
  const source = properties as Loose | null | undefined;
  if (source) {
    for (const key of keysOf(source)) {
      const value = source[key];
      if (value !== null && value !== undefined) made[key] = value;
    }
  }
  return made;
}

/** Whether a value was made by `create` for this type. */
export const isMessage = (type: MessageType, value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === type.defaults;

/** Why an object is not such a message: the property to blame. */
export type Mismatch =
  | { readonly kind: 'array' }
  | ({ readonly kind: 'empty' } & MismatchedKey)
  | ({ readonly kind: 'unexpected'; readonly found: string } & MismatchedKey);

interface MismatchedKey {
  readonly key: string;
  /** Keys and indices that lead to it, its own last. */
  readonly path: readonly string[];
  /** Name of the message that it is a property of. */
  readonly type: string;
}

/**
 * Dataform's check of a message: unknown properties, and values whose `typeof` cannot be right. It is weak on purpose
 * (a number passes for a string). Free-form structs in it are put into their wire form, in place, as Dataform does.
 * Throws a TypeError where Dataform's check trips over a null in a list.
 */
export function mismatch(schema: Schema, type: MessageType, object: object): Mismatch | undefined {
  if (isArray(object)) return { kind: 'array' };
  if (holdsStruct(type, object as Loose)) convertStructs(schema, type, object);
  else if (isSound(schema, type, object as Loose)) return undefined;
  readMessages(schema, type, object as Loose);
  return mismatchIn(schema, type, object);
}

/** Whether a message is right beyond doubt, which nearly all are: one walk, in which nothing is rewritten. */
function isSound(schema: Schema, type: MessageType, object: Loose): boolean {
  if (isArray(object)) return false;
  for (const key of keysOf(object)) {
    const value = object[key];
    if (value === undefined) continue;
    const field = type.byName.get(key);
    if (!field) return false;
    if (field.shape === 'list') {
      if (!isArray(value)) return false;
      for (const part of value) if (!isSoundPart(schema, field, part)) return false;
    } else if (field.shape === 'map') {
      if (typeof value !== 'object' || value === null || isArray(value)) return false;
      for (const name of keysOf(value)) if (!isSoundPart(schema, field, (value as Loose)[name])) return false;
    } else if (!isSoundPart(schema, field, value)) return false;
  }
  return true;
}

function isSoundPart(schema: Schema, field: Field, value: unknown): boolean {
  if (field.kind === 'message')
    return typeof value === 'object' && value !== null && isSound(schema, schema.type(field.type), value as Loose);
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number';
}

function holdsStruct(type: MessageType, object: Loose): boolean {
  return object['metadata'] !== undefined || type.byName.has('actions');
}

function mismatchIn(schema: Schema, type: MessageType, object: object): Mismatch | undefined {
  for (const key of keysOf(object)) {
    const value = (object as Loose)[key];
    if (value === undefined) continue;
    const field = type.byName.get(key);
    const kept = field ? keptKind(field, value) : 'undefined';
    if (kept !== typeof value) {
      if (isArray(value) && value.length === 0) continue;
      if (!value) return { kind: 'empty', key, path: [key], type: type.name };
      if (typeof value === 'object' && keysOf(value).length === 0) continue;
      return { kind: 'unexpected', key, found: typeof value, path: [key], type: type.name };
    }
    const inner = typeof value === 'object' && field ? mismatchInside(schema, field, value as object) : undefined;
    if (inner) return below(key, inner);
  }
  return undefined;
}

const below = (key: string, inner: Mismatch): Mismatch =>
  inner.kind === 'array' ? inner : { ...inner, path: [key, ...inner.path] };

/** `typeof` of what protobufjs' toObject would give for a field that holds this value. */
function keptKind(field: Field, value: unknown): string {
  if (value === null || value === undefined) return 'undefined';
  if (field.shape === 'list') return (value as Loose)['length'] ? 'object' : 'undefined';
  if (field.shape === 'map') return keysOf(value as object).length > 0 ? 'object' : 'undefined';
  return field.kind === 'message' ? 'object' : typeof value;
}

function mismatchInside(schema: Schema, field: Field, value: object): Mismatch | undefined {
  if (field.kind !== 'message') {
    for (const key of keysOf(value)) if ((value as Loose)[key] === null) Object.entries(null as unknown as object);
    return undefined;
  }
  const type = schema.type(field.type);
  if (field.shape === 'one') return mismatchIn(schema, type, value);
  for (const key of keysOf(value)) {
    const part = (value as Loose)[key];
    if (part === null || part === undefined) readFirstField(type, part);
    const at = { key, path: [key], type: type.name };
    if (typeof part !== 'object') {
      return part ? { kind: 'unexpected', found: typeof part, ...at } : { kind: 'empty', ...at };
    }
    const inner = mismatchIn(schema, type, part as object);
    if (inner) return below(key, inner);
  }
  return undefined;
}

/** Before it compares, Dataform reads all inner messages, and trips over the first that is nothing. */
function readMessages(schema: Schema, type: MessageType, message: Loose): void {
  for (const field of type.messages) {
    const value = message[field.name];
    if (value === null || value === undefined) continue;
    const inner = schema.type(field.type);
    if (field.shape === 'one') {
      readMessages(schema, inner, value as Loose);
      continue;
    }
    for (const part of Object.values(value)) {
      if (part === null || part === undefined) readFirstField(inner, part);
      else readMessages(schema, inner, part as Loose);
    }
  }
}

/** Throws V8's own TypeError, as the generated code of a message does when it meets nothing. */
function readFirstField(type: MessageType, nothing: unknown): void {
  const first = type.fields[0];
  if (first) void (nothing as Loose)[first.name];
}

/**
 * protobufjs' verification, for its side effect alone: it walks the fields in order, stops at the first that is wrong,
 * and rewrites each struct that it meets on the way.
 */
function convertStructs(schema: Schema, type: MessageType, object: unknown): boolean {
  if (typeof object !== 'object' || object === null) return false;
  const message = object as Loose;
  if (type.name === 'google.protobuf.Struct' && !('fields' in message)) wrapStruct(message);
  for (const field of type.fields) {
    const value = message[field.name];
    if (value === null || value === undefined || !hasOwn(message, field.name)) continue;
    if (field.shape === 'list' && !isArray(value)) return false;
    if (field.shape === 'map' && typeof value !== 'object') return false;
    const parts = field.shape === 'one' ? [value] : Object.values(value as object);
    for (const part of parts) if (!isRight(schema, field, part)) return false;
  }
  return true;
}

function isRight(schema: Schema, field: Field, value: unknown): boolean {
  switch (field.kind) {
    case 'string':
      return typeof value === 'string' || value instanceof String;
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'enum':
      return typeof value === 'number' && schema.values(field.type)[value] !== undefined;
    case 'message':
      return convertStructs(schema, schema.type(field.type), value);
  }
}

function wrapStruct(object: Loose): void {
  const fields: Loose = {};
  for (const [key, value] of Object.entries(object)) fields[key] = wrapValue(value);
  for (const key of keysOf(object)) delete object[key];
  object['fields'] = fields;
}

function wrapValue(raw: unknown): Loose {
  if (raw === null || raw === undefined) return { nullValue: 0 };
  if (typeof raw === 'string') return { stringValue: raw };
  if (typeof raw === 'number') return { numberValue: raw };
  if (typeof raw === 'boolean') return { boolValue: raw };
  if (isArray(raw)) return { listValue: { values: raw.map(wrapValue) } };
  if (typeof raw === 'object') return { structValue: raw };
  throw new Error(`Unsupported value: ${String(raw)}`);
}

/** Any value in the wire form of google.protobuf.Value, all levels at once. */
export function structValue(raw: unknown): Loose {
  if (isArray(raw)) return { listValue: { values: raw.map(structValue) } };
  if (typeof raw === 'object' && raw !== null) {
    return { structValue: { fields: Object.fromEntries(Object.entries(raw).map(([k, v]) => [k, structValue(v)])) } };
  }
  return wrapValue(raw);
}

const DOCS = 'https://dataform-co.github.io/dataform/docs/configs-reference';
const ISSUES = 'https://github.com/dataform-co/dataform/issues';

/** How Dataform words a mismatch: with a link to its documentation, with a plea to report it, or bare. */
export function mismatchMessage(type: MessageType, found: Mismatch, manner: 'docs' | 'report' | 'bare'): string {
  const name = type.name.startsWith('google.') ? type.name : `dataform.${type.name}`;
  const link = manner === 'docs' ? ` See ${DOCS}#${name.replaceAll('.', '-')} for allowed properties.` : '';
  switch (found.kind) {
    case 'array':
      return 'Expected a top-level object, but found an array';
    case 'empty':
      return `Unexpected empty value for "${found.key}".${link}`;
    case 'unexpected':
      return manner === 'report'
        ? `Unexpected property "${found.key}" for "${name}", please report this to the Dataform team at ${ISSUES}.`
        : `Unexpected property "${found.key}", or property value type of "${found.found}" is incorrect.${link}`;
  }
}
