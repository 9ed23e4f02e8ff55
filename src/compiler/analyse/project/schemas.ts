import { closest } from '../../diagnostics/closest.ts';
import { type Diagnostic, diagnostic, replaceWith } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { SourceColumn, SourceTable } from '../../project/sources/model.ts';
import type { TableColumn, TableSchema } from '../model/catalog.ts';
import { parseType, typeText } from '../types/text.ts';
import { type SqlType, UNKNOWN } from '../types/type.ts';

const TYPES = [
  ...['INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC', 'BOOL', 'STRING', 'BYTES', 'DATE', 'DATETIME', 'TIME', 'TIMESTAMP'],
  ...['INTERVAL', 'JSON', 'GEOGRAPHY', 'ARRAY', 'STRUCT', 'RANGE'],
];

/** A type as an author wrote it, or what is wrong with it. */
export function writtenType(text: string, at: Span | undefined): SqlType | { readonly fault: Diagnostic } {
  const type = parseType(text);
  if (type) return type;
  const near = /^\w+$/.test(text) ? closest(text.toUpperCase(), TYPES) : undefined;
  const extras = at ? { span: at, ...(near !== undefined && { fixes: [replaceWith(at, near)] }) } : {};
  return { fault: diagnostic('BF3112', { type: text, near }, extras) };
}

export interface Described {
  readonly columns: readonly TableColumn[];
  readonly faults: readonly Diagnostic[];
}

/** The columns of a described table; one whose type cannot be read is there with an unknown type. */
export function describedColumns({ columns }: Pick<SourceTable, 'columns'>): Described {
  const faults: Diagnostic[] = [];
  const made = columns.map((column): TableColumn => {
    const { name, mode, description } = column;
    return {
      name,
      type: columnType(column, faults),
      ...(mode !== 'NULLABLE' && { nullable: false }),
      ...(mode === 'REQUIRED' && { required: true as const }),
      ...(description !== undefined && { description }),
    };
  });
  return { columns: made, faults };
}

function columnType({ type: text, typeAt, mode, fields }: SourceColumn, faults: Diagnostic[]): SqlType {
  let type: SqlType;
  if (fields) type = { kind: 'STRUCT', fields: fields.map((f) => ({ name: f.name, type: columnType(f, faults) })) };
  else {
    const read = writtenType(text, typeAt);
    if ('fault' in read) faults.push(read.fault);
    type = 'fault' in read ? UNKNOWN : read;
  }
  return mode === 'REPEATED' && type.kind !== 'ARRAY' ? { kind: 'ARRAY', element: type } : type;
}

/** Columns with the types that were promised for them; promised ones that are not there stand last. */
export function withDeclared(
  columns: readonly TableColumn[],
  declared: ReadonlyMap<string, SqlType>,
): readonly TableColumn[] {
  if (declared.size === 0) return columns;
  const left = new Map(declared);
  const typed = columns.map((column) => {
    const promised = left.get(column.name.toLowerCase());
    left.delete(column.name.toLowerCase());
    return promised ? { ...column, type: promised } : column;
  });
  return [...typed, ...[...left].map(([name, type]) => ({ name, type }))];
}

const pseudo = (name: string, kind: 'STRING' | 'TIMESTAMP' | 'DATE'): TableColumn => ({
  name,
  type: { kind },
  pseudo: true,
});

/** Columns, and the names that some of them should have: one mistake in a name is not told wherever the right one is used. */
export function withMeant(
  columns: readonly TableColumn[],
  meant: readonly string[] | undefined,
): readonly TableColumn[] {
  if (!meant) return columns;
  const names = new Set(columns.map(({ name }) => name.toLowerCase()));
  const left = meant.filter((name) => !names.has(name.toLowerCase()));
  return [...columns, ...left.map((name): TableColumn => ({ name, type: UNKNOWN, pseudo: true }))];
}

const INGESTION = [pseudo('_PARTITIONTIME', 'TIMESTAMP'), pseudo('_PARTITIONDATE', 'DATE')];
const FILE = pseudo('_FILE_NAME', 'STRING');
const SUFFIX = pseudo('_TABLE_SUFFIX', 'STRING');

/** A stored table as SQL sees it, with the columns that BigQuery adds. `wildcard` has its `_TABLE_SUFFIX`. */
export function tableSchema(
  name: string,
  columns: readonly TableColumn[],
  complete: boolean,
  kind: 'source' | 'wildcard' | 'table',
): TableSchema {
  const added = kind === 'table' ? INGESTION : kind === 'source' ? [...INGESTION, FILE] : [...INGESTION, FILE, SUFFIX];
  return { name, columns: [...columns, ...added], complete };
}

/** A text that two schemas share only if SQL cannot tell them apart. */
export function schemaText({ name, columns, complete }: TableSchema): string {
  let out = `${name}\n${complete}`;
  for (const column of columns) {
    const marks = `${column.nullable === false ? '!' : ''}${column.required ? '*' : ''}${column.hasDefault ? '=' : ''}${column.pseudo ? '_' : ''}`;
    out += `\n${column.name} ${typeText(column.type)}${marks}`;
  }
  return out;
}

/** Whether every part of a type is known. */
export function isKnown(type: SqlType): boolean {
  switch (type.kind) {
    case 'unknown':
      return false;
    case 'ARRAY':
    case 'RANGE':
      return isKnown(type.element);
    case 'STRUCT':
      return type.fields.every((field) => isKnown(field.type));
    default:
      return true;
  }
}
