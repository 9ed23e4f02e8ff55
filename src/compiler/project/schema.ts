/**
 * Messages of Dataform's protocol buffers as tables: what a settings file, a `config` block and a compiled graph may
 * hold, in the order of field numbers. Absent fields read as the kind's default, as protobufjs has it.
 */
export interface MessageType {
  /** Full name, for example `dataform.ActionConfig.TableConfig`. */
  readonly name: string;
  readonly fields: readonly Field[];
  readonly byName: ReadonlyMap<string, Field>;
  /** The fields that hold messages. */
  readonly messages: readonly Field[];
  /** What messages inherit from: the defaults of their fields. */
  readonly defaults: object;
  /** Makes an empty message. A constructor, because V8 then learns how much room messages of the type need. */
  readonly Message: new () => Loose;
  /** All fields in order without values: what plain messages are copied from, so that they share one shape. */
  readonly blank: Readonly<Loose>;
  /** Names of lists and of maps. */
  readonly lists: readonly string[];
  readonly maps: readonly string[];
}

export interface Field {
  readonly name: string;
  readonly kind: 'string' | 'bool' | 'int' | 'number' | 'enum' | 'message';
  readonly shape: 'one' | 'list' | 'map';
  /** Name of the enumeration or message. */
  readonly type: string;
}

export interface Schema {
  readonly type: (name: string) => MessageType;
  readonly values: (enumeration: string) => readonly string[];
}

/** An untrusted object as it comes from YAML or project code. */
export type Loose = Record<string, unknown>;

const scalars = { string: '', bool: false, int: 0, number: 0 } as const;
const isScalar = (kind: string): kind is keyof typeof scalars => Object.hasOwn(scalars, kind);

/**
 * Reads tables written as `field:kind` words; no kind means string, `[]` a list, `{}` a map from strings, `?` a field
 * without a default (optional ones and members of a oneof). `values` lists enumerations, number 0 first.
 */
export function schema(
  messages: Readonly<Record<string, string>>,
  enumerations: Readonly<Record<string, string>>,
  earlier?: Schema,
): Schema {
  const values = new Map(Object.entries(enumerations).map(([name, words]) => [name, words.split(' ')]));
  const types = new Map<string, MessageType>();
  for (const [name, words] of Object.entries(messages)) {
    const read = words
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => readField(word, (type) => values.has(type) || (earlier?.values(type).length ?? 0) > 0));
    types.set(name, messageType(name, read));
  }
  return {
    type: (name) => types.get(name) ?? (earlier ? earlier.type(name) : missing(name)),
    values: (name) => values.get(name) ?? earlier?.values(name) ?? [],
  };
}

function missing(name: string): never {
  throw new Error(`no message ${name}`);
}

interface ReadField {
  readonly field: Field;
  readonly initial: unknown;
}

function readField(word: string, isEnumeration: (type: string) => boolean): ReadField {
  const [, name = '', mark = '', type = 'string'] = /^(\w+)(\[\]|\{\}|\?)?(?::(.+))?$/.exec(word) ?? [];
  const kind = isScalar(type) ? type : isEnumeration(type) ? 'enum' : 'message';
  const shape = mark === '[]' ? 'list' : mark === '{}' ? 'map' : 'one';
  const initial = mark === '?' || kind === 'message' ? null : kind === 'enum' ? 0 : scalars[kind];
  return { field: { name, kind, shape, type }, initial };
}

function messageType(name: string, read: readonly ReadField[]): MessageType {
  const fields = read.map(({ field }) => field);
  const defaults = Object.fromEntries(
    read.filter(({ field }) => field.shape === 'one').map(({ field, initial }) => [field.name, initial]),
  );
  function Message(): void {}
  Object.defineProperty(Message, 'prototype', { value: defaults });
  return {
    name,
    fields,
    byName: new Map(fields.map((field) => [field.name, field])),
    messages: fields.filter(({ kind }) => kind === 'message'),
    defaults,
    Message: Message as unknown as new () => Loose,
    blank: Object.fromEntries(fields.map((field) => [field.name, undefined])),
    lists: fields.filter(({ shape }) => shape === 'list').map((field) => field.name),
    maps: fields.filter(({ shape }) => shape === 'map').map((field) => field.name),
  };
}
