import { type Document, isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { structFields, typesEqual } from './type-text.ts';

/** A table's columns as they stand where the data is. */
export interface PulledTable {
  readonly name: string;
  /** Types in GoogleSQL. */
  readonly columns: readonly PulledColumn[];
}

export interface PulledColumn {
  readonly name: string;
  readonly type: string;
}

/** What became of a table's description. */
export interface TableChange {
  readonly table: string;
  readonly isNew: boolean;
  readonly columns: number;
  /** Columns and fields by dotted name. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly retyped: readonly { readonly name: string; readonly from: string; readonly to: string }[];
}

export interface UpdatedSources {
  readonly text: string;
  readonly changes: readonly TableChange[];
}

interface Changes {
  readonly added: string[];
  readonly removed: string[];
  readonly retyped: { name: string; from: string; to: string }[];
}

/**
 * Brings a file under `sources/` up to date with pulled tables. Descriptions, modes and comments stay where their column
 * stays; tables that were not pulled are left alone. `text` must be a valid file, or absent for a new one.
 */
export function updateSources(
  text: string | undefined,
  tables: readonly PulledTable[],
  head: { readonly project?: string; readonly dataset?: string } = {},
): UpdatedSources {
  const document = parseDocument(text ?? '', { prettyErrors: false });
  if (!isMap(document.contents)) document.contents = document.createNode({ ...head, tables: {} }) as never;
  const known = document.get('tables', true);
  if (!isMap(known)) document.set('tables', document.createNode({}));
  const map = document.get('tables', true) as unknown as YAMLMap;
  const changes = tables.map((table) => updateTable(document, map, table));
  const touched = changes.some(
    ({ isNew, added, removed, retyped }) => isNew || added.length + removed.length + retyped.length > 0,
  );
  if (text !== undefined && !touched) return { text, changes };
  return { text: document.toString({ lineWidth: 0, flowCollectionPadding: true }), changes };
}

const pairOf = (map: YAMLMap, name: string): Pair | undefined =>
  map.items.find(({ key }) => isScalar(key) && String(key.value).toLowerCase() === name.toLowerCase());

function updateTable(document: Document, tables: YAMLMap, { name, columns }: PulledTable): TableChange {
  const found: Changes = { added: [], removed: [], retyped: [] };
  const pair = pairOf(tables, name);
  const table = pair && isMap(pair.value) ? pair.value : undefined;
  const known = table?.get('columns', true);
  if (table && isMap(known)) updateColumns(document, known, columns, '', found);
  else {
    const made = document.createNode({ columns: {} }) as YAMLMap;
    updateColumns(document, made.get('columns', true) as unknown as YAMLMap, columns, '', { ...found, added: [] });
    if (pair) pair.value = made;
    else tables.add(document.createPair(name, made));
  }
  return { table: name, isNew: !(table && isMap(known)), columns: columns.length, ...found };
}

/** Gives a map of columns the order and types of the pulled ones. */
function updateColumns(
  document: Document,
  map: YAMLMap,
  columns: readonly PulledColumn[],
  path: string,
  changes: Changes,
): void {
  const before = [...map.items];
  map.flow &&= before.length > 0;
  map.items = columns.map((column) => {
    const pair = pairOf({ items: before } as unknown as YAMLMap, column.name);
    const name = `${path}${column.name}`;
    if (pair) updateColumn(document, pair, column, name, changes);
    else changes.added.push(name);
    return pair ?? document.createPair(column.name, column.type);
  });
  for (const pair of before)
    if (!map.items.includes(pair) && isScalar(pair.key)) changes.removed.push(`${path}${String(pair.key.value)}`);
}

function updateColumn(document: Document, pair: Pair, { type }: PulledColumn, name: string, changes: Changes): void {
  const value = pair.value;
  if (isMap(value)) {
    updateDetails(document, value, type, name, changes);
    return;
  }
  const written = isScalar(value) ? String(value.value) : '';
  if (typesEqual(written, type)) return;
  changes.retyped.push({ name, from: written, to: type });
  if (isScalar(value)) value.value = type;
  else pair.value = document.createNode(type);
}

const ARRAY = /^ARRAY\s*<([\s\S]*)>$/i;

function updateDetails(document: Document, map: YAMLMap, type: string, name: string, changes: Changes): void {
  const isRepeated = String(map.get('mode') ?? '').toUpperCase() === 'REPEATED';
  const inner = ARRAY.exec(type)?.[1]?.trim();
  const fields = map.get('fields', true);
  const plain = isRepeated ? (inner ?? type) : type;
  const struct = isMap(fields) ? structFields(plain) : undefined;
  if (isMap(fields) && struct && (!isRepeated || inner !== undefined)) {
    updateColumns(document, fields, struct, `${name}.`, changes);
    return;
  }
  const written = isMap(fields) ? 'STRUCT' : String(map.get('type') ?? '');
  const before = isRepeated && !ARRAY.test(written) ? `ARRAY<${written}>` : written;
  if (!isMap(fields) && typesEqual(before, type)) return;
  changes.retyped.push({ name, from: before, to: type });
  if (isRepeated && inner === undefined) map.delete('mode');
  map.delete('fields');
  map.set('type', isRepeated && inner !== undefined ? inner : type);
}
