/** Says where a value is not of the expected shape (`tables.3.target.name`, empty for the value itself), or nothing. */
export type Shape = (value: unknown) => string | undefined;

const wrongIf = (wrong: boolean): string | undefined => (wrong ? '' : undefined);
const below = (key: string | number, inner: string): string => (inner === '' ? String(key) : `${key}.${inner}`);

export const string: Shape = (value) => wrongIf(typeof value !== 'string');
export const boolean: Shape = (value) => wrongIf(typeof value !== 'boolean');
export const number: Shape = (value) => wrongIf(typeof value !== 'number');
/** A whole number that can be an offset, a line or an index. */
export const count: Shape = (value) => wrongIf(!(Number.isSafeInteger(value) && (value as number) >= 0));

export const oneOf = (...allowed: readonly string[]): Shape => {
  const set: ReadonlySet<unknown> = new Set(allowed);
  return (value) => wrongIf(!set.has(value));
};

export const orNull =
  (shape: Shape): Shape =>
  (value) =>
    value === null ? undefined : shape(value);

export const list =
  (item: Shape): Shape =>
  (value) => {
    if (!Array.isArray(value)) return '';
    for (let i = 0; i < value.length; i += 1) {
      const wrong = item(value[i]);
      if (wrong !== undefined) return below(i, wrong);
    }
    return undefined;
  };

/** An object whose keys are all listed. Keys ending in `!` must be there. */
export function object(fields: Readonly<Record<string, Shape>>): Shape {
  const shapes = new Map<string, Shape>();
  const required: string[] = [];
  for (const [key, shape] of Object.entries(fields)) {
    const name = key.replace(/!$/, '');
    if (name !== key) required.push(name);
    shapes.set(name, shape);
  }
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
    const known = value as Readonly<Record<string, unknown>>;
    for (const key in known) {
      const wrong = (shapes.get(key) ?? (() => ''))(known[key]);
      if (wrong !== undefined) return below(key, wrong);
    }
    for (const key of required) if (known[key] === undefined) return key;
    return undefined;
  };
}

/** An object with any keys but those that could reach a prototype. */
export const record =
  (item: Shape): Shape =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
    for (const [key, inner] of Object.entries(value)) {
      if (key === '__proto__') return key;
      const wrong = item(inner);
      if (wrong !== undefined) return below(key, wrong);
    }
    return undefined;
  };

/** Any JSON without keys that could reach a prototype, not deeper than 100 levels. */
export const json: Shape = (value) => jsonTo(value, 100);

function jsonTo(value: unknown, depth: number): string | undefined {
  if (depth === 0) return '';
  if (typeof value !== 'object' || value === null) return undefined;
  return (Array.isArray(value) ? list : record)((inner) => jsonTo(inner, depth - 1))(value);
}
