import type { FilledColumn } from '../../compiler/dialect/compose.ts';
import { string } from './quoting.ts';

/** What of a type decides how its values are written; undefined where no struct is in it. */
type Shape =
  | { readonly kind: 'list'; readonly element: Shape }
  | {
      readonly kind: 'struct';
      readonly fields: readonly { readonly name: string; readonly shape: Shape | undefined }[];
    };

/** Whether a column of such a type, as DESCRIBE writes it, takes structs. */
export const holdsStructs = (type: string): boolean => /\bSTRUCT\(/.test(type);

/**
 * A value of the new rows as the table takes it: GoogleSQL puts the fields of a struct into a column by their place,
 * DuckDB by their names. `text` reads the value. Structs of other sizes are an error of BigQuery's, too.
 */
export function fitted(text: string, { name, stored = '', given = '' }: FilledColumn): string {
  const [into, from] = [shapeOf(stored), shapeOf(given)];
  if (!into || !from || sameNames(into, from)) return text;
  if (!sameSizes(into, from))
    return `error(${string(`Query column of type ${given} cannot be inserted into column ${name}, which has type ${stored}`)})`;
  return `CAST(${placed(text, into, 1)} AS ${stored})`;
}

/** A value whose structs have lost their names, so that place alone counts in a CAST. */
function placed(text: string, shape: Shape | undefined, depth: number): string {
  if (!shape) return text;
  const name = `place_${depth}`;
  if (shape.kind === 'list')
    return `list_transform(${text}, lambda ${name}: ${placed(name, shape.element, depth + 1)})`;
  if (!shape.fields.some((field) => field.shape)) return `struct_values(${text})`;
  const fields = shape.fields.map((field, i) => placed(`struct_extract_at(${name}, ${i + 1})`, field.shape, depth + 1));
  return `list_transform([${text}], lambda ${name}: CASE WHEN ${name} IS NOT NULL THEN row(${fields.join(', ')}) END)[1]`;
}

function sameNames(a: Shape | undefined, b: Shape | undefined): boolean {
  if (!a || !b) return a === b;
  if (a.kind === 'list' || b.kind === 'list')
    return a.kind === b.kind && 'element' in a && 'element' in b && sameNames(a.element, b.element);
  return (
    a.fields.length === b.fields.length &&
    a.fields.every(({ name, shape }, i) => {
      const other = b.fields[i];
      return other !== undefined && name === other.name && sameNames(shape, other.shape);
    })
  );
}

function sameSizes(a: Shape | undefined, b: Shape | undefined): boolean {
  if (!a || !b) return true;
  if (a.kind === 'list') return b.kind === 'list' && sameSizes(a.element, b.element);
  if (b.kind === 'list') return false;
  return a.fields.length === b.fields.length && a.fields.every(({ shape }, i) => sameSizes(shape, b.fields[i]?.shape));
}

interface Reader {
  readonly words: readonly string[];
  at: number;
}

/** Reads a type as DESCRIBE writes it, such as `STRUCT(a BIGINT, "b c" VARCHAR[])[]`. */
function shapeOf(type: string): Shape | undefined {
  return read({ words: type.match(/"(?:[^"]|"")*"|'(?:[^']|'')*'|\w+|\S/g) ?? [], at: 0 });
}

function read(reader: Reader): Shape | undefined {
  const word = reader.words[reader.at++];
  let made = word === 'STRUCT' ? struct(reader) : undefined;
  if (word !== 'STRUCT') passPlain(reader);
  while (reader.words[reader.at] === '[') {
    while (reader.at < reader.words.length && reader.words[reader.at] !== ']') reader.at += 1;
    reader.at += 1;
    if (made) made = { kind: 'list', element: made };
  }
  return made;
}

function struct(reader: Reader): Shape {
  const fields: { name: string; shape: Shape | undefined }[] = [];
  do {
    reader.at += 1;
    const written = reader.words[reader.at++] ?? '';
    const name = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
    fields.push({ name: name.toLowerCase(), shape: read(reader) });
  } while (reader.words[reader.at] === ',');
  reader.at += 1;
  return { kind: 'struct', fields };
}

/** The rest of a type without structs: parameters in parentheses, further words. */
function passPlain(reader: Reader): void {
  for (let depth = 0; reader.at < reader.words.length; reader.at += 1) {
    const word = reader.words[reader.at];
    if (depth === 0 && (word === ',' || word === ')' || word === '[')) return;
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
  }
}
