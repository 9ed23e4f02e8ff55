import type { FilledColumn } from '../../compiler/dialect/compose.ts';
import { identifier, string } from './quoting.ts';

/** A type as DESCRIBE writes it. */
type Shape =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'array'; readonly element: Shape }
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name: string; readonly type: Shape }[] };

/** Whether a column of such a type takes structs. */
export const holdsStructs = (type: string): boolean => /\bstruct\b/i.test(type);

/**
 * A value of the new rows as MERGE must be given it: GoogleSQL puts the fields of a struct into a column by their place,
 * Delta's MERGE by their names, a CAST by their place. `text` reads the value. What BigQuery does not put into the column
 * is an error, and so is a type that DESCRIBE has cut short.
 */
export function fitted(text: string, { name, stored, given }: FilledColumn): string {
  if (stored === undefined || given === undefined || !holdsStructs(stored)) return text;
  if (stored === given && !stored.includes(' more fields>')) return text;
  const [into, from] = [shapeOf(stored), shapeOf(given)];
  if (!into || !from) return fault(`The fields of ${stored} and ${given} of column ${name} cannot be compared`);
  if (!isPutInto(from, into))
    return fault(`Query column of type ${given} cannot be inserted into column ${name}, which has type ${stored}`);
  return haveNames(into, from) ? text : `CAST(${text} AS ${written(into)})`;
}

const fault = (message: string): string => `raise_error(${string(message)})`;

function haveNames(a: Shape, b: Shape): boolean {
  if (a.kind === 'array' && b.kind === 'array') return haveNames(a.element, b.element);
  if (a.kind !== 'struct' || b.kind !== 'struct') return true;
  return a.fields.every(({ name, type }, i) => {
    const other = b.fields[i];
    return other !== undefined && name.toLowerCase() === other.name.toLowerCase() && haveNames(type, other.type);
  });
}

/** Types whose values become those of another by themselves. Source: BigQuery "Conversion rules", coercion. */
const widened: readonly (readonly [from: RegExp, into: RegExp])[] = [
  [/^(?:tiny|small|big)?int$/, /^(?:(?:tiny|small|big)?int|double|decimal\(38,\d\))$/],
  [/^decimal/, /^(?:double|decimal\(38,9\))$/],
];

function isPutInto(from: Shape, into: Shape): boolean {
  if (from.kind === 'plain' && from.text === 'void') return true;
  if (from.kind === 'array' && into.kind === 'array') return isPutInto(from.element, into.element);
  if (from.kind === 'struct' && into.kind === 'struct')
    return (
      from.fields.length === into.fields.length &&
      into.fields.every(({ type }, i) => isPutInto(from.fields[i]?.type ?? type, type))
    );
  if (from.kind !== 'plain' || into.kind !== 'plain') return false;
  return from.text === into.text || widened.some(([a, b]) => a.test(from.text) && b.test(into.text));
}

function written(shape: Shape): string {
  switch (shape.kind) {
    case 'plain':
      return shape.text.toUpperCase();
    case 'array':
      return `ARRAY<${written(shape.element)}>`;
    case 'struct':
      return `STRUCT<${shape.fields.map(({ name, type }) => `${identifier(name)}: ${written(type)}`).join(', ')}>`;
  }
}

interface Reader {
  readonly text: string;
  at: number;
}

/** Reads a type such as `struct<a:bigint,b:array<string>>`; undefined for what is not read to its end. */
function shapeOf(type: string): Shape | undefined {
  const reader = { text: type, at: 0 };
  const made = read(reader);
  return made && reader.at === type.length ? made : undefined;
}

function read(reader: Reader): Shape | undefined {
  const { text } = reader;
  const word = /^(?:decimal\(\d+,\d+\)|[a-z_]+)/i.exec(text.slice(reader.at))?.[0].toLowerCase();
  if (word === undefined) return undefined;
  reader.at += word.length;
  if (word === 'struct') return text[reader.at] === '<' ? struct(reader) : undefined;
  if (word !== 'array') return text[reader.at] === '<' ? undefined : { kind: 'plain', text: word };
  if (text[reader.at++] !== '<') return undefined;
  const element = read(reader);
  return element && text[reader.at++] === '>' ? { kind: 'array', element } : undefined;
}

function struct(reader: Reader): Shape | undefined {
  const fields: { name: string; type: Shape }[] = [];
  do {
    reader.at += 1;
    const end = reader.text.indexOf(':', reader.at);
    const name = reader.text.slice(reader.at, end);
    if (end === -1 || name.startsWith('...')) return undefined;
    reader.at = end + 1;
    const type = read(reader);
    if (!type) return undefined;
    fields.push({ name: name.replace(/^`(.*)`$/s, (_, inner: string) => inner.replaceAll('``', '`')), type });
  } while (reader.text[reader.at] === ',');
  return reader.text[reader.at++] === '>' ? { kind: 'struct', fields } : undefined;
}
