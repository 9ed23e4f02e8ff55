import type { ColumnLineage, StoredColumn } from '../lineage/lineage.ts';
import type { ActionColumns } from './model.ts';

type How = ColumnLineage['sources'][number]['how'];

/** A column, or a field below it, and the columns that it comes from or goes to. */
export interface Trace extends StoredColumn {
  /** How it is connected with the column one step before; absent for the first. */
  readonly how?: How;
  readonly next: readonly Trace[];
  /** It stands elsewhere in the tree with what is behind it. */
  readonly repeated?: true;
}

/** Columns by table, and what they are connected with. */
export interface LineageIndex {
  readonly tables: ReadonlyMap<string, ActionColumns>;
  readonly up: (at: StoredColumn) => readonly Link[];
  readonly down: (at: StoredColumn) => readonly Link[];
}

export interface Link extends StoredColumn {
  readonly how: How;
}

/** A column's own name and the fields below it. */
function split(column: string): readonly [name: string, below: string] {
  const dot = column.indexOf('.');
  return dot < 0 ? [column.toLowerCase(), ''] : [column.slice(0, dot).toLowerCase(), column.slice(dot + 1)];
}

const join = (column: string, below: string): string => (below === '' ? column : `${column}.${below}`);

/** Whether a change of one path changes the other: one leads to the other or below it. */
function overlaps(a: string, b: string): boolean {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x === '' || y === '' || x === y || x.startsWith(`${y}.`) || y.startsWith(`${x}.`);
}

/** Both directions of the lineage of a project's columns. */
export function lineageIndex(actions: readonly ActionColumns[]): LineageIndex {
  const tables = new Map(actions.map((action) => [action.name, action]));
  const readers = new Map<string, { readonly below: string; readonly link: Link }[]>();
  for (const { name, lineage = [] } of actions)
    for (const { column, sources } of lineage) {
      if (column === undefined) continue;
      for (const source of sources) {
        const [top, below] = split(source.column);
        const key = `${source.table}\n${top}`;
        const list = readers.get(key) ?? [];
        list.push({ below, link: { table: name, column, how: source.how } });
        readers.set(key, list);
      }
    }
  return {
    tables,
    up: ({ table, column }) => {
      const [top, below] = split(column);
      const found = tables.get(table)?.lineage?.find((one) => one.column?.toLowerCase() === top);
      return (found?.sources ?? []).map(({ how, ...source }) => ({
        table: source.table,
        column: how === 'copied' ? join(source.column, below) : source.column,
        how,
      }));
    },
    down: ({ table, column }) => {
      const [top, below] = split(column);
      const list = readers.get(`${table}\n${top}`) ?? [];
      return list.filter((reader) => overlaps(reader.below, below)).map(({ link }) => link);
    },
  };
}

/** Everything that a column comes from (`up`) or goes to (`down`). A column that was already followed is not followed again. */
export function traceColumn(index: LineageIndex, start: StoredColumn, direction: 'up' | 'down'): Trace {
  const seen = new Set<string>();
  const follow = (at: StoredColumn, how: How | undefined, depth: number): Trace => {
    const key = `${at.table}\n${at.column.toLowerCase()}`;
    const base = { table: at.table, column: at.column, ...(how && { how }) };
    const links = depth > DEEPEST ? [] : index[direction](at);
    if (seen.has(key)) return { ...base, next: [], ...(links.length > 0 && { repeated: true as const }) };
    seen.add(key);
    return { ...base, next: links.map((link) => follow(link, link.how, depth + 1)) };
  };
  return follow(start, undefined, 0);
}

/** Chains are followed so far. */
const DEEPEST = 500;

/** The columns of a trace without its beginning, each once, in the order of the tree. */
export function columnsOfTrace(trace: Trace): readonly StoredColumn[] {
  const found = new Map<string, StoredColumn>();
  const collect = (at: Trace): void => {
    for (const one of at.next) {
      found.set(`${one.table}\n${one.column.toLowerCase()}`, { table: one.table, column: one.column });
      collect(one);
    }
  };
  collect(trace);
  return [...found.values()];
}
