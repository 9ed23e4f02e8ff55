import type { Column, FromScope, Relation } from '../model/relation.ts';
import { sameName } from '../model/relation.ts';

/** Columns by lower-case name. Several under one name cannot be told apart by it. */
type Index = ReadonlyMap<string, readonly Column[]>;

const indexes = new WeakMap<readonly Column[], Index>();

function indexOf(columns: readonly Column[]): Index {
  const known = indexes.get(columns);
  if (known) return known;
  const made = new Map<string, Column[]>();
  for (const column of columns) {
    if (column.name === undefined) continue;
    const name = column.name.toLowerCase();
    const same = made.get(name);
    if (same) same.push(column);
    else made.set(name, [column]);
  }
  indexes.set(columns, made);
  return made;
}

const none: readonly Column[] = [];

/** Lists longer than this are indexed: going through shorter ones costs less than their index. */
const SHORT = 24;

/** The columns of a list that bear a lower-case name. A long list is indexed once, at the first question. */
export function columnsNamed(columns: readonly Column[], lower: string): readonly Column[] {
  if (columns.length > SHORT) return indexOf(columns).get(lower) ?? none;
  let found: Column[] | undefined;
  // Loops over arrays that run for every name go by number: before they are optimised an iterator takes three times as long.
  for (let i = 0; i < columns.length; i += 1) {
    const column = columns[i] as Column;
    const { name } = column;
    if (name === undefined || name.length !== lower.length || (name !== lower && name.toLowerCase() !== lower))
      continue;
    if (found) found.push(column);
    else found = [column];
  }
  return found ?? none;
}

const NO_RELATIONS: readonly Relation[] = [];

/** The tables of a FROM clause that go by a name. More than one is a fault that is reported there. */
export function relationsNamed(from: FromScope, name: string): readonly Relation[] {
  let found: Relation[] | undefined;
  const { relations } = from;
  const dotted = name.includes('.');
  for (let i = 0; i < relations.length; i += 1) {
    const relation = relations[i] as Relation;
    const known = dotted ? (relation.quotedPath ?? relation.alias) : relation.alias;
    if (known === undefined || !sameName(known, name)) continue;
    if (found) found.push(relation);
    else found = [relation];
  }
  return found ?? NO_RELATIONS;
}

/** Types of the columns that stored tables may have beside those of their schema. Source: BigQuery "Pseudocolumns". */
const pseudoTypes: Readonly<Record<string, 'TIMESTAMP' | 'DATE' | 'STRING' | 'INT64'>> = {
  _partitiontime: 'TIMESTAMP',
  _partitiondate: 'DATE',
  _table_suffix: 'STRING',
  _file_name: 'STRING',
  _change_type: 'STRING',
  _change_timestamp: 'TIMESTAMP',
  _change_sequence_number: 'STRING',
};

const pseudos = new WeakMap<Relation, Map<string, Column>>();

/** The pseudo column of a stored table by its lower-case name: one and the same at every call. */
export function pseudoColumn(relation: Relation, lower: string): Column | undefined {
  const kind = relation.stored && lower.startsWith('_') ? pseudoTypes[lower] : undefined;
  if (kind === undefined) return undefined;
  const known = pseudos.get(relation) ?? new Map<string, Column>();
  pseudos.set(relation, known);
  let column = known.get(lower);
  if (!column) {
    const first = relation.columns.find(({ source }) => source.kind === 'table')?.source;
    const name = lower.toUpperCase();
    column = {
      name,
      type: { kind },
      pseudo: true,
      source: first?.kind === 'table' ? { kind: 'table', table: first.table, column: name } : { kind: 'none' },
    };
    known.set(lower, column);
  }
  return column;
}
