import type { TableColumn, TableSchema } from '../../../src/compiler/analyse/model/catalog.ts';
import type { SqlType } from '../../../src/compiler/analyse/types/type.ts';
import type { Fields } from './server.ts';
import type { Type } from './server-type.ts';

/** A table under the path that the SQL writes, one part for each pair of back-quotes. */
export interface NamedTable {
  readonly path: readonly string[];
  readonly columns: readonly TableColumn[];
}

/** A function in the server's protocol under the path that the SQL writes. Source: zetasql/proto/function.proto. */
export interface NamedFunction {
  readonly path: readonly string[];
  readonly proto: Fields;
}

const kindOf = (name: string): string => `TYPE_${name === 'FLOAT64' ? 'DOUBLE' : name}`;

export function typeOf(type: SqlType): Type {
  switch (type.kind) {
    case 'ARRAY':
      return { type_kind: 'TYPE_ARRAY', array_type: { element_type: typeOf(type.element) } };
    case 'RANGE':
      return { type_kind: 'TYPE_RANGE', range_type: { element_type: typeOf(type.element) } };
    case 'STRUCT': {
      const field = type.fields.map((f) => ({ field_name: f.name ?? '', field_type: typeOf(f.type) }));
      return { type_kind: 'TYPE_STRUCT', struct_type: { field } };
    }
    default:
      return { type_kind: kindOf(type.kind) };
  }
}

interface Folder {
  readonly name: string;
  readonly table: Fields[];
  readonly custom_function: Fields[];
  readonly catalog: Folder[];
}

/** A catalog in the server's protocol. Source: zetasql/proto/simple_catalog.proto. */
export function catalogMessage(
  language: Fields,
  tables: readonly NamedTable[],
  functions: readonly NamedFunction[] = [],
): Fields {
  const empty = (name: string): Folder => ({ name, table: [], custom_function: [], catalog: [] });
  const top = empty('c');
  const folders = new Map<string, Folder>([['', top]]);
  const folder = (path: readonly string[]): Folder => {
    const key = path.join('.');
    const known = folders.get(key);
    if (known) return known;
    const made = empty(path.at(-1) ?? '');
    folder(path.slice(0, -1)).catalog.push(made);
    folders.set(key, made);
    return made;
  };
  for (const [i, { path, columns }] of tables.entries()) {
    const name = path.at(-1) ?? '';
    const column = columns.map((c) => ({ name: c.name, type: typeOf(c.type), is_pseudo_column: c.pseudo ?? false }));
    folder(path.slice(0, -1)).table.push({ name, full_name: name, serialization_id: String(i + 1), column });
  }
  for (const { path, proto } of functions)
    folder(path.slice(0, -1)).custom_function.push({ ...proto, name_path: [path.at(-1) ?? ''] });
  return { ...top, builtin_function_options: { language_options: language } };
}

/** The paths by which a table `project.dataset.name` can be written. */
export function spellings({ name, columns }: TableSchema): readonly NamedTable[] {
  const parts = name.split('.');
  return parts.slice(0, -1).flatMap((_, from) => {
    const path = parts.slice(from);
    return [
      { path, columns },
      { path: [path.join('.')], columns },
    ];
  });
}
