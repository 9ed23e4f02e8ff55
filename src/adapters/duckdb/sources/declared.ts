import { type Diagnostic, diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import type { Span } from '../../../compiler/diagnostics/span.ts';
import type { ColumnSettings } from '../../../compiler/project/biform/settings.ts';
import { identifier } from '../quoting.ts';
import { typeNames } from '../types.ts';
import type { DeclaredColumn } from './files.ts';

/** The columns that biform.yaml declares for a source, in DuckDB's types. Columns without a type stay inferred. */
export function declaredColumns(
  source: string,
  columns: Readonly<Record<string, ColumnSettings>>,
  keyAt: (...keys: readonly string[]) => Span | undefined = () => undefined,
): readonly DeclaredColumn[] | { readonly fault: Diagnostic } {
  const found: DeclaredColumn[] = [];
  for (const [name, { type }] of Object.entries(columns)) {
    if (type === undefined) continue;
    const read = duckdbType(type);
    if ('fault' in read) {
      const span = keyAt('columns', name);
      return { fault: diagnostic('BF8026', { source, column: name, message: read.fault }, span && { span }) };
    }
    found.push({ name, type: read.type, ...(/^\s*BYTES\b/i.test(type) && { base64: true }) });
  }
  return found;
}

type Read = { readonly type: string } | { readonly fault: string };

/** A GoogleSQL type as text, in DuckDB's words; or what is wrong with it. */
export function duckdbType(written: string): Read {
  const words = written.match(/`[^`]+`|[A-Za-z_][\w-]*|\d+|\S/g) ?? [];
  const reader = { words, at: 0 };
  const read = readType(reader);
  if ('fault' in read) return read;
  const rest = words[reader.at];
  return rest === undefined ? read : { fault: `"${written}" has "${rest}" after the type.` };
}

interface Reader {
  readonly words: readonly string[];
  at: number;
}

function take(reader: Reader, wanted: string): boolean {
  if (reader.words[reader.at] !== wanted) return false;
  reader.at += 1;
  return true;
}

function readType(reader: Reader): Read {
  const word = (reader.words[reader.at] ?? '').toUpperCase();
  reader.at += 1;
  if (word === 'ARRAY') {
    if (!take(reader, '<')) return { fault: 'ARRAY needs the type of its elements: ARRAY<...>.' };
    const element = readType(reader);
    if ('fault' in element) return element;
    return take(reader, '>') ? { type: `${element.type}[]` } : { fault: 'ARRAY<... has no closing ">".' };
  }
  if (word === 'STRUCT') return readStruct(reader);
  const name = word === 'BIGNUMERIC' || word === 'BIGDECIMAL' ? undefined : typeNames[word];
  if (name === undefined)
    return { fault: `${word === '' ? 'an empty text' : word} is no type that can be kept on DuckDB.` };
  return readParameters(reader, word, name);
}

function readStruct(reader: Reader): Read {
  if (!take(reader, '<')) return { fault: 'STRUCT needs its fields: STRUCT<name type, ...>.' };
  const fields: string[] = [];
  do {
    const field = reader.words[reader.at] ?? '';
    reader.at += 1;
    if (!/^[`A-Za-z_]/.test(field)) return { fault: `"${field}" is no name of a field.` };
    const type = readType(reader);
    if ('fault' in type) return type;
    fields.push(`${identifier(field.replaceAll('`', ''))} ${type.type}`);
  } while (take(reader, ','));
  return take(reader, '>') ? { type: `STRUCT(${fields.join(', ')})` } : { fault: 'STRUCT<... has no closing ">".' };
}

/** NUMERIC(p, s) keeps its precision; lengths of strings and bytes say nothing about the values. */
function readParameters(reader: Reader, word: string, name: string): Read {
  if (!take(reader, '(')) return { type: name };
  const numbers: string[] = [];
  do {
    numbers.push(reader.words[reader.at] ?? '');
    reader.at += 1;
  } while (take(reader, ','));
  if (!take(reader, ')') || numbers.some((number) => !/^\d+$/.test(number))) {
    return { fault: `the parameters of ${word} are no numbers in parentheses.` };
  }
  const decimal = name.startsWith('DECIMAL');
  return { type: decimal ? `DECIMAL(${numbers[0]},${numbers[1] ?? 0})` : name };
}
